/** Does something again and again, never twice at a time; a failure only waits for the next turn. */
export class Ticker {
    everyMs;
    work;
    onError;
    timer = null;
    turn = Promise.resolve();
    stopped = true;
    /** `everyMs` may be a function: it is asked before each wait. `turn` may say to come again at once. */
    constructor(everyMs, work, onError = () => undefined) {
        this.everyMs = everyMs;
        this.work = work;
        this.onError = onError;
    }
    start() {
        this.stopped = false;
        this.wait(this.interval());
    }
    /** Resolves when the turn under way is over. */
    async stop() {
        this.stopped = true;
        clearTimeout(this.timer ?? undefined);
        await this.turn;
    }
    interval() {
        return typeof this.everyMs === 'function' ? this.everyMs() : this.everyMs;
    }
    wait(ms) {
        if (!this.stopped) {
            this.timer = setTimeout(() => {
                this.turn = this.once();
            }, ms);
        }
    }
    async once() {
        let more = false;
        try {
            more = await this.work();
        }
        catch (error) {
            this.onError(error);
        }
        this.wait(more ? 0 : this.interval());
    }
}
//# sourceMappingURL=ticker.js.map