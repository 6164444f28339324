import type { Type } from '../typing/type.js';

/** A `subflow` as it stands in a document, and what is known of what it gives. */
export interface SubflowCall {
  /** As the task names it. */
  readonly workflow: string;
  /** JSON pointer of the task. */
  readonly place: string;
  /** Types of what it gives, by name. */
  readonly inputs: Readonly<Record<string, Type>>;
}

/** `namespace/id` of the workflow that a task of that namespace names. */
export function subflowName(namespace: string, workflow: string): string {
  return workflow.includes('/') ? workflow : `${namespace}/${workflow}`;
}

/** Namespace of a workflow's whole name. */
export function namespaceOf(workflow: string): string {
  return workflow.slice(0, workflow.lastIndexOf('/'));
}
