/** How far and from where fuzzing goes: FUZZ_SEED repeats a run, FUZZ_RUNS makes it longer. `npm run fuzz` sets both. */
import { randomInt } from 'node:crypto';

export interface FuzzRun {
  readonly seed: number;
  readonly numRuns: number;
}

/** For `fc.assert`; says the seed, so that whatever is found can be found again. `runs` when nothing else is asked for. */
export function fuzzRun(what: string, runs: number): FuzzRun {
  const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(1_000_000_000));
  const numRuns = Number(process.env['FUZZ_RUNS'] ?? runs);
  process.stdout.write(`fuzz ${what}: ${numRuns} runs from seed ${seed}\n`);
  return { seed, numRuns };
}
