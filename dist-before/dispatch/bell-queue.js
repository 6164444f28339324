import { Spacing } from '../config/spacing.js';
/** Claims under way at once. */
const IN_FLIGHT = 2;
/** Shared claims begin so far apart, or when there is as much for one to take, or as the worker takes at all. */
export const CLAIMS_EVERY_MS = 25;
export const PLENTY = 250;
/** What a bell counts for at least: its job holds one of the few places of the processor until it is answered. */
const LEAST = 25;
/**
 * Bells that a worker has yet to answer, those that wait together by one claim. They wait until there is room for all
 * they ring for, or for a quarter of what the worker takes: a claim for every slot that comes free would cost more than
 * the work.
 */
export class BellQueue {
    capacity;
    free;
    answer;
    waiting = [];
    flying = 0;
    spacing = new Spacing(CLAIMS_EVERY_MS, () => this.pump());
    constructor(capacity, free, answer) {
        this.capacity = capacity;
        this.free = free;
        this.answer = answer;
    }
    /** Resolves when the bell was answered. */
    push({ ids, scopes }) {
        return new Promise((resolve, reject) => {
            this.waiting.push({ ids, scopes, resolve, reject });
            setImmediate(() => this.pump()); // what rings in this turn is answered together
        });
    }
    get length() {
        return this.waiting.length;
    }
    /** The next bell is answered at once, and what waits with it. */
    hurry() {
        this.spacing.skip();
    }
    /** Answers what there is room for. Call it whenever room may have come. */
    pump() {
        while (this.flying < IN_FLIGHT && this.isTime()) {
            const together = this.fitting();
            if (together.length === 0) {
                return;
            }
            this.flying += 1;
            this.spacing.begin(together.reduce((sum, { ids }) => sum + ids.length, 0));
            void this.answerTogether(together).finally(() => {
                this.flying -= 1;
                this.pump();
            });
        }
    }
    /** Takes everything out unanswered. */
    clear() {
        const left = this.waiting;
        this.waiting = [];
        left.forEach(({ resolve }) => resolve());
        return left;
    }
    isTime() {
        const waiting = this.waiting.reduce((sum, { ids }) => sum + Math.max(ids.length, LEAST), 0);
        return waiting >= Math.min(PLENTY, this.capacity) || (waiting > 0 && this.spacing.mayBegin());
    }
    fitting() {
        const together = [];
        let room = this.free();
        const enough = Math.max(1, Math.floor(this.capacity / 4));
        for (let next = this.waiting[0]; next; next = this.waiting[0]) {
            if (next.ids.length <= room) {
                together.push(next);
                this.waiting.shift();
                room -= next.ids.length;
                continue;
            }
            if (together.length === 0 && room >= enough) {
                const first = {
                    ...next,
                    ids: next.ids.slice(0, room),
                    resolve: () => undefined,
                    reject: () => undefined,
                };
                together.push(first);
                this.waiting[0] = { ...next, ids: next.ids.slice(room) };
            }
            break;
        }
        return together;
    }
    async answerTogether(together) {
        const ids = together.flatMap((bell) => bell.ids);
        const scopes = [...new Set(together.flatMap((bell) => bell.scopes))];
        try {
            await this.answer({ ids, scopes });
            together.forEach(({ resolve }) => resolve());
        }
        catch (error) {
            together.forEach(({ reject }) => reject(error));
        }
    }
}
//# sourceMappingURL=bell-queue.js.map