/** Which rounds of a fault scenario run, and the dice of each: the same seed asks for the same faults. */

/** What `npm run verify` plays. */
const FIXED_SEED = 20_251_121;

export interface Round {
  readonly round: number;
  /** Give it as FAULT_SEED, with FAULT_ROUNDS=1, to play this round again. */
  readonly seed: number;
}

/** FAULT_ROUNDS rounds (1 by default), the first with FAULT_SEED. */
export function plannedRounds(): Round[] {
  const count = Number(process.env['FAULT_ROUNDS'] ?? 1);
  const first = Number(process.env['FAULT_SEED'] ?? FIXED_SEED);
  return Array.from({ length: count }, (_, index) => ({ round: index + 1, seed: first + index }));
}

/** Whether a scenario that has a longer form plays that one, as `npm run faults` asks for. */
export function isLong(): boolean {
  return process.env['FAULT_LONG'] === '1';
}

/** Numbers in [0, 1) from a seed: a counter through the finalizer of SplitMix32. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** `count` moments of something that counts to `total`, in order, one in each equal part of it, none at its very end. */
export function moments(total: number, count: number, random: () => number): number[] {
  const part = (total * 0.9) / count;
  return Array.from({ length: count }, (_, index) => Math.max(1, Math.floor((index + random()) * part)));
}
