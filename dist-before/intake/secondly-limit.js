const SECOND_MS = 1000;
/** So many in one second over all keys, and so many of one key. Remembers one second alone. */
export class SecondlyLimit {
    most;
    mostOfKey;
    since = -Infinity;
    total = 0;
    ofKey = new Map();
    constructor(most, mostOfKey) {
        this.most = most;
        this.mostOfKey = mostOfKey;
    }
    /** Whether one more may be, and then it counts. `nowMs` rises. */
    allows(key, nowMs) {
        if (nowMs - this.since >= SECOND_MS) {
            this.since = nowMs;
            this.total = 0;
            this.ofKey.clear();
        }
        const count = this.ofKey.get(key) ?? 0;
        if (this.total >= this.most || count >= this.mostOfKey) {
            return false;
        }
        this.total += 1;
        this.ofKey.set(key, count + 1);
        return true;
    }
}
//# sourceMappingURL=secondly-limit.js.map