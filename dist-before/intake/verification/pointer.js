import { parseJsonText } from '../parsing/json.js';
/** Reads `/a/b`, `/a/*` and `/a#/b`. An empty text is the whole document. Throws a RangeError on anything else. */
export function parsePath(text) {
    return text.split('#').map((pointer) => {
        if (pointer === '') {
            return [];
        }
        if (!pointer.startsWith('/')) {
            throw new RangeError(`"${text}" is not a JSON pointer: it must be empty or begin with "/"`);
        }
        return pointer
            .slice(1)
            .split('/')
            .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    });
}
/**
 * Values the path leads to. Without `*` there is exactly one, `undefined` when nothing is there; with it one for each
 * item of a list, and in claims also for each member of an object. Own members only: `__proto__` and inherited names lead nowhere.
 */
export function resolvePath(root, path, itemsOf = itemsOfList) {
    let values = [root];
    for (const [index, steps] of path.entries()) {
        if (index > 0) {
            values = values.map(jsonHeldBy);
        }
        for (const step of steps) {
            values = step === '*' ? values.flatMap(itemsOf) : values.map((value) => memberOf(value, step));
        }
    }
    return values;
}
/** The own member of an object or the item of an array, else undefined. */
export function memberOf(value, step) {
    if (typeof value !== 'object' || value === null || step === '__proto__') {
        return undefined;
    }
    if (Array.isArray(value)) {
        return /^(?:0|[1-9]\d{0,8})$/.test(step) ? value[Number(step)] : undefined;
    }
    return Object.hasOwn(value, step) ? value[step] : undefined;
}
/** Items of an array; anything else has none. */
function itemsOfList(value) {
    return Array.isArray(value) ? value : [];
}
/** Items of an array or values of an object's own members. */
export function itemsOfAny(value) {
    return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
function jsonHeldBy(value) {
    if (typeof value !== 'string') {
        return value;
    }
    const parsed = parseJsonText(value);
    return parsed.ok ? parsed.value : undefined;
}
//# sourceMappingURL=pointer.js.map