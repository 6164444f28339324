import type { Presets } from '../verification/presets.js';
import type { Profile } from '../verification/profile.js';
import type { RawRequest } from '../verification/raw-request.js';
import type { TokenPlace } from '../verification/token.js';
import type { Endpoint } from '../verification/verifier.js';

/** A delivery that was refused, with what it was refused by. Holds secrets: never log it. */
export interface RefusedDelivery {
  /** Undefined for a hook without one. */
  readonly profile?: Profile | undefined;
  /** What the hook brings to its profile; its `secrets` are all that are live now. */
  readonly endpoint: Endpoint;
  readonly request: RawRequest;
  /** As the delivery log has it: a `ReasonCode`, or the code of an error. */
  readonly reason: string;
  /** The clock the delivery was judged by. */
  readonly now: Date;
  /** The token the hook itself asks for. */
  readonly token?: (TokenPlace & { readonly digests: readonly Buffer[] }) | undefined;
  /** The ranges the hook itself asks for. */
  readonly ip?: readonly string[] | undefined;
  /** Where the request came from, proxies looked through; null when it cannot be told. */
  readonly clientAddress?: string | null | undefined;
  /** Secrets that were live once, opened: lets a sender that still uses one be told apart from a stranger. */
  readonly retired?: readonly string[] | undefined;
  /** What is wrong with its parameters. */
  readonly faults?: readonly { readonly path: string; readonly message: string }[] | undefined;
  /** Lets a header be recognised as another profile's. */
  readonly presets?: Presets | undefined;
}

/** What was expected and what came, for a person. */
export interface Finding {
  expected: string;
  came: string;
  hints: readonly string[];
  /** Seconds between the sender's time and ours: negative when it lies in the past. */
  skewSeconds?: number | undefined;
}
