/** The record of one task in one execution: what went in, what came out, how often it was tried. */
export interface TaskRun {
  readonly executionId: string;
  readonly taskId: string;
  readonly iteration: number;
  /** Place of the task in its revision, from 0. */
  readonly position: number;
  readonly action: string;
  /** `started` is an intent: the effect may or may not have happened. */
  readonly status: 'started' | 'succeeded' | 'failed' | 'skipped';
  readonly attempt: number;
  /** Tries that ended because the directory does not know the user yet; counted apart from `attempt`. */
  readonly misses: number;
  readonly startedAt: Date;
  readonly firstStartedAt: Date;
  readonly finishedAt: Date | null;
  /** JSON, redacted. */
  readonly input: unknown;
  readonly output: unknown;
  readonly error: TaskError | null;
  /** The ledger may have a row of this run already: of an earlier attempt, or the intent of this one. */
  readonly recorded: boolean;
}

/** A failure as it is kept: never a secret, never a body. */
export interface TaskError {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export type FinalStatus = 'succeeded' | 'dead' | 'cancelled' | 'skipped' | 'superseded';

/** How an execution leaves its worker: to the log for good, or back to wait for `delayMs`. */
export type Settlement =
  | {
      readonly kind: 'final';
      readonly status: FinalStatus;
      readonly reason: string | null;
      readonly error: TaskError | null;
    }
  | { readonly kind: 'retry'; readonly delayMs: number; readonly error: TaskError | null };
