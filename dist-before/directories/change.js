import { isDeepStrictEqual } from 'node:util';
import { SubjectNotFound } from '../errors/errors.js';
import { requireName } from './storable.js';
import { isSameSet, readPatch, textMembers } from './user-patch.js';
/**
 * What a change makes of a user (null: there is none). Every change is an *ensure*: it says what shall be true,
 * so applying it again changes nothing, and `difference` is empty exactly when nothing changed.
 *
 * - creating a user that exists updates what differs;
 * - deleting a user that does not exist is already so;
 * - anything else about an unknown user throws SubjectNotFound.
 *
 * Throws InvalidParameters when `set` cannot be one of a user.
 */
export function applyChange(user, change) {
    if (change.kind === 'user.delete') {
        return user === null ? already(null) : deletionOf(user);
    }
    if (change.kind === 'user.create') {
        return user === null ? created(requireName('user', change.user), change.set) : moved(user, change);
    }
    if (user === null) {
        throw new SubjectNotFound('the directory does not know this user', { user: change.user });
    }
    return moved(user, change);
}
/** Per member and attribute, what differs between two users. Lists of roles and groups compare as sets. */
export function differenceOf(from, to) {
    const difference = {};
    for (const name of [...textMembers(), 'active']) {
        if (from[name] !== to[name]) {
            difference[name] = { from: from[name] ?? null, to: to[name] ?? null };
        }
    }
    for (const name of ['roles', 'groups']) {
        if (!isSameSet(from[name], to[name])) {
            difference[name] = { from: from[name], to: to[name] };
        }
    }
    return Object.fromEntries([...Object.entries(difference), ...attributeDifference(from, to)]);
}
/** The result of making a user that was not there. */
export function creationOf(user) {
    const given = differenceOf(blankUser(user.id), user);
    const difference = { id: { from: null, to: user.id }, ...given, active: { from: null, to: user.active } };
    return { changed: true, user, difference };
}
/** The result of removing a user. */
export function deletionOf(user) {
    return { changed: true, user: null, difference: { id: { from: user.id, to: null } } };
}
function attributeDifference(from, to) {
    const before = new Map(Object.entries(from.attributes));
    const after = new Map(Object.entries(to.attributes));
    return [...new Set([...before.keys(), ...after.keys()])]
        .filter((name) => !isDeepStrictEqual(before.get(name), after.get(name)))
        .map((name) => [name, { from: before.get(name) ?? null, to: after.get(name) ?? null }]);
}
function moved(user, change) {
    const target = targetOf(user, change);
    const difference = differenceOf(user, target);
    return Object.keys(difference).length === 0 ? already(user) : { changed: true, user: target, difference };
}
function targetOf(user, change) {
    switch (change.kind) {
        case 'user.create':
        case 'user.update':
            return patched(user, readPatch(user.id, change.set));
        case 'user.disable':
            return { ...user, active: false };
        case 'user.enable':
            return { ...user, active: true };
        case 'role.assign':
            return { ...user, roles: including(user.roles, requireName('role', change.role)) };
        case 'role.remove':
            return { ...user, roles: user.roles.filter((role) => role !== change.role) };
        case 'group.add':
            return { ...user, groups: including(user.groups, requireName('group', change.group)) };
        case 'group.remove':
            return { ...user, groups: user.groups.filter((group) => group !== change.group) };
        default:
            return user;
    }
}
function patched(user, patch) {
    const attributes = new Map(patch.clearsAttributes ? [] : Object.entries(user.attributes));
    for (const [name, value] of patch.attributes) {
        if (value === null) {
            attributes.delete(name);
        }
        else {
            attributes.set(name, value);
        }
    }
    const own = { active: patch.active ?? user.active, attributes: Object.fromEntries(attributes) };
    const target = {};
    Object.assign(target, user, patch.texts, patch.lists, own); // not spread: ADR 23
    for (const name of textMembers()) {
        if (target[name] === null) {
            delete target[name];
        }
    }
    return target;
}
function created(id, set) {
    return creationOf(patched(blankUser(id), readPatch(id, set)));
}
function blankUser(id) {
    return { id, active: true, roles: [], groups: [], attributes: {} };
}
function already(user) {
    return { changed: false, user, difference: {} };
}
function including(list, one) {
    return list.includes(one) ? list : [...list, one];
}
//# sourceMappingURL=change.js.map