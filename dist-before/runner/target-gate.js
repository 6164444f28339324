/** One target as one worker sees it: a breaker, and a bound on the calls that may be under way. */
/** Failures in a row that open the breaker. */
const FAILURES = 10;
/** How long it stays open, in milliseconds: twice as long each time the trial fails, too. */
const OPEN_MS = 5_000;
const OPEN_LONGEST_MS = 60_000;
/** A call that takes longer than this, in milliseconds, is slow; no call waits longer for room. */
export const SLOW_MS = 1_000;
/** Calls that were held come back this far apart, in milliseconds, and all within `RETURN_WITHIN_MS`. */
const RETURN_EVERY_MS = 20;
const RETURN_WITHIN_MS = 60_000;
/** Longest time a target's own `Retry-After` holds the others, in milliseconds. */
const ASKED_LONGEST_MS = 300_000;
export class TargetGate {
    options;
    /** Oldest first. */
    under = new Set();
    failures = 0;
    openMs = OPEN_MS;
    openUntil = 0;
    askedUntil = 0;
    trial = null;
    nextReturn = 0;
    waiting = new Set();
    /** `isOne`: what one call learns holds for all, as of a directory. `most`: calls that may be under way. */
    constructor(options) {
        this.options = options;
    }
    /**
     * Lets a call that has waited `waitedMs` pass, or says when to come back; null: there may be room in a moment.
     * Times are milliseconds of one clock that does not jump.
     */
    enter(now, waitedMs = 0) {
        if (now < this.askedUntil) {
            return this.hold('rate_limited', this.askedUntil, now);
        }
        if (this.failures >= FAILURES && (now < this.openUntil || this.trial !== null)) {
            return this.hold('breaker', Math.max(this.openUntil, now + SLOW_MS), now);
        }
        if (this.under.size >= this.options.most) {
            const [oldest] = this.under;
            const isSlow = waitedMs >= SLOW_MS || now - oldest.startedAt >= SLOW_MS;
            return isSlow ? this.hold('slow', now + SLOW_MS, now) : null;
        }
        const passage = { startedAt: now };
        this.under.add(passage);
        this.trial = this.failures >= FAILURES ? passage : null;
        return passage;
    }
    /** Resolves when a call left after everybody who asked before was told; at the latest after `ms`. */
    async room(ms) {
        await new Promise((resolve) => {
            const told = () => {
                clearTimeout(timer);
                this.waiting.delete(told);
                resolve();
            };
            const timer = setTimeout(told, ms);
            this.waiting.add(told);
        });
    }
    leave(passage, finding, now) {
        this.under.delete(passage);
        const [first] = this.waiting;
        first?.();
        const wasTrial = this.trial === passage;
        this.trial = wasTrial ? null : this.trial;
        if (finding.kind === 'works') {
            this.failures = 0;
            this.openMs = OPEN_MS;
        }
        else if (finding.kind === 'limits' && this.options.isOne) {
            this.askedUntil = Math.max(this.askedUntil, now + Math.min(ASKED_LONGEST_MS, finding.askedMs));
        }
        else if (finding.kind === 'fails' && this.options.isOne) {
            this.fail(wasTrial, now);
        }
    }
    state(now) {
        if (this.failures < FAILURES) {
            return 'closed';
        }
        return this.trial === null && now < this.openUntil ? 'open' : 'half_open';
    }
    /** Nothing is known of the target that a new gate would not know. */
    isFresh(now) {
        return (this.under.size + this.waiting.size === 0 &&
            this.failures === 0 &&
            now >= this.askedUntil &&
            now >= this.nextReturn);
    }
    fail(wasTrial, now) {
        this.failures += 1;
        if (wasTrial) {
            this.openMs = Math.min(OPEN_LONGEST_MS, this.openMs * 2);
        }
        if (wasTrial || this.failures === FAILURES) {
            this.openUntil = now + this.openMs;
        }
    }
    /** One after the other: what was held together does not return together. */
    hold(reason, from, now) {
        this.nextReturn = Math.min(now + RETURN_WITHIN_MS, Math.max(from, this.nextReturn + RETURN_EVERY_MS));
        return { reason, delayMs: Math.max(this.nextReturn, from) - now };
    }
}
//# sourceMappingURL=target-gate.js.map