import type { ActionContext } from '../actions/action.js';
import { NotFound } from '../errors/errors.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { Journey } from './journey.js';

export function contextOf(journey: Journey, run: TaskRun): ActionContext {
  const { execution, event, workflow, directories } = journey;
  return {
    tenant: execution.tenant,
    namespace: workflow.document.namespace,
    executionId: execution.id,
    taskId: run.taskId,
    idempotencyKey: `${execution.id}.${run.taskId}.${run.iteration}`,
    subject: event.subject,
    requireDirectory: (name) => {
      const directory = directories.get(name);
      if (!directory) {
        throw new NotFound(`no directory is called ${name}`, { directory: name });
      }
      return directory;
    },
  };
}
