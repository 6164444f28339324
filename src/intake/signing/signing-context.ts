import type { TokenPlace } from '../verification/token.js';

/** What a signer takes from outside. */
export interface SigningContext {
  readonly now: Date;
  /** A fresh message id. */
  readonly id: () => string;
  /** The token a hook asks for besides what its profile asks for. */
  readonly token?: TokenPlace & { readonly token: string };
  /** What stands where a secret would be sent as it is, for each secret; default: the secret. */
  readonly shown?: readonly string[];
}
