import type { ChangeResult, Directory, DirectoryChange } from '../directories/directory.js';
import type { TokenWatch } from '../outbound/oauth/token-watch.js';
import type { TaskType } from '../workflow/document.js';

/** What an action may look at while it prepares. */
export interface ActionContext {
  readonly tenant: string;
  readonly namespace: string;
  readonly executionId: string;
  readonly taskId: string;
  /** Stable per (execution, task, iteration). */
  readonly idempotencyKey: string;
  /** What calls are stamped with, so that events they bring on are known. */
  cause(): string;
  /** Subject of the event, when it has one. */
  readonly subject: string | null;
  /** Throws NotFound. */
  requireDirectory(name: string): Directory;
}

/** An entry for the audit log, written in the transaction that records the task. */
export interface AuditRecord {
  readonly verb: string;
  /** User or object the entry is about. */
  readonly subject: string | null;
  readonly message: string;
  readonly outcome?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What is taken away from a user. */
export interface TakenAway {
  /** Nothing but roles and groups that are not in these lists; a list that is not here is left as it is. */
  readonly allBut?: { readonly roles?: readonly string[]; readonly groups?: readonly string[] };
}

/** A user whom a task is about to disable, delete or revoke something of: it counts for the blast radius of the workflow. */
export interface Affected extends TakenAway {
  readonly directory: string;
  /** Whether its users are in our own tables, and can be counted. */
  readonly isOwn: boolean;
  readonly user: string;
}

/** How a task meets the world; the runner does the rest (intent, record, retry). */
export type Effect =
  /** Nothing outside our tables: the output is known, `audit` joins the record, `logs` go to stdout and the task run. */
  | {
      readonly kind: 'none';
      readonly output: unknown;
      readonly audit?: readonly AuditRecord[];
      readonly log?: string;
    }
  /** A change of the built-in directory: applied and recorded in one transaction. */
  | {
      readonly kind: 'own';
      readonly directory: string;
      readonly change: DirectoryChange;
      readonly affects?: Affected;
      conclude(result: ChangeResult): unknown;
    }
  /** A call to somebody else: its intent is durable before `perform`, its result after. */
  | {
      readonly kind: 'outside';
      /** Whom it goes to; calls to one target share what the worker knows of it. */
      readonly target?: Target;
      /** The change of a user it makes: recorded with its intent, for it may come back as an event. */
      readonly change?: DirectoryChange;
      readonly affects?: Affected;
      perform(signal: AbortSignal, watch: TokenWatch): Promise<unknown>;
    };

/** A directory by name, the origin of a URL, or the origin and path of a token endpoint. */
export interface Target {
  readonly directory?: string;
  readonly origin?: string;
  readonly tokenEndpoint?: string;
}

/** `bySet`: by what its input sets, as `active: false`, or `roles` and `groups` of a user who has others. */
export type Destructive = 'always' | 'bySet';

/** One thing a task can do. Registered by `type`; two of one type, or an invalid schema, stop the boot. */
export interface Action extends TaskType {
  /** Whether it takes something away from a user. Default: never. */
  readonly destructive?: Destructive;
  /** Input is already rendered and checked against `input`. Throws AppError when it cannot go on (`fail` does nothing else). */
  prepare(input: Readonly<Record<string, unknown>>, context: ActionContext): Effect;
}

/** Token Nest injects the registry of actions under. */
export const ACTIONS = Symbol('ACTIONS');
