import { failure } from './failure.js';
import { Duration, isMap, MAX_DEPTH, typeName } from './value.js';
/** Deep equality as in CEL: numbers by value across int and double, values of different types are different. */
export function isEqual(left, right, frame, depth = 0) {
    frame.spend(1);
    if (typeof left === 'string' && typeof right === 'string' && left.length === right.length) {
        frame.spend(left.length >> 6);
    }
    if (left === right) {
        return true;
    }
    if (isNumber(left) && isNumber(right)) {
        // oxlint-disable-next-line eqeqeq -- compares a bigint with a number by value, without rounding
        return left == right;
    }
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
        return false;
    }
    if (depth > MAX_DEPTH) {
        throw failure('limit', 'the values compared are nested too deeply');
    }
    return isEqualObject(left, right, frame, depth + 1);
}
function isEqualObject(left, right, frame, depth) {
    if (left instanceof Date && right instanceof Date) {
        return left.getTime() === right.getTime();
    }
    if (left instanceof Duration && right instanceof Duration) {
        return left.ms === right.ms;
    }
    if (Array.isArray(left) && Array.isArray(right)) {
        return (left.length === right.length &&
            left.every((one, index) => isEqual(one, right[index], frame, depth)));
    }
    return isMap(left) && isMap(right) && isEqualMap(left, right, frame, depth);
}
function isEqualMap(left, right, frame, depth) {
    const keys = Object.keys(left);
    const others = Object.keys(right).length;
    frame.spend(keys.length + others);
    return (keys.length === others &&
        keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key], frame, depth)));
}
/** Negative, zero or positive; NaN compares with nothing. Throws ExpressionFailed for types that have no order together. */
export function compare(left, right, frame) {
    if (typeof left === 'string' && typeof right === 'string') {
        frame.spend(Math.min(left.length, right.length) >> 6);
        return order(left, right);
    }
    if (isNumber(left) && isNumber(right)) {
        return order(left, right);
    }
    if (typeof left === 'boolean' && typeof right === 'boolean') {
        return order(left, right);
    }
    if (left instanceof Date && right instanceof Date) {
        return order(left.getTime(), right.getTime());
    }
    if (left instanceof Duration && right instanceof Duration) {
        return order(left.ms, right.ms);
    }
    throw failure('type', `cannot compare ${typeName(left)} with ${typeName(right)}`);
}
function order(left, right) {
    if (left < right) {
        return -1;
    }
    return left > right ? 1 : left >= right ? 0 : Number.NaN;
}
/** `x in list` by equality, `'key' in map` by own key. */
export function isIn(needle, container, frame) {
    if (Array.isArray(container)) {
        return container.some((one) => isEqual(needle, one, frame));
    }
    if (isMap(container)) {
        return typeof needle === 'string' && needle !== '__proto__' && Object.hasOwn(container, needle);
    }
    const hint = typeof container === 'string' ? ', use .contains() on a string' : '';
    throw failure('type', `'in' needs a list or a map on its right, not ${typeName(container)}${hint}`);
}
export function isNumber(value) {
    return typeof value === 'number' || typeof value === 'bigint';
}
//# sourceMappingURL=comparison.js.map