import { Spacing } from '../config/spacing.js';
/**
 * An idle writer commits at once, a busy one in batches. `write` is one transaction that returns a result per
 * item, in order, or an error that refuses that item alone; it may be called again with the same items after it failed
 * as a whole.
 */
export class GroupCommit {
    write;
    options;
    waiting = [];
    flying = 0;
    idle = [];
    spacing;
    constructor(write, options) {
        this.write = write;
        this.options = options;
        this.spacing = new Spacing(options.everyMs ?? 0, () => this.pump());
    }
    /** Items that wait for a commit. */
    get depth() {
        return this.waiting.length;
    }
    /** How long the first in line has waited for its commit to begin; 0 when nobody waits. */
    get waitedMs() {
        const first = this.waiting[0];
        return first === undefined ? 0 : performance.now() - first.since;
    }
    /** Resolves once the item is committed; rejects with what refused it. */
    submit(item) {
        return new Promise((resolve, reject) => {
            const { maxWaiting, tooMany } = this.options;
            if (maxWaiting !== undefined && this.waiting.length >= maxWaiting) {
                reject(tooMany?.() ?? new Error('too much is waiting'));
                return;
            }
            this.waiting.push({ item, since: performance.now(), resolve, reject });
            if (this.waiting.length === 1 || this.waiting.length === this.options.worthwhile) {
                // Lets everything of this turn of the event loop join before the batch is cut.
                setImmediate(() => this.pump());
            }
        });
    }
    /** Resolves when nothing waits and nothing is under way. */
    async drained() {
        while (this.waiting.length > 0 || this.flying > 0) {
            await new Promise((resolve) => this.idle.push(resolve));
        }
    }
    pump() {
        while (this.flying < this.options.inFlight && this.isTime()) {
            const batch = this.waiting.splice(0, this.options.maxBatch);
            this.flying += 1;
            this.spacing.begin(batch.length);
            void this.commit(batch).finally(() => {
                this.flying -= 1;
                this.pump();
                if (this.waiting.length === 0 && this.flying === 0) {
                    this.idle.splice(0).forEach((resolve) => resolve());
                }
            });
        }
    }
    isTime() {
        const { worthwhile = 1 } = this.options;
        const { length } = this.waiting;
        return length >= worthwhile || (length > 0 && this.flying === 0 && this.spacing.mayBegin());
    }
    async commit(batch) {
        try {
            const results = await this.write(batch.map(({ item }) => item));
            batch.forEach(({ resolve, reject }, index) => {
                const result = results[index];
                return result instanceof Error ? reject(result) : resolve(result);
            });
        }
        catch (error) {
            if (batch.length === 1 || !this.options.isDataFault(error)) {
                batch.forEach(({ reject }) => reject(error));
                return;
            }
            for (const one of batch) {
                await this.commit([one]); // one bad row fails its own caller only
            }
        }
    }
}
//# sourceMappingURL=group-commit.js.map