import type { TaskError, TaskRun } from '../../ledger/task-run.js';

/** How far rounds may be begun ahead of the first that is not behind us: so much is kept in memory. */
export const WINDOW = 1000;

/** What is recorded of a loop. */
export interface Standing {
  readonly count: number;
  /** Every round before this one is behind us, and need not be looked at again. */
  readonly low: number;
  /** Rounds of those that failed. */
  readonly failed: number;
  /** Of outputs in the rounds behind us, which nobody reads again who takes the execution up. */
  readonly bytesBehind?: number;
  /** The first failure. */
  readonly first?: { readonly taskId: string; readonly attempts: number; readonly error: TaskError };
}

export function standingOf(run: TaskRun): Standing {
  return run.output as Standing;
}
