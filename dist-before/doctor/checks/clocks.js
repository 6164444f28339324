import { fail, ok, warn } from '../finding.js';
/** Leases bear 15 s by default, signed timestamps minutes; more than this shows in order and in waits. */
const NOTICEABLE_MS = 1000;
const HARMFUL_MS = 10_000;
/** `aheadMs` by whose clock it is; ours is what they are compared with. */
export function checkClocks(aheadMs) {
    const seen = Object.entries(aheadMs)
        .map(([whose, ms]) => `${whose} ${ms < 0 ? 'behind' : 'ahead'} by ${(Math.abs(ms) / 1000).toFixed(1)} s`)
        .join(', ');
    const worst = Math.max(...Object.values(aheadMs).map(Math.abs));
    const todo = 'let all hosts take their time from the same place (NTP)';
    if (worst < NOTICEABLE_MS) {
        return ok('clocks', seen);
    }
    return worst < HARMFUL_MS ? warn('clocks', seen, todo) : fail('clocks', seen, todo);
}
//# sourceMappingURL=clocks.js.map