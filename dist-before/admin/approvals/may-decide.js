/** An admin may always; others when their role or their token is named. */
export function mayDecide({ role, name }, { roles, tokens }) {
    return role === 'admin' || roles.includes(role) || tokens.includes(name);
}
/** Whether the workflow says who may decide, beside whoever has a link. */
export function isRestricted({ roles, tokens }) {
    return roles.length > 0 || tokens.length > 0;
}
//# sourceMappingURL=may-decide.js.map