import { tenantScope, workflowScope } from '../../ledger/limit-scope.js';
export function hookThrottle(place, said, { standard, unsaid }) {
    return {
        usual: throttleRules(place, said, { standard, unsaid }),
        documented: throttleRules(place, said, { standard, unsaid: standard }),
    };
}
/** All that a request to a hook is counted under: of the hook, its workflow and its tenant. Empty for most. */
export function throttleRules({ hookId, tenant, environment, workflowId }, said, defaults) {
    const ofHook = ownRequests(said.hook, defaults);
    return [
        ...(ofHook ? [{ key: `hook:${hookId}@${environment}`, ...ofHook }] : []),
        ...(said.workflow && workflowId !== undefined
            ? [{ key: workflowScope({ tenant, workflowId, environment }), ...said.workflow }]
            : []),
        ...(said.tenant ? [{ key: tenantScope(tenant), ...said.tenant }] : []),
    ];
}
function ownRequests(said, { standard, unsaid }) {
    switch (said) {
        case undefined:
            return unsaid;
        case 'none':
            return null;
        case 'default':
            return standard;
        default:
            return said;
    }
}
//# sourceMappingURL=throttle-rules.js.map