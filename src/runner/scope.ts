import { createHash } from 'node:crypto';
import { SecretMissing } from '../errors/errors.js';
import type { Scope } from '../workflow/expression/scope.js';
import type { StoredEvent } from '../ledger/claimed.js';
import type { Journey, Progress } from './journey.js';

/** The trigger of a journey as expressions see it; the same for all of its tasks. */
export function triggerScope(event: StoredEvent): Readonly<Record<string, unknown>> {
  return {
    id: event.externalId ?? event.id,
    type: event.type,
    commonType: event.commonType,
    source: event.source,
    subject: event.subject,
    time: (event.occurredAt ?? event.receivedAt).toISOString(),
    hook: event.hookId,
    body: event.body,
    headers: event.headers,
    parameters: event.parameters,
  };
}

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

/** UUIDv8 (RFC 9562 section 5.8) from a name: a repeated try of a task draws the same ids. */
function stableUuid(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
