import type { ParameterDefinition } from '../parameters/parameter.js';
import type { RetryPolicy } from '../retry.js';

/** A task as validated: an action, or a flow task with tasks of its own. */
export type TaskDefinition = ActionTask | FlowTask;

export type FlowTask =
  | IfTask
  | SwitchTask
  | ParallelTask
  | ForEachTask
  | WaitTask
  | ApprovalTask
  | SubflowTask
  | ReturnTask;

/** What every task may say. */
interface EveryTask {
  /** Unique in the whole document. */
  readonly id: string;
  readonly type: string;
  /** Bare expression; false: the task is skipped. */
  readonly if?: string;
  /** What follows goes on although this failed for good. */
  readonly continueOnError?: boolean;
}

/** Does one thing, by an action. */
export interface ActionTask extends EveryTask {
  readonly flow?: undefined;
  readonly retry?: RetryPolicy;
  /** Longest time one try may take. */
  readonly timeoutMs?: number;
  /** All other properties of the task, templates not yet rendered. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Takes back what it did, when the execution fails and its workflow compensates. */
  readonly undo?: ActionTask;
}

export interface IfTask extends EveryTask {
  readonly flow: 'if';
  /** Bare expression. */
  readonly condition: string;
  readonly onTrue: readonly TaskDefinition[];
  readonly onFalse: readonly TaskDefinition[];
}

export interface SwitchTask extends EveryTask {
  readonly flow: 'switch';
  /** Template; its text chooses the case. */
  readonly value: string;
  readonly cases: Readonly<Record<string, readonly TaskDefinition[]>>;
  readonly defaults: readonly TaskDefinition[];
}

export interface ParallelTask extends EveryTask {
  readonly flow: 'parallel';
  /** By name; each runs its tasks one after the other, side by side with the others. */
  readonly branches: Readonly<Record<string, readonly TaskDefinition[]>>;
  /** Branches that run at the same time. */
  readonly concurrency: number;
  /** `fast`: the others are ended when one has failed; `all`: they go on to their end. */
  readonly onFailure: 'fast' | 'all';
}

export interface ForEachTask extends EveryTask {
  readonly flow: 'forEach';
  /** Template that gives a list. */
  readonly values: unknown;
  readonly tasks: readonly TaskDefinition[];
  /** Values whose tasks run at the same time. */
  readonly concurrency: number;
  readonly onFailure: 'fast' | 'all';
}

/** Waits for a time, or for an event; costs one row meanwhile. */
export interface WaitTask extends EveryTask {
  readonly flow: 'wait';
  /** Template of a length of time. */
  readonly for?: string;
  /** Template of an instant, RFC 3339. */
  readonly until?: string;
  readonly event?: AwaitedEvent;
  /** Template of a length of time after which the event is waited for no more. */
  readonly timeout?: string;
  /** Run when it came to that; without it the task just ends. */
  readonly onTimeout: readonly TaskDefinition[];
}

export interface AwaitedEvent {
  readonly source: string;
  readonly events: readonly string[];
  /** Template; default: the subject of the event that started the execution. */
  readonly subject?: string;
  /** Bare expression over `event` and all else in reach. */
  readonly when?: string;
}

/** Waits until somebody decides. */
export interface ApprovalTask extends EveryTask {
  readonly flow: 'approval';
  /** Template: what is to be decided. */
  readonly message: string;
  /** Roles, and names of tokens, that may decide. */
  readonly roles: readonly string[];
  readonly tokens: readonly string[];
  /** Whether whoever has the signed link may. */
  readonly link: boolean;
  readonly outcomes: readonly string[];
  /** What is filled in with a decision, by name. */
  readonly fields: Readonly<Record<string, ParameterDefinition>>;
  /** Template of a length of time. */
  readonly expires: string;
  /** Run when nobody decided; without it the task fails then. */
  readonly onExpiry?: readonly TaskDefinition[];
  /** Template of a length of time. */
  readonly reminder?: string;
}

/** Runs another workflow of the same environment. */
export interface SubflowTask extends EveryTask {
  readonly flow: 'subflow';
  /** `namespace/id`, or an id of the same namespace. */
  readonly workflow: string;
  /** Templates by name; the other reads them as `inputs`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether this one goes on only when the other has ended; it fails when the other did not succeed. */
  readonly wait: boolean;
}

/** Ends the execution well, here. */
export interface ReturnTask extends EveryTask {
  readonly flow: 'return';
  /** Template. */
  readonly output?: unknown;
}
