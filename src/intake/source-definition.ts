import type { EventLocators, HookLimits } from '../workflow/document.js';
import type { OwnNames } from './vocabulary/vocabulary.js';

/** How a source's tokens are fetched. */
export interface SourcePoll {
  /** https address of the transmitter's poll endpoint. */
  readonly endpoint: string;
  /** Text of the `Authorization` header, sealed for `source:<tenant>/<name>`. */
  readonly authorization?: { readonly sealed: string };
  /** Most tokens to ask for at once. */
  readonly maxEvents: number;
  /** Seconds from one poll to the next when there was nothing. */
  readonly intervalSeconds: number;
  /** The transmitter may keep a poll open until there is something. */
  readonly longPoll: boolean;
}

/** How a source's sender proves itself, as stored: no secret in clear. */
export interface SourceDefinition {
  readonly verify?: {
    readonly profile: string;
    readonly config?: Readonly<Record<string, unknown>>;
    /** Sealed for `source:<tenant>/<name>`. */
    readonly secrets: readonly { readonly sealed: string; readonly addedAt: string }[];
    /** The sender shows its secret only once it has the address: with none yet, every delivery is refused as `no_secret`. */
    readonly secretLater?: true;
  };
  readonly token?: {
    readonly from: string;
    readonly scheme?: 'Bearer' | 'Basic';
    /** Hex SHA-256 of each live token. */
    readonly digests: readonly string[];
    /** ISO time each was added at, by digest; not there for the oldest. */
    readonly addedAt?: Readonly<Record<string, string>>;
  };
  /** Its tokens are fetched from the transmitter (RFC 8936), besides being taken at the hook. */
  readonly poll?: SourcePoll;
  /** Being registered: what comes meanwhile is asked to come again. */
  readonly pending?: boolean;
  readonly ip?: readonly string[];
  readonly open?: boolean;
  readonly event?: EventLocators;
  readonly limits?: HookLimits;
  readonly vocabulary?: OwnNames;
}
