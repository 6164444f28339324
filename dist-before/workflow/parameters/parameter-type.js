import { isDeepStrictEqual } from 'node:util';
/** How each type is told to people. */
const IN_WORDS = {
    string: 'a string',
    number: 'a number',
    integer: 'an integer',
    boolean: 'a boolean',
    object: 'an object',
    array: 'an array',
    any: 'a value that is not null',
};
export const PARAMETER_TYPES = Object.keys(IN_WORDS);
/** `an integer`, for sentences that begin with "must be". */
export function typeInWords(type) {
    return IN_WORDS[type];
}
export function isParameterType(type) {
    return typeof type === 'string' && Object.hasOwn(IN_WORDS, type);
}
/** Whether a JSON value is of the type. Null is of none: it stands for what is not there. Integers are those a double holds exactly. */
export function fits(type, value) {
    switch (type) {
        case 'any':
            return value !== null && value !== undefined;
        case 'array':
            return Array.isArray(value);
        case 'object':
            return typeof value === 'object' && value !== null && !Array.isArray(value);
        case 'integer':
            return Number.isSafeInteger(value);
        case 'number':
            return Number.isFinite(value);
        default:
            return typeof value === type;
    }
}
/** Whether a JSON value is one of those listed. */
export function isOneOf(value, allowed) {
    return allowed.some((one) => one === value || isDeepStrictEqual(one, value));
}
//# sourceMappingURL=parameter-type.js.map