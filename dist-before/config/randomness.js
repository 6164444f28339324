import { randomFillSync } from 'node:crypto';
/** Drawn from the system in one go: a call for every few bytes costs more than what they are for. */
const POOL_BYTES = 8192;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;
/** `length` random bytes from the system's generator (at most 256), each given out once. */
export function freshBytes(length) {
    if (used + length > POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + length));
    pool.fill(0, used, used + length); // what was given out is nobody else's to find
    used += length;
    return bytes;
}
//# sourceMappingURL=randomness.js.map