import { failure } from './failure.js';
import { isNumber } from './comparison.js';
import { Duration, typeName } from './value.js';
const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
/** Furthest moment a Date can hold, in milliseconds. */
const MAX_DATE = 8.64e15;
/** Arithmetic as in CEL, and besides that int with double gives a double, since JSON does not tell them apart. */
export function calculate(op, left, right, frame) {
    if (typeof left === 'bigint' && typeof right === 'bigint') {
        return int(calculateInt(op, left, right));
    }
    if (isNumber(left) && isNumber(right) && op !== '%') {
        return calculateDouble(op, Number(left), Number(right));
    }
    const result = op === '+' ? join(left, right, frame) : undefined;
    const value = result ?? moveInTime(op, left, right);
    if (value === undefined) {
        const oneIsText = typeof left === 'string' || typeof right === 'string';
        const hint = op === '+' && oneIsText ? ', use string() to make text of a value' : '';
        throw failure('type', `cannot do ${typeName(left)} ${op} ${typeName(right)}${hint}`);
    }
    return value;
}
export function negate(value) {
    if (typeof value === 'bigint') {
        return int(-value);
    }
    if (typeof value === 'number') {
        return -value;
    }
    throw failure('type', `cannot negate ${typeName(value)}`);
}
/** The int itself when it fits 64 bits. */
export function int(value) {
    if (value > MAX_INT || value < MIN_INT) {
        throw failure('value', 'a whole number does not fit 64 bits');
    }
    return value;
}
function calculateInt(op, left, right) {
    if ((op === '/' || op === '%') && right === 0n) {
        throw failure('value', 'division by zero');
    }
    switch (op) {
        case '+':
            return left + right;
        case '-':
            return left - right;
        case '*':
            return left * right;
        case '/':
            return left / right;
        default:
            return left % right;
    }
}
function calculateDouble(op, left, right) {
    switch (op) {
        case '+':
            return left + right;
        case '-':
            return left - right;
        case '*':
            return left * right;
        default:
            return left / right;
    }
}
function join(left, right, frame) {
    if (typeof left === 'string' && typeof right === 'string') {
        frame.reserveText(left.length + right.length);
        return left + right;
    }
    if (Array.isArray(left) && Array.isArray(right)) {
        frame.reserveList(left.length + right.length);
        return left.concat(right);
    }
    return undefined;
}
function moveInTime(op, left, right) {
    if (op !== '+' && op !== '-') {
        return undefined;
    }
    const sign = op === '+' ? 1 : -1;
    if (left instanceof Date && right instanceof Duration) {
        return moment(left.getTime() + sign * right.ms);
    }
    if (left instanceof Duration && right instanceof Duration) {
        return new Duration(left.ms + sign * right.ms);
    }
    if (left instanceof Duration && right instanceof Date && op === '+') {
        return moment(right.getTime() + left.ms);
    }
    return left instanceof Date && right instanceof Date && op === '-'
        ? new Duration(left.getTime() - right.getTime())
        : undefined;
}
function moment(ms) {
    if (!(Math.abs(ms) <= MAX_DATE)) {
        throw failure('value', 'a moment lies outside what a timestamp can hold');
    }
    return new Date(ms);
}
//# sourceMappingURL=arithmetic.js.map