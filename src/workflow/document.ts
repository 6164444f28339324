import type { Concurrency, RequestLimit } from '../config/limits.js';

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
  readonly tasks: readonly TaskDefinition[];
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

/** Subscribes to event types of a shared source. */
export interface EventTrigger {
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
export interface WebhookTrigger extends HookProofs {
  readonly id: string;
  readonly type: 'webhook';
  readonly when?: string;
  readonly enabled: boolean;
  /** What the request has to bring, by its name among the inputs. */
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
  /** Templates over the event, by their name among the inputs; one of the name of a parameter goes before it. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly limits?: HookLimits;
}

export type ParameterType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'any';

/** One value of a request, checked before it is accepted. */
export interface ParameterDefinition {
  readonly type: ParameterType;
  readonly in: 'body' | 'query' | 'header';
  /** Its name in the request, in the body also a JSON pointer; empty for the whole body. */
  readonly from: string;
  readonly required: boolean;
  /** The value when the request has none, or null. Without it the input is then not there. */
  readonly default?: unknown;
  readonly description?: string;
  /** The only values allowed. */
  readonly enum?: readonly unknown[];
  /** The body as it is, not a member of it. */
  readonly whole: boolean;
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
}

export interface TaskDefinition {
  readonly id: string;
  /** Name of an action, `user.update`. */
  readonly type: string;
  /** Bare expression; false: the task is skipped. */
  readonly if?: string;
  readonly retry?: RetryPolicy;
  /** Longest time one try of this task may take. */
  readonly timeoutMs?: number;
  /** All other properties of the task, templates not yet rendered. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface RetryPolicy {
  readonly type: 'constant' | 'exponential' | 'random';
  readonly intervalMs: number;
  /** Ceiling of one delay. */
  readonly maxIntervalMs: number;
  readonly maxAttempts: number;
  /** No new attempt starts later than this after the first. */
  readonly maxDurationMs: number;
}

/** What the rest of the house says about a task type, so that documents can be checked before they are saved. */
export interface TaskType {
  readonly type: string;
  readonly description: string;
  /** JSON Schema of the input; template strings are allowed wherever a value is. */
  readonly input: Readonly<Record<string, unknown>>;
  /** JSON Schema of the output. */
  readonly output: Readonly<Record<string, unknown>>;
}
export type TaskCatalog = ReadonlyMap<string, TaskType>;
