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
};
export function kestraExecution({ execution, deployed, webhook }, progress, { variables, outputs, url, now }) {
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
function stateOf({ status, acceptedAt, startedAt, finishedAt }, now) {
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
//# sourceMappingURL=kestra-execution.js.map