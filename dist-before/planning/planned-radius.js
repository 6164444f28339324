import { limitOf, sizeThatMatters, termsOf } from '../runner/radius-terms.js';
/** Counts for each workflow what a real run would count, from an empty window on. */
export class RadiusBook {
    usual;
    sizeOf;
    byWorkflow = new Map();
    constructor(usual, sizeOf) {
        this.usual = usual;
        this.sizeOf = sizeOf;
    }
    /** What the plan of one event touches; events must come in the order of their times. */
    async count(touched, event) {
        for (const touch of touched) {
            const name = `${touch.document.namespace}/${touch.document.id}`;
            const tally = this.byWorkflow.get(name) ?? new RadiusTally(touch.document, this.usual, this.sizeOf);
            this.byWorkflow.set(name, tally);
            await tally.touch(touch, event);
        }
    }
    /** Of workflows that touch nobody nothing is told. */
    report() {
        return [...this.byWorkflow].map(([workflow, tally]) => ({ workflow, ...tally.report() }));
    }
}
class RadiusTally {
    sizeOf;
    terms;
    limits = new Map();
    ever = new Set();
    /** Users by the last time, the longest ago first. */
    within = new Map();
    asks = 0;
    first = null;
    constructor(document, usual, sizeOf) {
        this.sizeOf = sizeOf;
        this.terms = termsOf(document, usual);
    }
    async touch({ task, directory, user }, { id, at }) {
        const key = JSON.stringify([directory, user]);
        this.ever.add(key);
        if (this.terms === null) {
            return;
        }
        const limit = await this.limitFor(directory, this.terms);
        this.forgetUntil(at.getTime() - this.terms.windowMs);
        if (!this.within.delete(key) && this.within.size >= limit) {
            const event = id === '' ? null : id;
            this.asks += 1;
            this.first ??= { at: at.toISOString(), event, task, user: this.within.size + 1 };
            this.within.clear(); // approved: the count begins anew
        }
        this.within.set(key, at.getTime());
    }
    report() {
        const least = Math.min(...this.limits.values());
        return {
            users: this.ever.size,
            limit: Number.isFinite(least) ? least : null,
            windowMs: this.terms?.windowMs ?? null,
            asks: this.asks,
            first: this.first,
        };
    }
    async limitFor(directory, terms) {
        const most = sizeThatMatters(terms);
        const limit = this.limits.get(directory) ?? limitOf(terms, most === 0 ? null : await this.sizeOf(directory, most));
        this.limits.set(directory, limit);
        return limit;
    }
    forgetUntil(time) {
        for (const [user, last] of this.within) {
            if (last > time) {
                return;
            }
            this.within.delete(user);
        }
    }
}
//# sourceMappingURL=planned-radius.js.map