import { hasMore } from '../actions/taken-away.js';
/** What is found out about the tasks of one execution while it is planned. */
export class PlanBook {
    /** Tasks whose unknown outputs the expression read that was evaluated last. */
    unknownNow = [];
    unknown = new Map();
    effects = new Map();
    destructive = new Set();
    touches = new Map();
    perhaps = new Map();
    tell(taskId, unknown) {
        this.unknownNow = unknown;
        if (unknown.length > 0) {
            const known = this.unknown.get(taskId) ?? new Set();
            unknown.forEach((one) => known.add(one));
            this.unknown.set(taskId, known);
        }
    }
    /** Tasks whose unknown outputs a task reads. */
    unknownFor(taskId) {
        return [...(this.unknown.get(taskId) ?? [])];
    }
    /** Begins a task run anew: what an earlier try of it would have done is not done twice. */
    begin(idempotencyKey) {
        this.effects.delete(idempotencyKey);
    }
    add(idempotencyKey, effect) {
        const known = this.effects.get(idempotencyKey);
        if (known) {
            known.push(effect);
        }
        else {
            this.effects.set(idempotencyKey, [effect]);
        }
    }
    /** What the task run changes takes something away from a user; null: from one that only a run would tell, who is not counted. */
    takesAway(idempotencyKey, touch) {
        this.destructive.add(idempotencyKey);
        if (touch) {
            const key = JSON.stringify([touch.directory, touch.user]);
            this.touches.set(key, this.touches.get(key) ?? touch);
        }
    }
    /** It does so to a user who has more than `allBut`: `meet` tells. */
    mayTakeAway(idempotencyKey, perhaps) {
        this.perhaps.set(idempotencyKey, perhaps);
    }
    /** Whom the task run meets; undefined: only its directory knows. */
    meet(idempotencyKey, user) {
        const perhaps = this.perhaps.get(idempotencyKey);
        if (perhaps && hasMore(user, perhaps.allBut)) {
            this.takesAway(idempotencyKey, perhaps.touch);
        }
    }
    isDestructive(idempotencyKey) {
        return this.destructive.has(idempotencyKey);
    }
    /** Users from whom something is taken away, each once, in their order. */
    get touched() {
        return [...this.touches.values()];
    }
    /** Effects of a task run, which are not asked for again. */
    take(idempotencyKey) {
        const effects = this.effects.get(idempotencyKey) ?? [];
        this.effects.delete(idempotencyKey);
        return effects;
    }
}
//# sourceMappingURL=plan-book.js.map