import type { LimitScope } from '../ledger/limit-scope.js';

/** Token Nest injects whoever says "something is due" under. */
export const BELL = Symbol('BELL');

/** Says "something is due". Never throws, is never awaited: who does not hear it is found by the sweeper. */
export interface Bell {
  ring(ids: readonly string[], options?: RingOptions): void;
}

export interface RingOptions {
  /** Ring so much later; at most a minute, longer waits are the sweeper's. */
  readonly delayMs?: number;
  /** Limit scopes that something due is claimed under. */
  readonly scopes?: readonly LimitScope[];
}
