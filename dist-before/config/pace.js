/** Looks may take so much of the time, however long one takes. */
const SHARE = 0.05;
/** When to do again what is done every so often: later than that when it takes long, so that it never takes all of the time. */
export class Pace {
    everyMs;
    nextAt = 0;
    constructor(everyMs) {
        this.everyMs = everyMs;
    }
    isTime() {
        return performance.now() >= this.nextAt;
    }
    async keep(work) {
        const begun = performance.now();
        try {
            return await work();
        }
        finally {
            const now = performance.now();
            this.nextAt = Math.max(begun + this.everyMs, now + (now - begun) / SHARE);
        }
    }
}
//# sourceMappingURL=pace.js.map