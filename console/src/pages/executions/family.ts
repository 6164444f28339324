/** Executions that one started, and the one that started it. */
import type { Execution, TaskRun } from './execution';

/** The execution a subflow task opened, whose id is in its output; null: none. */
export function childOf({ action, output }: Pick<TaskRun, 'action' | 'output'>): string | null {
  const id = action === 'subflow' ? (output as { execution?: unknown } | null)?.execution : undefined;
  return typeof id === 'string' ? id : null;
}

/** The execution its event came of; null: the event came from outside, or is not kept any more. */
export function parentOf({ event }: Pick<Execution, 'event'>): string | null {
  return event?.cause ?? null;
}
