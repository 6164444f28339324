/** Tasks that wait because their workflow came to its blast radius. */
import type { TaskRun } from '../ledger/task-run.js';
import type { CompiledWorkflow } from '../workflow/compile.js';

/** No try of its own: the next one counts as this would have. */
export function heldRun(run: TaskRun, approval: string, until: Date): TaskRun {
  const message = `waits for the approval ${approval}`;
  return {
    ...run,
    status: 'waiting',
    attempt: run.attempt - 1,
    dueAt: until,
    error: { code: 'blast_radius', message, details: { approval } },
  };
}

/** As long as its execution is in the same hands: whoever takes it up again asks anew. */
export function isHeld({ status, dueAt }: TaskRun): boolean {
  return status === 'waiting' && dueAt !== null;
}

/** Runs as they are taken up: what was held may begin, or is held again. */
export function takenUp({ byId }: Pick<CompiledWorkflow, 'byId'>, runs: readonly TaskRun[]): TaskRun[] {
  return runs.map((run) =>
    isHeld(run) && byId.get(run.taskId)?.kind === 'action' ? { ...run, dueAt: null } : run,
  );
}
