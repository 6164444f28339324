/** What was read, kept in memory by key until somebody forgets it: however many ask, it is read once. A read that failed is not kept. */
export class KeptReads {
    capacity;
    kept = new Map();
    /** With a `capacity`, what was kept longest goes first. */
    constructor(capacity = Infinity) {
        this.capacity = capacity;
    }
    /** From now on as many are kept. */
    resize(capacity) {
        this.capacity = capacity;
    }
    /** Throws what `read` throws. */
    get(key, read) {
        const known = this.kept.get(key);
        if (known) {
            return known;
        }
        const reading = read();
        this.kept.set(key, reading);
        reading.catch(() => {
            if (this.kept.get(key) === reading) {
                this.kept.delete(key); // not a later one, begun after this one was forgotten
            }
        });
        if (this.kept.size > this.capacity) {
            this.kept.delete(this.kept.keys().next().value);
        }
        return reading;
    }
    forget() {
        this.kept.clear();
    }
}
//# sourceMappingURL=kept-reads.js.map