/** The execution object that Kestra answers webhooks with (`WebhookResponse` in its sources, documented with the trigger). */
import type { ExecutionStatus } from '../../ledger/execution-query.view.js';
import type { KestraVariables } from './kestra-variables.js';
import type { Started } from './started.js';

/** How far an execution has come. */
export interface Progress {
  readonly revision: number;
  readonly status: ExecutionStatus;
  readonly acceptedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What is at hand of an execution besides. */
export interface Known {
  /** What the caller sent. */
  readonly variables?: KestraVariables;
  /** By task. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly url: string;
  readonly now: Date;
}

/** Kestra's names of states, https://kestra.io/docs/workflow-components/states. */
const STATE_OF = {
  pending: 'CREATED',
  running: 'RUNNING',
  retrying: 'RETRYING',
  waiting: 'PAUSED',
  paused: 'PAUSED',
  succeeded: 'SUCCESS',
  dead: 'FAILED',
  cancelled: 'CANCELLED',
  skipped: 'SKIPPED',
  superseded: 'SKIPPED',
} as const satisfies Record<ExecutionStatus, string>;

export function kestraExecution(
  { execution, deployed, webhook }: Started,
  progress: Progress,
  { variables, outputs, url, now }: Known,
): Record<string, unknown> {
  const { id: flowId, namespace, labels } = deployed.workflow.document;
  const type = 'io.kestra.plugin.core.trigger.Webhook';
  return {
    tenantId: deployed.tenant,
    id: execution,
    namespace,
    flowId,
    flowRevision: progress.revision,
    trigger: { id: webhook.id, type, ...(variables ? { variables } : {}) },
    ...(outputs ? { outputs } : {}),
    labels: Object.entries(labels).map(([key, value]) => ({ key, value })),
    state: stateOf(progress, now),
    url,
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
