import { SUBFLOW_EVENT } from '../ledger/subflow.repository.js';
import { plannedExecution } from './planned-execution.js';
/** The execution a task would start; null for a workflow that cannot be looked into. */
export function childOf({ execution, event, subflows }, opening) {
    const deployed = [...subflows.values()].find(({ workflowId }) => workflowId === opening.workflowId);
    if (!deployed || deployed.workflow.tasks.length === 0) {
        return null;
    }
    const inputs = JSON.parse(opening.inputs);
    const { workflowId, revision, workflow } = deployed;
    const { tenant, environment } = execution;
    return {
        execution: {
            ...plannedExecution({ tenant, environment, workflowId, revision, triggerId: 'subflow' }),
            depth: execution.depth + 1,
        },
        event: {
            ...event,
            id: '',
            type: SUBFLOW_EVENT,
            commonType: null,
            source: null,
            externalId: null,
            body: inputs,
            headers: {},
            parameters: {},
            inputs,
        },
        workflow,
        stubs: {},
    };
}
//# sourceMappingURL=subflow-child.js.map