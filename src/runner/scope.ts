import { SecretMissing } from '../errors/errors.js';
import type { Scope } from '../workflow/expression/scope.js';
import { stableUuid } from '../workflow/expression/stable-uuid.js';
import type { Journey, Progress } from './journey.js';

/** What the expressions of one task run may read; `now` is the time the task was first tried. */
export function taskScope(journey: Journey, progress: Progress, taskId: string, firstStartedAt: Date): Scope {
  const { execution, workflow } = journey;
  let drawn = 0;
  return {
    trigger: journey.trigger,
    inputs: journey.event.inputs ?? {},
    tasks: progress.tasks,
    execution: {
      id: execution.id,
      attempt: execution.attempt,
      tenant: execution.tenant,
      environment: execution.environment,
      test: execution.test,
    },
    workflow: {
      id: workflow.document.id,
      namespace: workflow.document.namespace,
      revision: execution.revision,
      labels: workflow.document.labels,
    },
    variables: journey.variables,
    secrets: (name) => {
      const value = journey.secrets.get(name);
      if (value === undefined) {
        throw new SecretMissing(`the namespace ${workflow.document.namespace} has no secret ${name}`, {
          name,
        });
      }
      return value;
    },
    now: firstStartedAt,
    uuid: () => stableUuid(`${execution.id}.${taskId}.${drawn++}`),
  };
}
