import { failure } from './failure.js';
import { requireText, sizeOf } from './functions.js';
import { Duration, Optional, typeName } from './value.js';
/** Methods by name; those of CEL's standard library and its string extension that JSON values can use. */
export const METHODS = new Map([
    ['size', { arity: [0], apply: (frame, receiver) => sizeOf(receiver, frame) }],
    ...textMethods(),
    [
        'join',
        { arity: [0, 1], apply: (frame, receiver, [separator]) => join(receiver, separator ?? '', frame) },
    ],
    ['hasValue', { arity: [0], apply: (_frame, receiver) => requireOptional(receiver).value !== undefined }],
    ['value', { arity: [0], apply: (_frame, receiver) => valueOf(requireOptional(receiver)) }],
    ...timeMethods(),
]);
function textMethods() {
    return [
        text('startsWith', [1], (value, [start], frame) => value.startsWith(affix(start, 'startsWith()', frame))),
        text('endsWith', [1], (value, [end], frame) => value.endsWith(affix(end, 'endsWith()', frame))),
        text('contains', [1], (value, [part], frame) => value.includes(needle(value, part, 'contains()', frame))),
        text('lowerAscii', [0], (value, _args, frame) => made(value, frame).replaceAll(/[A-Z]+/g, (one) => one.toLowerCase())),
        text('upperAscii', [0], (value, _args, frame) => made(value, frame).replaceAll(/[a-z]+/g, (one) => one.toUpperCase())),
        text('trim', [0], (value, _args, frame) => made(value, frame).trim()),
        text('indexOf', [1], (value, [part], frame) => BigInt(value.indexOf(needle(value, part, 'indexOf()', frame)))),
        text('lastIndexOf', [1], (value, [part], frame) => BigInt(value.lastIndexOf(needle(value, part, 'lastIndexOf()', frame)))),
        text('substring', [1, 2], (value, [start, end], frame) => substring(value, start, end, frame)),
        text('split', [1], (value, [separator], frame) => split(value, separator, frame)),
        text('replace', [2], (value, [part, by], frame) => replace(value, part, by, frame)),
    ];
}
function text(name, arity, apply) {
    return [
        name,
        { arity, apply: (frame, receiver, args) => apply(requireText(receiver, `.${name}()`), args, frame) },
    ];
}
function made(value, frame) {
    frame.reserveText(value.length);
    return value;
}
/** The text to compare with one end of another. */
function affix(part, who, frame) {
    const wanted = requireText(part, who);
    frame.spend(1 + (wanted.length >> 4));
    return wanted;
}
/** The text to look for. Looking may compare every character of one with every character of the other, so that is paid for. */
function needle(haystack, part, who, frame) {
    const wanted = requireText(part, who);
    frame.spend(1 + Math.floor((haystack.length * wanted.length) / 256));
    return wanted;
}
function substring(value, start, end, frame) {
    const from = Number(start);
    const to = end === undefined ? value.length : Number(end);
    if (!(from >= 0 && from <= to && to <= value.length)) {
        throw failure('value', 'substring() reaches outside the string');
    }
    frame.reserveText(to - from);
    return value.substring(from, to);
}
function split(value, separator, frame) {
    const by = needle(value, separator, 'split()', frame);
    frame.spend(value.length >> 3);
    const parts = value.split(by);
    frame.reserveList(parts.length);
    return parts;
}
function replace(value, part, by, frame) {
    const wanted = needle(value, part, 'replace()', frame);
    const replacement = requireText(by, 'replace()');
    const parts = split(value, wanted, frame);
    frame.reserveText(value.length + (parts.length - 1) * Math.max(0, replacement.length - wanted.length));
    return parts.join(replacement);
}
function join(list, separator, frame) {
    const by = requireText(separator, 'join()');
    if (!Array.isArray(list)) {
        throw failure('type', `join() works on a list, not ${typeName(list)}`);
    }
    frame.spend(list.length);
    const parts = list.map((part) => requireText(part, 'every entry of join()'));
    const length = parts.reduce((total, part) => total + part.length, by.length * Math.max(0, parts.length - 1));
    frame.reserveText(length);
    return parts.join(by);
}
function requireOptional(value) {
    if (!(value instanceof Optional)) {
        throw failure('type', `only an optional has hasValue() and value(), not ${typeName(value)}`);
    }
    return value;
}
function valueOf(optional) {
    if (optional.value === undefined) {
        throw failure('missing', 'the optional is empty');
    }
    return optional.value;
}
/** All in UTC. Months, week days and `getDayOfMonth` count from 0, `getDate` from 1, as in CEL. */
function timeMethods() {
    return [
        time('getFullYear', (date) => date.getUTCFullYear()),
        time('getMonth', (date) => date.getUTCMonth()),
        time('getDate', (date) => date.getUTCDate()),
        time('getDayOfMonth', (date) => date.getUTCDate() - 1),
        time('getDayOfWeek', (date) => date.getUTCDay()),
        time('getHours', (date) => date.getUTCHours(), 3_600_000),
        time('getMinutes', (date) => date.getUTCMinutes(), 60_000),
        time('getSeconds', (date) => date.getUTCSeconds(), 1_000),
        time('getMilliseconds', (date) => date.getUTCMilliseconds(), 1),
    ];
}
/** `unitMs`: a duration has the method too, and answers with the whole of its length in that unit. */
function time(name, ofDate, unitMs) {
    const apply = (_frame, receiver) => {
        if (receiver instanceof Date) {
            return BigInt(ofDate(receiver));
        }
        if (receiver instanceof Duration && unitMs !== undefined) {
            return BigInt(Math.trunc(receiver.ms / unitMs));
        }
        throw failure('type', `${typeName(receiver)} has no ${name}()`);
    };
    return [name, { arity: [0], apply }];
}
//# sourceMappingURL=methods.js.map