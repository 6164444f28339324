import type { BlastRadius, Concurrency, RequestLimit } from '../config/limits.js';
import type { Reentry } from '../ledger/cause.js';
import type { ParameterDefinition } from './parameters/parameter.js';
import type { TaskDefinition } from './tasks/task-definition.js';

/** A workflow as validated: defaults filled in, durations in milliseconds, expressions still as text. */
export interface WorkflowDocument {
  readonly id: string;
  /** Dotted grouping, `acme.identity`. */
  readonly namespace: string;
  readonly description?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly triggers: readonly Trigger[];
  /** Template; executions that render the same text run one at a time, in order. Default: the event's subject. */
  readonly lane?: string;
  readonly concurrency?: Concurrency;
  /** Longest time one attempt of the whole execution may take. */
  readonly timeoutMs?: number;
  readonly limits?: WorkflowLimits;
  /** From how many users something may be taken away before a person is asked; what is left out is as the instance says. */
  readonly blastRadius?: Partial<BlastRadius> | 'off';
  /** How long its executions are kept where that is shorter than the tenant's and the instance's retention. */
  readonly retentionMs?: number;
  readonly tasks: readonly TaskDefinition[];
  /** Run when the execution fails, before `finally`. */
  readonly errors?: readonly TaskDefinition[];
  /** Run however it ends. */
  readonly finally?: readonly TaskDefinition[];
  /** When it fails, the `undo` of every task that succeeded runs first, the last one's first. */
  readonly compensate?: boolean;
  /** What callers are told. */
  readonly response?: ResponseDefinition;
}

/** Answers by moment; where there is none, the usual one is given. */
export interface ResponseDefinition {
  /** For those who do not wait. */
  readonly accepted?: AnswerDefinition;
  /** For those who wait, when the execution succeeded: the first whose `when` holds. */
  readonly succeeded: readonly AnswerDefinition[];
  /** When it ended in any other way. */
  readonly failed: readonly AnswerDefinition[];
}

export interface AnswerDefinition {
  /** Bare expression. */
  readonly when?: string;
  /** 200 to 599, or a template. */
  readonly status?: number | string;
  /** Values are templates. */
  readonly headers?: Readonly<Record<string, unknown>>;
  /** Default: JSON, or plain text where the body is text. */
  readonly contentType?: string;
  /** Any value, a template; what it interpolates into XML is escaped. */
  readonly body?: unknown;
}

/** What the workflow may use in one environment; what is left out has no limit. */
export interface WorkflowLimits {
  /** Executions of one calendar day, UTC. */
  readonly perDay?: number;
  /** Executions of one calendar month, UTC. */
  readonly perMonth?: number;
  /** Requests to all its webhook triggers together. */
  readonly requests?: RequestLimit;
}

/** What one hook takes: so many requests, as many as the operator says hooks take, or any number. */
export interface HookLimits {
  readonly requests?: RequestLimit | 'default' | 'none';
}

export type Trigger = EventTrigger | WebhookTrigger;

/** What every trigger may say. */
interface EveryTrigger {
  /** What becomes of events the workflow itself caused, directly or through others; default `avoid`. */
  readonly reentry?: Reentry;
  /** `latest`: an event older than the newest of its subject that was begun with is not run any more. */
  readonly order?: 'latest';
}

/** Subscribes to event types of a shared source. */
export interface EventTrigger extends EveryTrigger {
  readonly id: string;
  readonly type: 'event';
  /** Name of the source. */
  readonly source: string;
  /** Exact types, or a prefix with a trailing `.*`; `*` alone takes all. */
  readonly events: readonly string[];
  /** Bare expression over `trigger`; not met: the delivery matches nothing here. */
  readonly when?: string;
  readonly enabled: boolean;
}

