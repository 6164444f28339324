import type { CompiledWorkflow } from '../../workflow/compile.js';
import type { CompiledTask } from '../../workflow/tasks/compiled-task.js';

/** Whether tasks of the workflow may change users, so that events may come of it. */
export function changesUsers({ byId }: Pick<CompiledWorkflow, 'byId'>): boolean {
  return [...byId.values()].some(changesUser);
}

function changesUser(task: CompiledTask): boolean {
  return (
    task.kind === 'action' &&
    (isChange(task.definition.type) || (task.undo !== undefined && changesUser(task.undo)))
  );
}

const isChange = (type: string): boolean => /^(user|role|group)\./.test(type) && type !== 'user.get';
