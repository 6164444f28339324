import { isDeepStrictEqual } from 'node:util';
/** Where a result is not what its vector expects, one line each: `reason: expected ok, got bad_signature`. */
export function vectorDifferences(vector, result) {
    const { noHeaders = [], ...response } = vector.response ?? {};
    const differences = [
        ...differencesAt('verdict', vector.expect, result.verdict),
        ...differencesAt('reason', vector.reason, result.reason),
        ...differencesAt('event', vector.event, result.event),
        ...differencesAt('response', response, result.response),
    ];
    const unwanted = noHeaders.filter((name) => Object.hasOwn(result.response?.headers ?? {}, name));
    return [...differences, ...unwanted.map((name) => `response.headers.${name}: expected none`)];
}
/** Of an object only the members that are expected are looked at; what is not expected at all may be anything. */
function differencesAt(place, expected, actual) {
    if (expected === undefined) {
        return [];
    }
    if (isRecord(expected) && isRecord(actual)) {
        return Object.entries(expected).flatMap(([name, value]) => differencesAt(`${place}.${name}`, value, actual[name]));
    }
    const isEmpty = isRecord(expected) && Object.keys(expected).length === 0;
    return isEmpty || isDeepStrictEqual(expected, actual)
        ? []
        : [`${place}: expected ${text(expected)}, got ${text(actual)}`];
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
const text = (value) => typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
//# sourceMappingURL=vector-differences.js.map