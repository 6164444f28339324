/** What the front door asks of a part of the house it does not know: who bears a token of the management API. */
import type { Reach } from '../../ledger/reach.view.js';
import type { RawRequest } from '../verification/raw-request.js';

/** Token of the `ApiTokens`. */
export const API_TOKENS = Symbol('API_TOKENS');

export interface ApiCaller extends Reach {
  readonly role: string;
}

export interface ApiTokens {
  /**
   * Throws Unauthenticated for one that is unknown, expired or revoked, and TooManyRequests for a client that presented
   * too many unknown ones.
   */
  authenticate(token: string, from: RawRequest): Promise<ApiCaller>;
}
