/** SCIM user resources (RFC 7643, section 4.1) as directory users, and back. Pure. */
import { InvalidParameters } from '../../errors/errors.js';
import { isOwnMember } from '../user-patch.js';
import { extensionsOf, flatten, quote, verifyAttributePath, unflatten } from './attribute-path.js';
const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
/** Shown as members of the user, or belonging to the protocol. */
const NOT_ATTRIBUTES = new Set('schemas id meta userName displayName active emails roles groups password'.split(' '));
export function toDirectoryUser(resource) {
    const shown = Object.fromEntries(Object.entries(resource).filter(([name]) => !NOT_ATTRIBUTES.has(name)));
    const email = primaryEmail(resource)?.value;
    return {
        id: idOf(resource),
        ...textMember('userName', resource['userName']),
        ...textMember('email', email),
        ...textMember('displayName', resource['displayName']),
        active: resource['active'] !== false,
        roles: plurals(resource, 'roles').flatMap(({ value, display }) => textOf(value ?? display)),
        groups: plurals(resource, 'groups').flatMap(({ value, display }) => textOf(display ?? value)),
        attributes: Object.fromEntries(flatten(shown).filter(([, value]) => value !== null && value !== undefined)),
    };
}
/** Empty when a server gives none. */
export function idOf(resource) {
    return textOf(resource['id'])[0] ?? '';
}
/** What `If-Match` takes; null when a server gives none. */
export function versionOf(resource) {
    return textOf(resource['meta']?.['version'])[0] ?? null;
}
/** Whether a user resource lists a group, by name or id. */
export function listsGroup(resource, group) {
    return plurals(resource, 'groups').some(({ value, display }) => value === group || display === group);
}
/**
 * `set` of a change with SCIM's names, flat: `{ name: { givenName } }` becomes `name.givenName`. `null` for a complex
 * attribute removes all of it. Throws InvalidParameters for what is not set on a SCIM user.
 */
export function readScimSet(set, key, user) {
    const { id, attributes, ...members } = set;
    if (attributes === null) {
        throw new InvalidParameters('set.attributes: name what is to be removed', { member: 'attributes' });
    }
    if (id !== undefined && id !== key && id !== user?.id) {
        throw new InvalidParameters('set.id: the id of a user cannot change', { member: 'id' });
    }
    const known = Object.keys(user?.attributes ?? {});
    const given = { ...members, ...attributes };
    const flat = flatten(given).flatMap(([name, value]) => value === null ? removals(name, known) : [[name, value]]);
    for (const name of [...Object.keys(given), ...flat.map(([name]) => name)]) {
        verifySettable(name);
    }
    return Object.fromEntries(flat);
}
/** The body of a POST that creates a user. */
export function toScimResource(user, externalId) {
    return {
        schemas: [USER_SCHEMA, ...extensionsOf(Object.keys(user.attributes))],
        ...(externalId === null ? {} : { externalId }),
        userName: user.userName ?? user.id,
        ...(user.displayName === undefined ? {} : { displayName: user.displayName }),
        active: user.active,
        ...(user.email === undefined ? {} : { emails: [newEmail(user.email)] }),
        ...(user.roles.length === 0 ? {} : { roles: user.roles.map((value) => ({ value })) }),
        ...unflatten(user.attributes),
    };
}
/** The fewest operations that make a difference true of a resource. */
export function patchOperations(resource, difference) {
    return Object.entries(difference).flatMap(([name, { from, to }]) => {
        if (name === 'email') {
            return emailOperations(resource, to);
        }
        if (name === 'roles') {
            return roleOperations(from, to);
        }
        return [
            to === null
                ? { op: 'remove', path: name }
                : { op: from === null ? 'add' : 'replace', path: name, value: to },
        ];
    });
}
function emailOperations(resource, to) {
    if (to === null) {
        return [{ op: 'remove', path: 'emails' }]; // the next one would become the email otherwise
    }
    const current = primaryEmail(resource);
    if (current === undefined) {
        return [{ op: 'add', path: 'emails', value: [newEmail(to)] }];
    }
    const path = current.primary === true
        ? 'emails[primary eq true]'
        : `emails[value eq ${quote(textOf(current.value)[0] ?? '')}]`;
    return [{ op: 'replace', path: `${path}.value`, value: to }];
}
function roleOperations(from, to) {
    const added = to.filter((role) => !from.includes(role));
    const removed = from.filter((role) => !to.includes(role));
    return [
        ...removed.map((role) => ({ op: 'remove', path: `roles[value eq ${quote(role)}]` })),
        ...(added.length === 0
            ? []
            : [{ op: 'add', path: 'roles', value: added.map((value) => ({ value })) }]),
    ];
}
function newEmail(value) {
    return { value, type: 'work', primary: true };
}
function primaryEmail(resource) {
    const emails = plurals(resource, 'emails').filter(({ value }) => typeof value === 'string');
    return emails.find(({ primary }) => primary === true) ?? emails[0];
}
function removals(name, known) {
    const inner = known.filter((one) => one.startsWith(`${name}.`) || one.startsWith(`${name}:`));
    return [name, ...inner].map((one) => [one, null]);
}
function verifySettable(name) {
    if (name === 'groups') {
        throw new InvalidParameters('set.groups: use group.add and group.remove', { member: name });
    }
    if (!isOwnMember(name) && NOT_ATTRIBUTES.has(name.split('.', 1)[0])) {
        throw new InvalidParameters(`set.${name}: is not set this way on a SCIM user`, { member: name });
    }
    verifyAttributePath(name);
}
/** Multi-valued attributes are lists of objects; some servers send bare texts. */
function plurals(resource, name) {
    const list = Array.isArray(resource[name]) ? resource[name] : [];
    return list.flatMap((one) => {
        if (typeof one === 'string') {
            return [{ value: one }];
        }
        return one !== null && typeof one === 'object' ? [one] : [];
    });
}
function textMember(name, value) {
    return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}
function textOf(value) {
    return typeof value === 'string' ? [value] : [];
}
//# sourceMappingURL=scim-user.js.map