import type { TaskRun } from '../../ledger/task-run.js';

/** What is recorded of an approval while nobody has decided. */
export interface Asked {
  readonly approval: string;
  /** ISO time. */
  readonly expiresAt: string;
}

export function askedIn(run: TaskRun): Asked {
  return run.output as Asked;
}
