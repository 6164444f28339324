import { SLICES, verdictOf, } from './throttle-rule.js';
/** Keys are few, as many as there are hooks; past this those that count nothing any more are forgotten. */
const MOST_KEYS = 10_000;
/** Counts requests in this process: what the script in Redis does for all of them. */
export class LocalWindows {
    windows = new Map();
    /** Counts a request under every rule, or under none when one has no room. `now` in epoch milliseconds. */
    take(rules, now) {
        this.forgetOld(now);
        const open = rules.map((rule) => ({ rule, counts: this.countsOf(rule, now) }));
        const allowed = open.every(({ rule, counts }) => total(counts) < rule.limit);
        if (allowed) {
            for (const { rule, counts } of open) {
                const slice = sliceOf(rule, now);
                counts.set(slice, (counts.get(slice) ?? 0) + 1);
            }
        }
        return verdictOf(allowed, open.map(({ rule, counts }) => stateOf(rule, counts, now)));
    }
    countsOf(rule, now) {
        const name = `${rule.windowMs} ${rule.key}`;
        const { counts } = this.windows.get(name) ?? { counts: new Map() };
        this.windows.set(name, { counts, until: now + 2 * rule.windowMs });
        for (const slice of counts.keys()) {
            if (slice < sliceOf(rule, now) - SLICES) {
                counts.delete(slice);
            }
        }
        return counts;
    }
    forgetOld(now) {
        if (this.windows.size > MOST_KEYS) {
            for (const [name, { until }] of this.windows) {
                if (until < now) {
                    this.windows.delete(name);
                }
            }
        }
    }
}
const sliceOf = ({ windowMs }, now) => Math.floor((now * SLICES) / windowMs);
const total = (counts) => [...counts.values()].reduce((sum, count) => sum + count, 0);
function stateOf(rule, counts, now) {
    const used = total(counts);
    const slices = [...counts.keys()].toSorted((one, other) => one - other);
    let left = used;
    let leaving = slices[0] ?? sliceOf(rule, now);
    for (const slice of slices) {
        leaving = slice;
        left -= counts.get(slice);
        if (left < rule.limit) {
            break;
        }
    }
    return { rule, used, waitMs: Math.ceil(((leaving + SLICES + 1) * rule.windowMs) / SLICES - now) };
}
//# sourceMappingURL=local-windows.js.map