/** How soon something is looked at for the first time, and how much later each time. */
const FIRST_MS = 10;
const GROWTH = 1.5;
const MOST_MS = 500;
/** Least time from one round to the next: so often, and no oftener, the ledger is asked, however many wait. */
const BETWEEN_MS = 10;
/**
 * Looks at many things now and then, at all that are due in one go: soon at first, then more and more seldom. One round
 * at a time; what a failed round was to look at has its next turn.
 */
export class Rounds {
    look;
    onError;
    turns = new Map();
    timer = null;
    firesAt = Infinity;
    looking = false;
    constructor(look, onError) {
        this.look = look;
        this.onError = onError;
    }
    get size() {
        return this.turns.size;
    }
    /** From now on it is looked at, soon. Of something that is looked at already: soon again. */
    add(one) {
        const dueAt = performance.now() + FIRST_MS;
        this.turns.set(one, { dueAt, everyMs: FIRST_MS });
        this.wakeAt(dueAt);
    }
    remove(one) {
        this.turns.delete(one);
        if (this.turns.size === 0) {
            this.sleep();
        }
    }
    wakeAt(time) {
        if (!this.looking && time < this.firesAt) {
            this.sleep();
            this.firesAt = time;
            this.timer = setTimeout(() => void this.round(), Math.max(BETWEEN_MS, time - performance.now()));
        }
    }
    sleep() {
        clearTimeout(this.timer ?? undefined);
        this.timer = null;
        this.firesAt = Infinity;
    }
    async round() {
        this.sleep();
        this.looking = true;
        try {
            const due = this.takeDue();
            if (due.length > 0) {
                await this.look(due);
            }
        }
        catch (error) {
            this.onError(error);
        }
        finally {
            this.looking = false;
            this.wakeAt(this.firstDue());
        }
    }
    firstDue() {
        let first = Infinity;
        for (const { dueAt } of this.turns.values()) {
            first = Math.min(first, dueAt);
        }
        return first;
    }
    /** Those whose time has come, or comes before another round could be made for them. */
    takeDue() {
        const now = performance.now();
        const due = [];
        for (const [one, turn] of this.turns) {
            if (turn.dueAt <= now + BETWEEN_MS / 2) {
                due.push(one);
                turn.everyMs = Math.min(MOST_MS, turn.everyMs * GROWTH);
                turn.dueAt = now + turn.everyMs;
            }
        }
        return due;
    }
}
//# sourceMappingURL=rounds.js.map