import { isWithinReach } from '../../ledger/reach.view.js';
import { placedTasks } from '../../workflow/diff/placed-tasks.js';
import { namespaceOf, subflowName } from '../../workflow/tasks/subflow-call.js';
/** Workflows beyond somebody's reach that a document starts, `namespace/id`, with the first task that does. */
export function callsBeyond(reach, document) {
    const found = new Map();
    for (const [id, { task }] of placedTasks(document)) {
        const workflow = task.flow === 'subflow' ? subflowName(document.namespace, task.workflow) : undefined;
        if (workflow !== undefined && !found.has(workflow) && !isWithinReach(reach, namespaceOf(workflow))) {
            found.set(workflow, id);
        }
    }
    return found;
}
//# sourceMappingURL=calls-beyond.js.map