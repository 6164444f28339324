const LISTS = ['roles', 'groups'];
/** What an action, with this rendered input, takes away from its user; null: nothing. */
export function takenAway({ destructive }, input) {
    if (destructive === undefined || destructive === 'always') {
        return destructive === undefined ? null : {};
    }
    const set = own(input, 'set');
    if (own(set, 'active') === false) {
        return {};
    }
    const lists = LISTS.flatMap((name) => {
        const list = own(set, name);
        return list === undefined ? [] : [[name, Array.isArray(list) ? list : []]];
    });
    return lists.length === 0 ? null : { allBut: Object.fromEntries(lists) };
}
/**
 * Whether a user has something that is taken away; `allBut` as of `TakenAway`. Of one whom a directory of somebody else
 * alone knows (undefined) it is said where all is: who lists what a user shall have gives, as a rule.
 */
export function hasMore(user, allBut) {
    return LISTS.some((name) => user === undefined
        ? allBut[name]?.length === 0
        : user?.[name].some((one) => allBut[name]?.includes(one) === false));
}
function own(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? value[name]
        : undefined;
}
//# sourceMappingURL=taken-away.js.map