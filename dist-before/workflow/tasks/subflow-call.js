/** `namespace/id` of the workflow that a task of that namespace names. */
export function subflowName(namespace, workflow) {
    return workflow.includes('/') ? workflow : `${namespace}/${workflow}`;
}
/** Namespace of a workflow's whole name. */
export function namespaceOf(workflow) {
    return workflow.slice(0, workflow.lastIndexOf('/'));
}
//# sourceMappingURL=subflow-call.js.map