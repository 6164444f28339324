/** What operators make of kinds of values; the same as `arithmetic.ts` and `comparison.ts` make of values. */
import { ANY, mayBe } from './type.js';
/** Left, right and result. */
const SUMS = {
    '+': [
        ['number', 'number', 'number'],
        ['string', 'string', 'string'],
        ['list', 'list', 'list'],
        ['timestamp', 'duration', 'timestamp'],
        ['duration', 'timestamp', 'timestamp'],
        ['duration', 'duration', 'duration'],
    ],
    '-': [
        ['number', 'number', 'number'],
        ['timestamp', 'duration', 'timestamp'],
        ['duration', 'duration', 'duration'],
        ['timestamp', 'timestamp', 'duration'],
    ],
};
const OF_NUMBERS = [['number', 'number', 'number']];
const ORDERED = ['string', 'number', 'bool', 'timestamp', 'duration'];
/** Undefined where it cannot be done, whichever of their kinds the sides are of. */
export function sumOf(op, left, right) {
    const possible = (SUMS[op] ?? OF_NUMBERS).filter(([one, other]) => mayBe(left, one) && mayBe(right, other));
    if (possible.length === 0) {
        return undefined;
    }
    const kinds = [...new Set(possible.map(([, , kind]) => kind))];
    return kinds.length > 1 && (left.kinds.length === 0 || right.kinds.length === 0) ? ANY : { kinds };
}
export function canBeOrdered(left, right) {
    return ORDERED.some((kind) => mayBe(left, kind) && mayBe(right, kind));
}
/** Whether values of the two can be equal. What is compared with null, to see whether it is there, always can. */
export function canBeEqual(left, right) {
    const mayBeNull = [left, right].some(({ kinds }) => kinds.length === 0 || kinds.includes('null'));
    return mayBeNull || mayBe(left, ...right.kinds);
}
//# sourceMappingURL=operators.js.map