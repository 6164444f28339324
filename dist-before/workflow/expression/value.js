import { formatDuration } from '../duration.js';
import { failure } from './failure.js';
/**
 * Values inside an expression: null, boolean, string, bigint (int), number (double), Date (timestamp), Duration, Optional,
 * arrays and plain objects. Containers hold either these or plain JSON; `read` turns what comes out of one into the former.
 */
export class Duration {
    ms;
    constructor(ms) {
        this.ms = ms;
    }
}
/** What `a.?b` gives; `value` is undefined when there is none. */
export class Optional {
    value;
    constructor(value) {
        this.value = value;
    }
}
/** Deepest nesting that is walked when values are compared or handed out. */
export const MAX_DEPTH = 200;
/** A member as an expression sees it: whole numbers are ints, other numbers doubles. Undefined for what JSON cannot hold. */
export function read(value) {
    switch (typeof value) {
        case 'number':
            return Number.isSafeInteger(value) ? BigInt(value) : value;
        case 'function':
        case 'symbol':
            return undefined;
        default:
            return value;
    }
}
export function isMap(value) {
    return (typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        !(value instanceof Date || value instanceof Duration || value instanceof Optional));
}
/** A member by its own key, undefined when there is none. Nothing inherited is ever read. */
export function memberOf(value, key) {
    if (typeof key === 'string') {
        const found = isMap(value) && key !== '__proto__' && Object.hasOwn(value, key);
        return found ? read(value[key]) : undefined;
    }
    if (Array.isArray(value) && (typeof key === 'bigint' || Number.isInteger(key))) {
        const index = Number(key);
        return index >= 0 && index < value.length ? read(value[index]) : undefined;
    }
    return undefined;
}
/** The word for a value's type, for messages. */
export function typeName(value) {
    switch (typeof value) {
        case 'bigint':
            return 'int';
        case 'number':
            return 'double';
        case 'boolean':
            return 'bool';
        case 'object':
            return objectTypeName(value);
        default:
            return typeof value;
    }
}
function objectTypeName(value) {
    if (value === null) {
        return 'null';
    }
    if (Array.isArray(value)) {
        return 'list';
    }
    if (value instanceof Date) {
        return 'timestamp';
    }
    if (value instanceof Duration) {
        return 'duration';
    }
    return value instanceof Optional ? 'optional' : 'map';
}
/**
 * The plain JSON form of a value. Ints become numbers (their decimal text beyond 2^53), timestamps ISO 8601,
 * durations seconds (`300s`), an empty optional null. Containers that hold only JSON already are returned as they are.
 */
export function toJson(value, frame, depth = 0) {
    frame.spend(1);
    switch (typeof value) {
        case 'string':
            frame.spend(value.length >> 6);
            return value;
        case 'bigint':
            return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
        case 'number':
            return finite(value);
        case 'object':
            return value === null ? null : objectToJson(value, frame, depth);
        default:
            return typeof value === 'boolean' ? value : null;
    }
}
function finite(value) {
    if (!Number.isFinite(value)) {
        throw failure('value', 'the result is not a finite number');
    }
    return value;
}
function objectToJson(value, frame, depth) {
    if (depth > MAX_DEPTH) {
        throw failure('limit', 'the result is nested too deeply');
    }
    if (value instanceof Date) {
        return value.toISOString();
    }
    if (value instanceof Duration) {
        return formatDuration(value.ms);
    }
    if (value instanceof Optional) {
        return value.value === undefined ? null : toJson(value.value, frame, depth + 1);
    }
    return Array.isArray(value) ? listToJson(value, frame, depth) : mapToJson(value, frame, depth);
}
function listToJson(list, frame, depth) {
    let copy;
    for (let index = 0; index < list.length; index += 1) {
        const json = toJson(list[index], frame, depth + 1);
        if (json !== list[index]) {
            copy ??= list.slice();
            copy[index] = json;
        }
    }
    return copy ?? list;
}
function mapToJson(map, frame, depth) {
    const source = map;
    let copy;
    for (const key of Object.keys(source)) {
        frame.spend(key.length >> 6);
        const json = toJson(source[key], frame, depth + 1);
        if (json !== source[key]) {
            copy ??= { ...source };
            Object.defineProperty(copy, key, { value: json, enumerable: true, writable: true, configurable: true });
        }
    }
    return copy ?? source;
}
//# sourceMappingURL=value.js.map