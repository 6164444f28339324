import { createHash, timingSafeEqual } from 'node:crypto';
export function sha256(data) {
    return createHash('sha256').update(data).digest();
}
/** Whether the bytes are the same, in a time that depends on the lengths alone. */
export function isSameBytes(left, right) {
    return left.length === right.length && timingSafeEqual(left, right);
}
/** Whether two texts, or a text and bytes that are UTF-8, are the same; compared as digests, so that not even the length shows. */
export function isSameText(left, right) {
    return timingSafeEqual(sha256(left), sha256(right));
}
/** Index of the entry of `known` that equals one of `offered`, or -1. Compares every pair: no early exit. */
export function indexOfMatch(offered, known) {
    let found = -1;
    for (let index = known.length - 1; index >= 0; index -= 1) {
        for (const candidate of offered) {
            if (isSameBytes(candidate, known[index])) {
                found = index;
            }
        }
    }
    return found;
}
//# sourceMappingURL=constant-time.js.map