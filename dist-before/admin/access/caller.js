import { DEFAULT_TENANT } from '../../config/places.js';
import { Forbidden } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
/** What a token may do: `admin` all, the others what their routes say. */
export const ROLES = ['admin', 'author', 'operator', 'auditor', 'ingest'];
/** Name of the admin tokens that this program makes: the first of a tenant, and those for who lost it. */
export const FIRST_ADMIN = 'admin';
/** Who applies what is in `WORKFLOWS_DIR`. It can do what whoever writes the folder can. */
export const FOLDER = {
    tokenId: '',
    name: 'workflows-dir',
    role: 'admin',
    tenant: DEFAULT_TENANT,
    namespaces: [],
};
/** The caller as the audit log names it. */
export function actorOf(caller) {
    return `token:${caller.name}`;
}
/** The caller as one who decides over executions. */
export function resolverOf(caller) {
    return { tenant: caller.tenant, namespaces: caller.namespaces, actor: actorOf(caller) };
}
/** Throws Forbidden unless the caller's token reaches the namespace. */
export function requireNamespace(caller, namespace) {
    if (!isWithinReach(caller, namespace)) {
        throw new Forbidden('this token does not reach that namespace');
    }
}
/** Whether the caller's token is limited to no namespace. */
export function reachesAll({ namespaces }) {
    return namespaces.length === 0;
}
/** For what belongs to no namespace: throws Forbidden for a token that is limited to some. */
export function requireWholeTenant(caller) {
    if (!reachesAll(caller)) {
        throw new Forbidden('this token is limited to namespaces, and this belongs to none');
    }
}
/** Whether the caller runs the whole installation: an admin of the tenant `main`, limited to no namespace. */
export function isOfInstance({ tenant, role, namespaces }) {
    return tenant === DEFAULT_TENANT && role === 'admin' && namespaces.length === 0;
}
/** Throws Forbidden for anybody else. */
export function requireInstance(caller) {
    requireWholeTenant(caller);
    if (!isOfInstance(caller)) {
        throw new Forbidden(`tenants are for an admin of ${DEFAULT_TENANT}`);
    }
}
//# sourceMappingURL=caller.js.map