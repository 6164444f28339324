import type { Directory } from '../directories/directory.js';
import type { ApprovalVerdict } from '../ledger/approval.repository.js';
import type { Claimed, StoredEvent } from '../ledger/claimed.js';
import type { SubflowEnd } from '../ledger/subflow.repository.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import type { DeployedWorkflow } from './deployed-workflow.js';

/** What came for the waits of an execution. */
export interface Inbox {
  /** Everything that was recorded by then is in it: only a wait that was over by then has waited in vain. */
  readonly asOf: Date;
  /** Events that may be what is waited for, by the key of the task run, the earliest first. */
  readonly events: ReadonlyMap<string, readonly StoredEvent[]>;
  /** Approvals that were decided, or expired, by id. */
  readonly verdicts: ReadonlyMap<string, ApprovalVerdict>;
}

export const EMPTY_INBOX: Inbox = { asOf: new Date(0), events: new Map(), verdicts: new Map() };

/** All that a walk needs to know of one execution; nothing in it changes while it is walked. */
export interface Journey {
  readonly execution: Claimed;
  readonly event: StoredEvent;
  /** What expressions see as `trigger`. */
  readonly trigger: Readonly<Record<string, unknown>>;
  readonly workflow: CompiledWorkflow;
  /** Longest time one attempt of it may take; undefined: any. */
  readonly timeoutMs: number | undefined;
  /** When this attempt was taken up, in epoch milliseconds by the clock of this process. */
  readonly startedAt: number;
  /** What `var('NAME')` reads. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Workflows its tasks may start, by the name the task gives. */
  readonly subflows: ReadonlyMap<string, DeployedWorkflow>;
  /** How executions its tasks wait for have ended, by id. */
  readonly ends: ReadonlyMap<string, SubflowEnd>;
  readonly inbox: Inbox;
  readonly directories: ReadonlyMap<string, Directory>;
  /** Values of the secrets the workflow names. */
  readonly secrets: ReadonlyMap<string, string>;
}
