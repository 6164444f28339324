/** Of the longest wait, what one turn of the event loop may spend on deliveries: several of them are behind an answer. */
const TURN_SHARE = 0.1;
/** Tells when a door has more before it than it can take, from how long those wait that it took. Times are in milliseconds. */
export class Crowd {
    longestMs;
    turnBegan = null;
    /** Since when turns of the event loop spend more than their share on deliveries, and when the last of them ended. */
    busy = null;
    /** How long the first in line may wait. */
    constructor(longestMs) {
        this.longestMs = longestMs;
    }
    /**
     * True when whoever comes now is better told to come again: the first in line waits for too long (`waitedMs`), or the
     * processor cannot follow, so that what is read late in a turn has waited unread. A burst that passes is no crowd.
     */
    isTooMuch(waitedMs) {
        const now = performance.now();
        const began = this.turnBegan ?? this.begin(now);
        const isBusy = this.busy !== null && now - this.busy.since > this.longestMs;
        return waitedMs > this.longestMs || (isBusy && now - began > this.longestMs * TURN_SHARE);
    }
    begin(began) {
        this.turnBegan = began;
        if (this.busy !== null && began - this.busy.until > this.longestMs) {
            this.busy = null;
        }
        setImmediate(() => this.end(began, performance.now()));
        return began;
    }
    end(began, now) {
        this.turnBegan = null;
        if (now - began > this.longestMs * TURN_SHARE) {
            this.busy ??= { since: began, until: now };
            this.busy.until = now;
        }
    }
}
//# sourceMappingURL=crowd.js.map