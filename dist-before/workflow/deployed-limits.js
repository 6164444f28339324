import { INSTANCE, tenantScope, workflowScope, } from '../ledger/limit-scope.js';
export function deployedLimits(place, document, outer) {
    const own = document.concurrency ? workflowScope(place) : null;
    return {
        claimScope: outerClaimScope(place.tenant, outer) ?? own,
        quotas: quotasOfWorkflow(place, document.limits ?? {}, outer),
    };
}
/** All that one execution counts for. */
export function quotasOfWorkflow(place, own, outer) {
    return [
        ...quotasOf(INSTANCE, outer.instance),
        ...quotasOf(tenantScope(place.tenant), outer.tenant),
        ...quotasOf(workflowScope(place), own),
    ];
}
/** The widest scope that limits how many executions of a tenant run at a time, whatever their workflow says. */
export function outerClaimScope(tenant, outer) {
    if (outer.instance.concurrency) {
        return INSTANCE;
    }
    return outer.tenant.concurrency ? tenantScope(tenant) : null;
}
function quotasOf(scope, { perDay, perMonth }) {
    return [
        ...(perDay === undefined ? [] : [{ scope, period: 'day', limit: perDay }]),
        ...(perMonth === undefined ? [] : [{ scope, period: 'month', limit: perMonth }]),
    ];
}
/** The shortest time one attempt may take; undefined when nobody set one. */
export function shortestTimeoutMs(...given) {
    const shortest = Math.min(...given.map((ms) => ms ?? Infinity));
    return shortest === Infinity ? undefined : shortest;
}
//# sourceMappingURL=deployed-limits.js.map