import type { TokenPlace } from '../verification/token.js';

/** What a signer takes from outside. */
export interface SigningContext {
  readonly now: Date;
  /** A fresh message id. */
  readonly id: () => string;
  /** The token a hook asks for besides what its profile asks for. */
  readonly token?: TokenPlace & { readonly token: string | null };
  /** For each secret itself, or null where it is not to be sent as it is; default: the secrets. */
  readonly shown?: readonly (string | null)[];
}
