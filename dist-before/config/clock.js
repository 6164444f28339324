import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { freshBytes } from './randomness.js';
export const systemClock = { now: () => new Date() };
export const CLOCK = Symbol('CLOCK');
/**
 * UUIDv7 (RFC 9562 section 5.7): the first 48 bits are milliseconds, so an id tells when it was made and which partition
 * it is in. Those of one process rise.
 */
export function newId() {
    const now = Date.now();
    const random = freshBytes(16);
    if (now > msecs) {
        msecs = now;
        seq = random.readUInt32BE(6) >>> 1; // leaves room to count up within the millisecond
    }
    else {
        seq = (seq + 1) | 0;
        msecs += seq === 0 ? 1 : 0;
    }
    return v7({ random, msecs, seq });
}
let msecs = 0;
let seq = 0;
export const randomId = () => randomUUID();
//# sourceMappingURL=clock.js.map