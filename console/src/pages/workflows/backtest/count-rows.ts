import type { Counts } from '../../../../../src/planning/backtest-tally.js';

export interface CountRow {
  readonly name: string;
  /** In the order of what was counted, 0 where it never was. */
  readonly counts: readonly number[];
}

/** A row for each name of any of the counts, by name. */
export function countRows(...all: readonly Counts[]): readonly CountRow[] {
  const names = new Set(all.flatMap((counts) => Object.keys(counts)));
  return [...names].toSorted().map((name) => ({ name, counts: all.map((counts) => counts[name] ?? 0) }));
}
