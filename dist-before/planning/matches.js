import { pointer } from '../workflow/pointer.js';
/** A map has to have at least the members given, a list exactly the values; anything else is equal or not. */
export function mismatches(expected, actual, place = '') {
    if (Array.isArray(expected)) {
        if (!Array.isArray(actual) || actual.length !== expected.length) {
            return [{ place, message: `expected ${shown(expected)}, but it is ${shown(actual)}` }];
        }
        return expected.flatMap((one, at) => mismatches(one, actual[at], pointer([at], place)));
    }
    if (typeof expected === 'object' && expected !== null) {
        if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
            return [{ place, message: `expected ${shown(expected)}, but it is ${shown(actual)}` }];
        }
        return Object.entries(expected).flatMap(([name, one]) => mismatches(one, Object.hasOwn(actual, name) ? actual[name] : undefined, pointer([name], place)));
    }
    return expected === actual
        ? []
        : [{ place, message: `expected ${shown(expected)}, but it is ${shown(actual)}` }];
}
const LONGEST = 300;
function shown(value) {
    const text = value === undefined ? 'not there' : JSON.stringify(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
//# sourceMappingURL=matches.js.map