/** How long turns keep their distance after one that was shared, in milliseconds. */
const LINGER_MS = 1_000;
/**
 * The distance between turns that share their cost: once two have met in one, turns begin `everyMs` apart, so that more
 * of them meet in the next. Whoever comes alone, again and again, does not wait.
 */
export class Spacing {
    everyMs;
    again;
    began = -Infinity;
    shared = -Infinity;
    timer = null;
    /** `again` is called when a turn may begin that might not before. */
    constructor(everyMs, again) {
        this.everyMs = everyMs;
        this.again = again;
    }
    mayBegin() {
        const now = performance.now();
        const leftMs = now - this.shared < LINGER_MS ? this.began + this.everyMs - now : 0;
        if (leftMs > 0) {
            this.timer ??= setTimeout(() => this.ring(), Math.ceil(leftMs));
        }
        return leftMs <= 0;
    }
    /** A turn of `count` begins now. */
    begin(count) {
        this.began = performance.now();
        if (count > 1) {
            this.shared = this.began;
        }
    }
    /** The next turn may begin at once. */
    skip() {
        this.began = -Infinity;
    }
    ring() {
        this.timer = null;
        this.again();
    }
}
//# sourceMappingURL=spacing.js.map