import { createHash } from 'node:crypto';
import { parseDuration } from '../duration.js';
import { parseInstant } from '../instant.js';
import { int } from './arithmetic.js';
import { failure } from './failure.js';
import { Duration, isMap, typeName } from './value.js';
const WHOLE = /^[+-]?\d{1,19}$/;
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What a digest costs, in steps, however short its text is. */
const DIGEST_COST = 16;
/** Last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;
/** Functions with nothing to decide at compile time. The others (`has`, `default`, `secret`, `regex`) are in `call.ts`. */
export const FUNCTIONS = new Map([
    ['now', { arity: 0, apply: (frame) => new Date(frame.scope.now) }],
    ['uuid', { arity: 0, apply: (frame) => newUuid(frame) }],
    ['dyn', { arity: 1, apply: (_frame, value) => value }],
    ['size', { arity: 1, apply: (frame, value) => sizeOf(value, frame) }],
    ['string', { arity: 1, apply: (frame, value) => toText(value, frame) }],
    ['int', { arity: 1, apply: (_frame, value) => toInt(value) }],
    ['double', { arity: 1, apply: (frame, value) => toDouble(value, frame) }],
    ['bool', { arity: 1, apply: (_frame, value) => toBool(value) }],
    ['timestamp', { arity: 1, apply: (_frame, value) => toTimestamp(value) }],
    ['duration', { arity: 1, apply: (_frame, value) => toDuration(value) }],
    ['lower', textFunction('lower', (text) => text.toLowerCase())],
    ['upper', textFunction('upper', (text) => text.toUpperCase())],
    ['domain', textFunction('domain', domainOf)],
    ['hash', textFunction('hash', (text) => createHash('sha256').update(text).digest('hex'), DIGEST_COST)],
    ['base64', textFunction('base64', (text) => Buffer.from(text).toString('base64'))],
]);
function textFunction(name, apply, cost = 0) {
    return {
        arity: 1,
        apply: (frame, value) => {
            const text = requireText(value, `${name}()`);
            frame.reserveText(2 * text.length);
            frame.spend(cost);
            return apply(text);
        },
    };
}
export function requireText(value, who) {
    if (typeof value !== 'string') {
        throw failure('type', `${who} needs a string, not ${typeName(value)}`);
    }
    return value;
}
/** Characters (code points) of a string, entries of a list, keys of a map. */
export function sizeOf(value, frame) {
    if (typeof value === 'string') {
        frame.spend(1 + (value.length >> 4));
        let count = 0n;
        for (const _ of value) {
            count += 1n;
        }
        return count;
    }
    if (Array.isArray(value)) {
        return BigInt(value.length);
    }
    if (isMap(value)) {
        const { length } = Object.keys(value);
        frame.spend(length);
        return BigInt(length);
    }
    throw failure('type', `size() needs a string, a list or a map, not ${typeName(value)}`);
}
function newUuid(frame) {
    frame.spend(DIGEST_COST);
    return frame.scope.uuid();
}
function toText(value, frame) {
    if (typeof value === 'string') {
        return value;
    }
    if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') {
        return String(value);
    }
    if (value instanceof Date) {
        return value.toISOString();
    }
    if (value instanceof Duration) {
        frame.spend(1);
        return `${value.ms / 1000}s`;
    }
    throw failure('type', `string() has no text for ${typeName(value)}`);
}
function toInt(value) {
    if (typeof value === 'bigint') {
        return value;
    }
    if (typeof value === 'number' && Number.isFinite(value)) {
        return int(BigInt(Math.trunc(value)));
    }
    if (typeof value === 'string' && WHOLE.test(value)) {
        return int(BigInt(value.startsWith('+') ? value.slice(1) : value));
    }
    if (value instanceof Date) {
        return BigInt(Math.floor(value.getTime() / 1000));
    }
    throw failure('value', `int() cannot make a whole number of this ${typeName(value)}`);
}
function toDouble(value, frame) {
    if (typeof value === 'bigint' || typeof value === 'number') {
        return Number(value);
    }
    if (typeof value === 'string') {
        frame.spend(value.length >> 4);
        if (DECIMAL.test(value)) {
            return Number(value);
        }
    }
    throw failure('value', `double() cannot make a number of this ${typeName(value)}`);
}
function toBool(value) {
    if (typeof value === 'boolean') {
        return value;
    }
    if (value === 'true' || value === 'false') {
        return value === 'true';
    }
    throw failure('value', `bool() takes a bool, 'true' or 'false', not another ${typeName(value)}`);
}
function toTimestamp(value) {
    if (value instanceof Date) {
        return value;
    }
    const isSeconds = typeof value === 'bigint' && value <= LAST_SECOND && value >= 0n;
    const moment = isSeconds
        ? new Date(Number(value) * 1000)
        : parseInstant(typeof value === 'string' ? value : '');
    if (!moment) {
        throw failure('value', 'timestamp() takes RFC 3339 text (2026-01-31T12:00:00Z) or whole seconds since 1970');
    }
    return moment;
}
function toDuration(value) {
    if (value instanceof Duration) {
        return value;
    }
    const text = requireText(value, 'duration()');
    const ms = parseDuration(text.startsWith('-') ? text.slice(1) : text);
    if (ms === undefined) {
        throw failure('value', 'duration() takes text like 500ms, 10s, 5m, 1h30m, 1d or PT5M');
    }
    return new Duration(text.startsWith('-') ? -ms : ms);
}
/** What follows the last `@`, in lower case; empty when there is none. */
function domainOf(address) {
    const at = address.lastIndexOf('@');
    return at < 0 ? '' : address.slice(at + 1).toLowerCase();
}
//# sourceMappingURL=functions.js.map