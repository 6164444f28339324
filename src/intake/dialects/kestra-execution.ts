/** The execution object that Kestra answers webhooks with (`WebhookResponse` in its sources, documented with the trigger). */
import type { ExecutionStatus } from '../../ledger/execution-query.view.js';
import type { KestraVariables } from './kestra-variables.js';

export interface KestraExecution {
  readonly tenant: string;
  readonly id: string;
  readonly namespace: string;
  readonly flow: string;
  readonly revision: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Id of the trigger, and what the caller sent, where that is at hand. */
  readonly trigger: string;
  readonly variables?: KestraVariables;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly progress: Progress;
  readonly url: string;
}

export interface Progress {
  readonly status: ExecutionStatus;
  readonly acceptedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Kestra's names of states, https://kestra.io/docs/workflow-components/states. */
const STATE_OF = {
  pending: 'CREATED',
  running: 'RUNNING',
  retrying: 'RETRYING',
  succeeded: 'SUCCESS',
  dead: 'FAILED',
  cancelled: 'CANCELLED',
  skipped: 'SKIPPED',
  superseded: 'SKIPPED',
} as const satisfies Record<ExecutionStatus, string>;

export function kestraBody(execution: KestraExecution, now: Date): Record<string, unknown> {
  const { trigger, variables, labels, outputs, progress } = execution;
  return {
    tenantId: execution.tenant,
    id: execution.id,
    namespace: execution.namespace,
    flowId: execution.flow,
    flowRevision: execution.revision,
    trigger: {
      id: trigger,
      type: 'io.kestra.plugin.core.trigger.Webhook',
      ...(variables ? { variables } : {}),
    },
    ...(outputs ? { outputs } : {}),
    labels: Object.entries(labels).map(([key, value]) => ({ key, value })),
    state: stateOf(progress, now),
    url: execution.url,
  };
}

function stateOf({ status, acceptedAt, startedAt, finishedAt }: Progress, now: Date): object {
  const current = STATE_OF[status];
  const histories = [
    { state: 'CREATED', date: acceptedAt },
    ...(startedAt ? [{ state: 'RUNNING', date: startedAt }] : []),
    ...(finishedAt ? [{ state: current, date: finishedAt }] : []),
  ];
  const ms = (finishedAt ?? now).getTime() - acceptedAt.getTime();
  return {
    current,
    histories,
    startDate: acceptedAt,
    ...(finishedAt ? { endDate: finishedAt } : {}),
    duration: `PT${Math.max(0, ms) / 1000}S`,
  };
}
