export const INSTANCE = 'instance';
export const tenantScope = (tenant) => `tenant:${tenant}`;
export const workflowScope = ({ tenant, workflowId, environment }) => `workflow:${tenant}/${workflowId}@${environment}`;
/** The tenant a scope is of, or in; null for the instance. */
export function tenantOf(scope) {
    return /^tenant:(.+)$|^workflow:(.+)\/[^/]+$/s.exec(scope)?.slice(1).find(Boolean) ?? null;
}
/** What a scope begins with. */
export const SCOPE_KINDS = ['instance', 'tenant', 'workflow'];
/** One of SCOPE_KINDS. */
export function kindOf(scope) {
    return scope.split(':', 1)[0];
}
//# sourceMappingURL=limit-scope.js.map