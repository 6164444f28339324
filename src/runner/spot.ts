/** Where in its loops a task stands. */
export interface Spot {
  readonly iteration: number;
  /** What expressions read as `each`; null outside of loops. */
  readonly each: Each | null;
}

export interface Each {
  readonly value: unknown;
  /** From 0. */
  readonly index: number;
  /** Of the loop around this one. */
  readonly parent: Each | null;
}

export const OUTSIDE_LOOPS: Spot = { iteration: 0, each: null };
