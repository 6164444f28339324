import { isResource } from '../admin/api-paths.js';
/** Whatever lies below these is answered by the hook door. */
export const DOOR_PREFIXES = [
    '/hooks/',
    '/ssf/',
    '/api/v1/executions/webhook/',
    '/api/v1/{tenant}/executions/webhook/',
    '/api/v2/webhooks/',
];
/**
 * All that callers from the street need: open these at a gateway, and nothing else. `{tenant}` stands for the name of
 * any tenant. None of them reaches the management API.
 */
export const PUBLIC_PREFIXES = [...DOOR_PREFIXES, '/approvals/'];
/** Asked for no token either, and not for the street: whoever reaches the port reads them, so keep them inside. */
export const INSIDE_PREFIXES = ['/health/', '/metrics', '/docs', '/schemas/', '/console'];
/** Gateways that know paths by their segments let the bare one through as well. */
const PUBLIC = DOOR_PREFIXES.map((prefix) => new RegExp(`^${prefix.slice(0, -1).replace('{tenant}', '([^/?]+)')}(?=[/?]|$)`));
/** Whether a request line is one for the hook door. A word of the API in place of the tenant is none: `/api/v1/workflows/...`. */
export function isPublic(url) {
    return PUBLIC.some((prefix) => {
        const [whole, tenant] = prefix.exec(url) ?? [];
        return whole !== undefined && (tenant === undefined || !isResource(tenant));
    });
}
//# sourceMappingURL=public-paths.js.map