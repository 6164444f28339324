/** What an expression may read. All members are plain JSON values, read by their own keys only. */
export interface Scope {
  /** `{ type, id, subject, time, body, headers, parameters, source, hook }` of the event. */
  readonly trigger: Readonly<Record<string, unknown>>;
  /** By name: what the parameters and inputs of the webhook trigger gave. Empty for other triggers. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** By task id: `{ output, status }` of the tasks that came before. */
  readonly tasks: Readonly<Record<string, unknown>>;
  /** Of the innermost loop: `{ value, index, parent }`; empty outside of loops. */
  readonly each?: Readonly<object>;
  /** The event that a wait asks about; nowhere else. */
  readonly event?: Readonly<Record<string, unknown>>;
  readonly execution: Readonly<Record<string, unknown>>;
  readonly workflow: Readonly<Record<string, unknown>>;
  /** What `var('NAME')` reads: the variables of the namespace in the environment of the execution. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Resolves `secret('NAME')`; throws SecretMissing when there is none. */
  readonly secrets: (name: string) => string;
  /** What `now()` says; the same for the whole task run, so that a repeated try renders the same text. */
  readonly now: Date;
  /** What `uuid()` gives; a stable sequence per task run. */
  readonly uuid: () => string;
}

export const ROOTS = ['trigger', 'inputs', 'tasks', 'each', 'event', 'execution', 'workflow'] as const;
export type Root = (typeof ROOTS)[number];

export function isRoot(name: string): name is Root {
  return (ROOTS as readonly string[]).includes(name);
}
