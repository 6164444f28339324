export const TASK_RUN_STATUSES = [
  'started',
  'succeeded',
  'retrying',
  'waiting',
  'failed',
  'skipped',
  'cancelled',
] as const;

/** `started` is an intent: the effect may or may not have happened. `retrying` will be tried again at `dueAt`. */
export type TaskRunStatus = (typeof TASK_RUN_STATUSES)[number];

/** The record of one task in one execution: what went in, what came out, how often it was tried. */
export interface TaskRun {
  readonly executionId: string;
  readonly taskId: string;
  /** Which round of the loops it stands in; 0 outside of loops. */
  readonly iteration: number;
  /** Place of the task in its revision, from 0. */
  readonly position: number;
  readonly action: string;
  readonly status: TaskRunStatus;
  readonly attempt: number;
  /** Tries that ended because the directory does not know the user yet; counted apart from `attempt`. */
  readonly misses: number;
  readonly startedAt: Date;
  readonly firstStartedAt: Date;
  readonly finishedAt: Date | null;
  /** When it goes on: the next try, or the end of a wait. */
  readonly dueAt: Date | null;
  /** JSON, redacted. */
  readonly input: unknown;
  readonly output: unknown;
  readonly error: TaskError | null;
}

/** Whose run it is. */
export const executionOf = ({ executionId }: TaskRun): string => executionId;

/** A failure as it is kept: never a secret, never a body. */
export interface TaskError {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Why it was given up, once it was. */
  readonly reason?: string;
  /** The task below it that failed, when it failed because of that one. */
  readonly of?: { readonly taskId: string; readonly attempts: number };
}

export const FINAL_STATUSES = ['succeeded', 'dead', 'cancelled', 'skipped', 'superseded'] as const;

export type FinalStatus = (typeof FINAL_STATUSES)[number];

/** How an execution leaves its worker: to the log for good, or back to the ledger. */
export type Settlement =
  | {
      readonly kind: 'final';
      readonly status: FinalStatus;
      readonly reason: string | null;
      readonly error: TaskError | null;
    }
  /** To be tried again after `delayMs`; `awaited` as below. */
  | {
      readonly kind: 'retry';
      readonly delayMs: number;
      readonly error: TaskError | null;
      readonly awaited?: readonly string[];
    }
  /** Nothing to do for `delayMs`; others of its lane may go on meanwhile. */
  | {
      readonly kind: 'wait';
      readonly delayMs: number;
      /** Executions it waits for: with one that has ended meanwhile it is due at once, as with an event that came. */
      readonly awaited?: readonly string[];
    }
  /** Until somebody lets it go on. */
  | { readonly kind: 'pause' };
