import type { ChangeResult, DirectoryChange } from '../directories/directory.js';
import type { FinalStatus, TaskRunStatus } from '../ledger/task-run.js';

/** What an execution would do, told without doing it. */
export interface Plan {
  /** `namespace/id`. */
  readonly workflow: string;
  /** Null for a draft. */
  readonly revision: number | null;
  readonly event: PlannedEvent;
  /** The trigger that takes the event; null when none does. */
  readonly trigger: string | null;
  /** `unmatched`: nothing would run; `unfinished`: it was longer than a plan may be. */
  readonly status: FinalStatus | 'unmatched' | 'unfinished';
  readonly reason: string | null;
  readonly error: PlannedError | null;
  /** What its `return` gives; null without one. */
  readonly output: unknown;
  readonly tasks: readonly PlannedTask[];
  /** Tasks beyond those that are shown. */
  readonly omitted: number;
}

export interface PlannedEvent {
  /** Null for one that was given. */
  readonly id: string | null;
  readonly type: string | null;
  readonly source: string | null;
  readonly subject: string | null;
}

export interface PlannedError {
  readonly code: string;
  readonly message: string;
}

export interface PlannedTask {
  readonly task: string;
  /** Rounds of the loops it stands in, from the outermost, from 0. */
  readonly rounds: readonly number[];
  readonly type: string;
  readonly status: TaskRunStatus;
  /** As it would be recorded. */
  readonly input: unknown;
  /** `[unknown: TASK]` where only a run would tell. */
  readonly output: unknown;
  readonly error: PlannedError | null;
  /** Tasks whose unknown outputs it reads: it is planned as far as it can be, a condition as if it held. */
  readonly unknown: readonly string[];
  /** How long it would wait, in milliseconds; the plan takes the wait for over. */
  readonly waitMs?: number;
  readonly effects: readonly Effect[];
  /** Of the workflow it starts. */
  readonly subflow?: Plan;
}

/** What a task would do to the world. */
export type Effect = PlannedChange | PlannedCall | PlannedEntry;

export interface PlannedChange {
  readonly kind: 'change';
  readonly directory: string;
  readonly change: Exclude<DirectoryChange['kind'], 'user.get'>;
  readonly user: string;
  /** It takes something away from the user, and counts for the blast radius. */
  readonly destructive: boolean;
  /** False when the directory is already so; null when that is not known. */
  readonly changed: boolean | null;
  readonly difference: ChangeResult['difference'];
  /** What would be sent. Null where nothing is, and where it depends on a change before it. */
  readonly call: PlannedCall | null;
}

export interface PlannedCall {
  readonly kind: 'call';
  readonly method: string;
  readonly url: string;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text as it would be sent, cut when it is long; null without one. */
  readonly body: string | null;
  /** False where a secret or an unknown output stands in a place that cannot be worked out without it. */
  readonly exact: boolean;
}

/** An entry of the audit log. */
export interface PlannedEntry {
  readonly kind: 'audit';
  readonly verb: string;
  readonly subject: string | null;
  readonly message: string;
}
