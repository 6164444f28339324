/** Compares what a change wanted of a user with the values of an event, whatever the sender calls them. */
import { plainName, scalarsOf } from './event-values.js';
/** What members of a user are called besides, as plain names. */
const NAMES = {
    active: ['enabled', 'isactive', 'isenabled'],
    userName: ['login', 'preferredusername', 'loginname'],
    email: ['emailaddress', 'mail', 'primaryemail'],
    displayName: ['name', 'fullname'],
    roles: ['role', 'rolename', 'roleid'],
    groups: ['group', 'groupname', 'groupid'],
};
/** Say the opposite of `active`. */
const OPPOSITE = ['blocked', 'disabled', 'suspended', 'isblocked', 'isdisabled', 'issuspended'];
export function compareWanted(wanted, values) {
    const compared = Object.entries(wanted).map(([name, value]) => compareOne(name, value, values));
    if (compared.includes('differs')) {
        return 'differs';
    }
    return compared.includes('equal') ? 'equal' : 'absent';
}
/** By the member's own name, else by others, else by those that say the opposite. */
function compareOne(name, wanted, values) {
    const others = Object.hasOwn(NAMES, name) ? NAMES[name] : [];
    const ways = [
        [[plainName(name)], wanted],
        [others, wanted],
        [name === 'active' ? OPPOSITE : [], wanted !== true],
    ];
    for (const [names, value] of ways) {
        const found = names.flatMap((each) => values.get(each) ?? []);
        if (found.length > 0) {
            return found.some((one) => isEqual(value, one)) ? 'equal' : 'differs';
        }
    }
    return 'absent';
}
/** A list is there when all of it is; its items may be objects that name themselves. */
function isEqual(wanted, value) {
    if (wanted === null) {
        return value === null || value === '';
    }
    const there = scalarsOf(value);
    const texts = scalarsOf(wanted);
    return texts.size === 0 ? there.size === 0 : [...texts].every((text) => there.has(text));
}
//# sourceMappingURL=compare-wanted.js.map