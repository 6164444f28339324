import type { AuditRecord } from '../actions/action.js';
import type { Directory } from '../directories/directory.js';
import type { Claimed, StoredEvent } from '../ledger/claimed.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { CompiledWorkflow } from '../workflow/compile.js';

/** All that a walk needs to know of one execution; nothing in it changes while it is walked. */
export interface Journey {
  readonly execution: Claimed;
  readonly event: StoredEvent;
  /** What expressions see as `trigger`. */
  readonly trigger: Readonly<Record<string, unknown>>;
  readonly workflow: CompiledWorkflow;
  /** Longest time one attempt of it may take; undefined: any. */
  readonly timeoutMs: number | undefined;
  /** What `var('NAME')` reads. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly directories: ReadonlyMap<string, Directory>;
  /** Values of the secrets the workflow names. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** How far a walk has come. Each step makes a new one, so that a batch may be tried again. */
export interface Progress {
  /** What expressions see under `tasks`. */
  readonly tasks: Readonly<Record<string, { output: unknown; status: string }>>;
  /** Runs of earlier attempts, by task. */
  readonly earlier: ReadonlyMap<string, TaskRun>;
  /** Place of the next task. */
  readonly next: number;
  /** Runs and audit records that wait for the next commit. */
  readonly unsavedRuns: readonly TaskRun[];
  readonly unsavedAudit: readonly (AuditRecord & { readonly taskId: string })[];
  /** Lines of `log` tasks, for stdout. */
  readonly log: readonly { readonly taskId: string; readonly message: string }[];
}

export function startOf(earlierRuns: readonly TaskRun[]): Progress {
  return {
    tasks: {},
    earlier: new Map(earlierRuns.map((run) => [run.taskId, run])),
    next: 0,
    unsavedRuns: [],
    unsavedAudit: [],
    log: [],
  };
}
