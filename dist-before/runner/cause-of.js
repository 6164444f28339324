/** The trigger the execution was started by; undefined where that was no trigger of its document. */
export function triggerOf({ execution, workflow, }) {
    return workflow.triggers.find(({ definition }) => definition.id === execution.triggerId)?.definition;
}
export function reentryOf(caused) {
    return triggerOf(caused)?.reentry ?? 'avoid';
}
/** What the events come of that the execution brings on. A trigger that does not ask for causes begins anew. */
export function causeOf(caused) {
    const { execution, event } = caused;
    const { depth, lineage } = reentryOf(caused) === 'ignore' ? FROM_OUTSIDE : event;
    return {
        execution: execution.id,
        depth: depth + 1,
        lineage: [...new Set([...lineage, execution.workflowId])],
    };
}
const FROM_OUTSIDE = { depth: 0, lineage: [] };
//# sourceMappingURL=cause-of.js.map