import { NOT_WANTED } from './call.js';
import { keyOf } from './walk-state.js';
/** Calls of one execution that are under way in this worker. */
export class Calls {
    perform;
    flying = new Map();
    results = [];
    fault = null;
    wake = null;
    looking = false;
    constructor(
    /** Rejects only with what makes this worker let go of the execution, or with what becomes of the task. */
    perform) {
        this.perform = perform;
    }
    get running() {
        return new Set(this.flying.keys());
    }
    start({ journey, calls }) {
        for (const work of calls) {
            const key = keyOf(work.run.taskId, work.run.iteration);
            const controller = new AbortController();
            this.flying.set(key, controller);
            void this.perform(journey, work, controller.signal)
                .then((result) => this.results.push(result))
                .catch((error) => {
                this.fault ??= { error };
            })
                .finally(() => {
                this.flying.delete(key);
                this.wake?.();
            });
        }
    }
    /** Cuts off what is not wanted any more; its result still comes. */
    cut(keys) {
        keys.forEach((key) => this.flying.get(key)?.abort(NOT_WANTED));
    }
    /** Lets `next` return, with nothing if there is nothing. */
    look() {
        this.looking = true;
        this.wake?.();
    }
    /** What came back since it was last asked, once something did. Rejects with what makes the worker let go. */
    async next() {
        while (this.results.length === 0 && this.fault === null && this.flying.size > 0 && !this.looking) {
            await new Promise((resolve) => {
                this.wake = resolve;
            });
        }
        this.looking = false;
        if (this.fault) {
            throw this.fault.error;
        }
        return this.results.splice(0);
    }
}
//# sourceMappingURL=calls.js.map