import { kindOf } from '../ledger/limit-scope.js';
import { quotaName } from '../ledger/quota.js';
/**
 * Lets deliveries in, in their order, while every quota they count for has room, each one whole or not at all. Events in
 * `known` are repeats, as are those of the same key as one that was let in before: they count nothing. A source's event is
 * for several workflows: one that has used up its own quota does not keep it from the others.
 */
export class QuotaPlan {
    known;
    /** Events let in that nobody has seen before. */
    fresh = [];
    /** Of their executions those whose workflow has used up its quota: they end as they are recorded. */
    over = new Map();
    used;
    uses;
    seen = new Set();
    constructor(uses, known) {
        this.known = known;
        this.uses = new Map(uses.map((use) => [quotaName(use), use]));
        this.used = new Map(uses.map((use) => [quotaName(use), use.used]));
    }
    /** Null when the delivery is let in. */
    admit(delivery) {
        const fresh = this.freshOf(delivery);
        const over = new Map();
        const needs = new Map();
        for (const { source, executions } of fresh) {
            for (const execution of executions) {
                const { quotas } = execution;
                const own = source === null ? undefined : this.exceeded(quotas.filter(isOfWorkflow), needs);
                const exceeded = own ?? this.exceeded(quotas, needs);
                if (own) {
                    over.set(execution, own);
                }
                else if (exceeded) {
                    return exceeded;
                }
                else {
                    quotas.forEach((quota) => add(needs, quotaName(quota), 1));
                }
            }
        }
        needs.forEach((count, name) => add(this.used, name, count));
        over.forEach((exceeded, execution) => this.over.set(execution, exceeded));
        this.fresh.push(...fresh);
        fresh.forEach((event) => this.seen.add(keyOf(event)));
        return null;
    }
    freshOf(delivery) {
        const keys = new Set(this.seen);
        return delivery.filter((event) => {
            const isRepeat = this.known.has(event.id) || keys.has(keyOf(event));
            keys.add(keyOf(event));
            return !isRepeat;
        });
    }
    /** Of the quotas without room for one more execution the one that lasts longest. */
    exceeded(quotas, needs) {
        return quotas
            .flatMap((quota) => {
            const name = quotaName(quota);
            const used = this.used.get(name);
            const isFull = used + (needs.get(name) ?? 0) >= quota.limit;
            return isFull ? [{ ...quota, used, resetsIn: this.uses.get(name).resetsIn }] : [];
        })
            .toSorted((one, other) => other.resetsIn - one.resetsIn)[0];
    }
}
function add(counts, name, count) {
    counts.set(name, (counts.get(name) ?? 0) + count);
}
const isOfWorkflow = ({ scope }) => kindOf(scope) === 'workflow';
/** Under which an event is known, as text. */
export const keyOf = ({ hookId, dedupeKey }) => `${hookId} ${dedupeKey.toString('hex')}`;
//# sourceMappingURL=quota-plan.js.map