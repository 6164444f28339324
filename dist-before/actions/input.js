import { InvalidParameters } from '../errors/errors.js';
/** A text member, a number taken as text; undefined when it is missing or null. Throws InvalidParameters for the rest. */
export function findText(input, name) {
    const value = input[name];
    if (value === undefined || value === null) {
        return undefined;
    }
    if (typeof value === 'string') {
        return value;
    }
    if (typeof value === 'number' || typeof value === 'bigint') {
        return value.toString();
    }
    throw new InvalidParameters(`${name}: must be text`, { member: name });
}
/** A text member that must not be empty; throws InvalidParameters. */
export function requireText(input, name) {
    const value = findText(input, name);
    if (value === undefined || value === '') {
        throw new InvalidParameters(`${name}: must be given`, { member: name });
    }
    return value;
}
/** A member that is an object; undefined when it is missing or null. Throws InvalidParameters for the rest. */
export function findObject(input, name) {
    const value = input[name];
    if (value === undefined || value === null) {
        return undefined;
    }
    if (typeof value === 'object' && !Array.isArray(value)) {
        return value;
    }
    throw new InvalidParameters(`${name}: must be an object`, { member: name });
}
//# sourceMappingURL=input.js.map