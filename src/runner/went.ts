import type { TaskError } from '../ledger/task-run.js';

/** A task failed for good, and with it what it stands in. */
export interface Failed {
  readonly kind: 'failed';
  readonly taskId: string;
  readonly error: TaskError;
  readonly attempts: number;
}

/** The execution ends here, though tasks are left. */
export interface Ended {
  readonly kind: 'ended';
  readonly status: 'succeeded' | 'skipped';
  readonly reason: string | null;
  readonly error: TaskError | null;
}

/** How far a walk came with a task or a block of them. `blocked`: something must happen first. */
export type Went = { readonly kind: 'done' } | { readonly kind: 'blocked' } | Failed | Ended;

export const DONE: Went = { kind: 'done' };
export const BLOCKED: Went = { kind: 'blocked' };
/** The execution ends well, though tasks are left. */
export const RETURNED: Went = { kind: 'ended', status: 'succeeded', reason: null, error: null };
