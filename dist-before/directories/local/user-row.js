import { plainArray, textArray } from '../../database/arrays.js';
/** Columns of a `UserRow`, of the table alias `u`. */
export const USER_COLUMNS = 'u.id, u.active, u.user_name, u.email, u.display_name, u.roles, u.groups, u.attributes, u.changed_by';
export const toShown = (row) => ({ ...toUser(row), changedBy: row.changed_by });
export function toUser(row) {
    return {
        id: row.id,
        ...(row.user_name === null ? {} : { userName: row.user_name }),
        ...(row.email === null ? {} : { email: row.email }),
        ...(row.display_name === null ? {} : { displayName: row.display_name }),
        active: row.active,
        roles: row.roles,
        groups: row.groups,
        attributes: row.attributes,
    };
}
/** One array per column, parameters $1 to $12 of the statements that write users. Lists travel as array literals, because `unnest` would flatten an array of arrays. */
export function userColumns(placed) {
    const users = placed.map(({ user }) => user);
    return [
        textArray(placed.map(({ tenant }) => tenant)),
        textArray(placed.map(({ directory }) => directory)),
        textArray(placed.map(({ id }) => id)),
        plainArray(users.map((user) => String(user?.active ?? false))),
        textArray(users.map((user) => user?.userName ?? null)),
        textArray(users.map((user) => user?.email ?? null)),
        textArray(users.map((user) => user?.displayName ?? null)),
        textArray(users.map((user) => textArray(user?.roles ?? []))),
        textArray(users.map((user) => textArray(user?.groups ?? []))),
        textArray(users.map((user) => JSON.stringify(user?.attributes ?? {}))),
        plainArray(users.map((user) => String(user === null))),
        plainArray(placed.map(({ by }) => by)),
    ];
}
//# sourceMappingURL=user-row.js.map