import { newId } from '../config/clock.js';
import { ExpressionFailed } from '../errors/errors.js';
import { SUBFLOW_EVENT } from '../ledger/subflow.repository.js';
import { laneOf } from '../workflow/lane.js';
import { causeOf } from './cause-of.js';
/** The execution a subflow task opens: of the subject, environment and tenant of the one it stands in. */
export function openingOf(journey, { workflowId, revision, workflow, limits }, { id, inputs, now, }) {
    const { execution, event } = journey;
    const { depth, lineage } = causeOf(journey);
    const { environment } = execution;
    const eventId = newId();
    const trigger = {
        id: eventId,
        type: SUBFLOW_EVENT,
        commonType: null,
        source: null,
        subject: event.subject,
        time: now.toISOString(),
        hook: null,
        body: inputs,
        headers: {},
        parameters: {},
    };
    const scope = {
        trigger,
        inputs,
        tasks: {},
        execution: { environment },
        workflow: {},
        variables: {},
        secrets: () => {
            throw new ExpressionFailed('secrets are not for lanes');
        },
        now,
        uuid: newId,
    };
    const { concurrency } = workflow.document;
    return {
        id,
        eventId,
        parentId: execution.id,
        workflowId,
        revision,
        lane: laneOf({ workflowId, environment, workflow }, event.subject, scope),
        concurrencyLimit: concurrency?.limit ?? null,
        overflow: concurrency?.overflow ?? null,
        ...limits,
        inputs: JSON.stringify(inputs),
        depth: depth - 1, // what starts it is no event from outside
        lineage,
    };
}
//# sourceMappingURL=subflow-opening.js.map