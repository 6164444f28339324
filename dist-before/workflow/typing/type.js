/** Types of values as far as they are known before anything runs. */
import { rawList, rawMap, rawText } from '../raw.js';
export const ANY = { kinds: [] };
export const BOOL = one('bool');
export const NUMBER = one('number');
export const STRING = one('string');
export const NULL = one('null');
export const TIMESTAMP = one('timestamp');
export const DURATION = one('duration');
export const OPTIONAL = one('optional');
function one(kind) {
    return { kinds: [kind] };
}
export function listOf(entry) {
    return { kinds: ['list'], entry };
}
/** A map with these members, and others unless it is closed. */
export function mapOf(members, isClosed = true) {
    return { kinds: ['map'], members, isClosed };
}
/** A value that is of one of the types. What two maps or two lists hold is not told apart, and so not known. */
export function either(...types) {
    if (types.length === 0 || types.some(({ kinds }) => kinds.length === 0)) {
        return ANY;
    }
    const kinds = [...new Set(types.flatMap((type) => type.kinds))];
    const lists = types.filter((type) => type.kinds.includes('list'));
    const maps = types.filter((type) => type.kinds.includes('map'));
    const { members, isClosed } = maps.length === 1 ? maps[0] : {};
    return {
        kinds,
        ...(lists.length === 1 && lists[0].entry ? { entry: lists[0].entry } : {}),
        ...(members ? { members, isClosed: isClosed ?? false } : {}),
    };
}
/** Whether a value of the type can be of one of these kinds. */
export function mayBe(type, ...kinds) {
    return type.kinds.length === 0 || type.kinds.some((kind) => kinds.includes(kind));
}
/** `string`, `string or null`. */
export function inWords({ kinds }) {
    return kinds.length === 0 ? 'anything' : kinds.join(' or ');
}
const KIND_OF = {
    boolean: 'bool',
    integer: 'number',
    number: 'number',
    string: 'string',
    null: 'null',
    array: 'list',
    object: 'map',
};
/** The type of values that a JSON Schema allows; any, where it says more than is understood here. */
export function typeOfSchema(schema) {
    const raw = rawMap(schema);
    const branches = [...rawList(raw['anyOf']), ...rawList(raw['oneOf'])];
    if (branches.length > 0) {
        return either(...branches.map(typeOfSchema));
    }
    const names = [raw['type']].flat().flatMap((name) => rawText(name) ?? []);
    const kinds = names.flatMap((name) => KIND_OF[name] ?? []);
    if (kinds.length === 0) {
        return ANY;
    }
    const members = Object.entries(rawMap(raw['properties'])).map(([name, member]) => [name, typeOfSchema(member)]);
    return {
        kinds: [...new Set(kinds)],
        ...(raw['items'] === undefined ? {} : { entry: typeOfSchema(raw['items']) }),
        members: Object.fromEntries(members),
        isClosed: raw['additionalProperties'] === false,
    };
}
/** The type of a value as it stands in a document, where strings may be templates, whose type `ofTemplate` tells. */
export function typeOfValue(value, ofTemplate) {
    if (typeof value === 'string') {
        return value.includes('{{') ? ofTemplate(value) : STRING;
    }
    if (Array.isArray(value)) {
        return listOf(either(...value.map((entry) => typeOfValue(entry, ofTemplate))));
    }
    if (typeof value === 'object' && value !== null) {
        const members = Object.entries(value).map(([name, member]) => [name, typeOfValue(member, ofTemplate)]);
        return mapOf(Object.fromEntries(members));
    }
    return value === null ? NULL : typeof value === 'boolean' ? BOOL : NUMBER;
}
/** Of a literal of an expression. */
export function typeOfLiteral(value) {
    switch (typeof value) {
        case 'string':
            return STRING;
        case 'boolean':
            return BOOL;
        case 'number':
        case 'bigint':
            return NUMBER;
        default:
            return value === null ? NULL : ANY;
    }
}
//# sourceMappingURL=type.js.map