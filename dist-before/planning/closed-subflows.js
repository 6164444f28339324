import { compileWorkflow } from '../workflow/compile.js';
import { namespaceOf, subflowName } from '../workflow/tasks/subflow-call.js';
const CANNOT_BE_LOOKED_INTO = {
    revision: 1,
    workflow: compileWorkflow({ id: '', namespace: '', labels: {}, triggers: [], tasks: [] }),
    limits: { claimScope: null, quotas: [] },
};
/** The workflows it starts in namespaces that are closed, by the name its tasks give: what they give is unknown. */
export function closedSubflows({ document, byId }, isClosed) {
    const names = [...byId.values()].flatMap((task) => task.kind === 'subflow' ? [task.definition.workflow] : []);
    const closed = names.filter((name) => isClosed(namespaceOf(subflowName(document.namespace, name))));
    return new Map(closed.map((name) => [name, { ...CANNOT_BE_LOOKED_INTO, workflowId: name }]));
}
//# sourceMappingURL=closed-subflows.js.map