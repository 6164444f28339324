import { InvalidParameters } from '../errors/errors.js';
import { asJson, requireName } from './storable.js';
const TEXTS = ['userName', 'email', 'displayName'];
const LISTS = ['roles', 'groups'];
const OWN_MEMBERS = new Set(['id', 'active', 'attributes', ...TEXTS, ...LISTS]);
/**
 * Reads `set`. A number is taken as text where text is wanted (ids in payloads often are numbers);
 * anything else of the wrong kind throws InvalidParameters naming the member.
 */
export function readPatch(user, set) {
    if (set['id'] !== undefined && asText('id', set['id']) !== user) {
        throw new InvalidParameters('set.id: the id of a user cannot change', { member: 'id' });
    }
    return {
        texts: pick(TEXTS, set, asText),
        lists: pick(LISTS, set, asList),
        attributes: new Map([...loose(set), ...nested(set['attributes'])]),
        clearsAttributes: set['attributes'] === null,
        ...(set['active'] === undefined ? {} : { active: asBoolean(set['active']) }),
    };
}
/** Throws InvalidParameters for a `set` that no user takes. */
export function checkSet(set) {
    readPatch(asText('id', set['id'] ?? null) ?? '', set);
}
/** Whether two lists hold the same members, in whatever order, however often. */
export function isSameSet(left, right) {
    const [a, b] = [new Set(left), new Set(right)];
    return a.size === b.size && [...a].every((one) => b.has(one));
}
/** The optional text members of a user, by name. */
export function textMembers() {
    return TEXTS;
}
/** Whether a name belongs to the user itself, and so cannot be an attribute. */
export function isOwnMember(name) {
    return OWN_MEMBERS.has(name);
}
function pick(names, set, read) {
    const given = names.filter((name) => set[name] !== undefined);
    return Object.fromEntries(given.map((name) => [name, read(name, set[name])]));
}
function loose(set) {
    return stored(Object.entries(set).filter(([name]) => !isOwnMember(name)));
}
function nested(attributes) {
    if (attributes === undefined || attributes === null) {
        return [];
    }
    if (typeof attributes !== 'object' || Array.isArray(attributes)) {
        throw wrong('attributes', 'an object');
    }
    const entries = Object.entries(attributes);
    for (const [name] of entries) {
        if (isOwnMember(name)) {
            throw new InvalidParameters(`set.attributes.${name}: set it directly, it is not an attribute`, {
                member: name,
            });
        }
    }
    return stored(entries);
}
function stored(entries) {
    return entries
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [requireName(`set.${name}`, name), asJson(`set.${name}`, value)]);
}
function asBoolean(value) {
    if (typeof value !== 'boolean') {
        throw wrong('active', 'true or false');
    }
    return value;
}
function asText(name, value) {
    if (value === null || value === '') {
        return null;
    }
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
        return requireName(`set.${name}`, String(value));
    }
    throw wrong(name, 'text');
}
function asList(name, value) {
    if (value === null) {
        return [];
    }
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
        throw wrong(name, 'a list of text');
    }
    return [...new Set(value.map((one) => requireName(`set.${name}`, one)))];
}
function wrong(name, wanted) {
    return new InvalidParameters(`set.${name}: must be ${wanted}`, { member: name });
}
//# sourceMappingURL=user-patch.js.map