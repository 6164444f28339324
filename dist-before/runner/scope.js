import { SecretMissing } from '../errors/errors.js';
import { stableUuid } from '../workflow/expression/stable-uuid.js';
import { taskValue } from '../workflow/expression/task-value.js';
import { outward } from './iteration.js';
import { keyOf } from './walk-state.js';
/** What the expressions of one task run may read; `now` is the time the task was first tried. */
export function taskScope(journey, state, task, at) {
    const { execution, workflow } = journey;
    const { spot, now, failure } = at;
    let drawn = 0;
    return {
        trigger: journey.trigger,
        inputs: journey.event.inputs ?? {},
        tasks: task.reads.length === 0 ? NOTHING : tasksRead(journey, state, task, spot),
        each: spot.each ?? NOTHING,
        execution: {
            id: execution.id,
            attempt: execution.attempt,
            tenant: execution.tenant,
            environment: execution.environment,
            test: execution.test,
            error: failure,
        },
        workflow: {
            id: workflow.document.id,
            namespace: workflow.document.namespace,
            revision: execution.revision,
            labels: workflow.document.labels,
        },
        variables: journey.variables,
        secrets: (name) => requireSecret(journey, name),
        now,
        uuid: () => stableUuid(`${execution.id}.${keyOf(task.id, spot.iteration)}.${drawn++}`),
    };
}
const NOTHING = Object.freeze({});
/** Of the tasks an expression names, those that have come to something, of the rounds it stands in. */
function tasksRead(journey, state, task, spot) {
    const tasks = {};
    for (const id of task.reads) {
        const other = journey.workflow.byId.get(id);
        const run = other && state.find(id, outward(spot.iteration, task.depth, other.depth));
        if (run) {
            const { status, error, output } = run;
            tasks[id] = taskValue(id, output, {
                status,
                error: error && { code: error.code, message: error.message },
            });
        }
    }
    return tasks;
}
function requireSecret({ secrets, workflow }, name) {
    const value = secrets.get(name);
    if (value === undefined) {
        throw new SecretMissing(`the namespace ${workflow.document.namespace} has no secret ${name}`, { name });
    }
    return value;
}
//# sourceMappingURL=scope.js.map