/** A hook of the workflow's own. */
export interface WebhookTrigger extends HookProofs, EveryTrigger {
  readonly id: string;
  readonly type: 'webhook';
  readonly when?: string;
  readonly enabled: boolean;
  /** What the request has to bring, by its name among the inputs. */
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
  /** Templates over the event, by their name among the inputs; one of the name of a parameter goes before it. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly limits?: HookLimits;
  /** How long a caller waits for the execution to end, as far as `WAIT_MS` allows. Without it callers do not wait. */
  readonly waitMs?: number;
  /** The usual answer to those who wait is the outputs alone. */
  readonly returnOutputs?: boolean;
  /** Status of answers that name none, unless the execution failed. */
  readonly responseCode?: number;
  /** JSON or text: content type of answers that name none. */
  readonly responseContentType?: string;
  /** Posts how the execution ended. */
  readonly callback?: CallbackDefinition;
}

/** Where the outcome of an execution is posted, and what. */
export interface CallbackDefinition {
  /** Locators of the URL in the request: `json:/pointer`, `form:name`, `query:name`, `header:name`. The first wins. */
  readonly from: readonly string[];
  /** Template over the event, for requests that name none. */
  readonly url?: string;
  /** Hosts that may be called: `hooks.example.com`, or `*.example.com` for all below it. Default: any. */
  readonly allow?: readonly string[];
  /** Template that signs, `{{ secret('X') }}`. Default: a secret derived for the workflow. */
  readonly secret?: string;
  /** The outcome as we tell it, or the body that a caller who waits is answered. */
  readonly body: 'outcome' | 'response';
}

/** How the sender of a hook proves itself; every proof that is given must hold. */
export interface HookProofs {
  /** Signature by profile; secrets are templates (`{{ secret('X') }}`), any live one may match. */
  readonly verify?: {
    readonly profile: string;
    readonly secrets: readonly string[];
    readonly config?: Readonly<Record<string, unknown>>;
  };
  /** A static credential in a header. `from` is `header:NAME`; `scheme` is stripped from the value first. */
  readonly token?: {
    readonly from: string;
    readonly scheme?: 'Bearer' | 'Basic';
    readonly secrets: readonly string[];
  };
  /** What the URL has to bring, as its last part or as `?key=`: a template (`{{ secret('X') }}`), at most 256 characters. */
  readonly key?: string;
  /** CIDR ranges the sender must come from. */
  readonly ip?: readonly string[];
  /** `true` accepts anyone, and says so in so many words. */
  readonly open?: boolean;
  /** Where type, id, subject and time of the event are; overrides the profile's own locators. */
  readonly event?: EventLocators;
}

/** Locators as in the profile model: `json:/pointer`, `header:name`, `query:name`, `hash:body`. First non-empty wins. */
export interface EventLocators {
  readonly type?: readonly string[];
  readonly id?: readonly string[];
  readonly subject?: readonly string[];
  readonly time?: readonly string[];
  /** The stamp our calls carry, where the sender hands it on; the header `signet-cause` is always looked at. */
  readonly cause?: readonly string[];
}

/** What the rest of the house says about a task type, so that documents can be checked before they are saved. */
export interface TaskType {
  readonly type: string;
  readonly description: string;
  /** JSON Schema of the input; template strings are allowed wherever a value is. */
  readonly input: Readonly<Record<string, unknown>>;
  /** JSON Schema of the output. */
  readonly output: Readonly<Record<string, unknown>>;
  /** What the schema of the input cannot say of its members, by their name. */
  readonly literals?: Readonly<Record<string, LiteralCheck>>;
}

/**
 * Looks at a value without expressions; of a map it is given one entry at a time. Throws InvalidParameters for what the task
 * refuses whenever it runs, gives a doubt about what may be meant, and leaves to the schema what is of the wrong kind.
 */
export type LiteralCheck = (
  value: unknown,
) => { readonly message: string; readonly suggestion: string } | undefined;

export type TaskCatalog = ReadonlyMap<string, TaskType>;
