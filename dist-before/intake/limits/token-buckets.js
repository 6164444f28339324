/** Most buckets kept; the one not asked for longest is forgotten first, which fills it. */
const MAX_BUCKETS = 10_000;
/** A bucket of tokens for each name, in this process alone: a guard against floods, not a quota. */
export class TokenBuckets {
    rules;
    clock;
    buckets = new Map();
    constructor(rules, clock) {
        this.rules = rules;
        this.clock = clock;
    }
    /** Takes a token; false when there is none. */
    take(name) {
        const now = this.clock.now().getTime();
        const filled = this.filled(name, now);
        const isGiven = filled >= 1;
        this.keep(name, { tokens: isGiven ? filled - 1 : filled, at: now });
        return isGiven;
    }
    /** Whether there is a token to take. */
    holds(name) {
        return this.filled(name, this.clock.now().getTime()) >= 1;
    }
    filled(name, now) {
        const { tokens, at } = this.buckets.get(name) ?? { tokens: this.rules.burst, at: now };
        const back = (Math.max(0, now - at) / 1000) * this.rules.perSecond;
        return Math.min(this.rules.burst, tokens + back);
    }
    keep(name, bucket) {
        this.buckets.delete(name);
        this.buckets.set(name, bucket);
        if (this.buckets.size > MAX_BUCKETS) {
            this.buckets.delete(this.buckets.keys().next().value);
        }
    }
}
//# sourceMappingURL=token-buckets.js.map