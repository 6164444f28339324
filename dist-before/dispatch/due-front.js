import { Pace } from '../config/pace.js';
/** A delivery whose commit takes longer than this is found by the next look at everything. */
const MARGIN_MS = 1_000;
/**
 * Where to look for what is due. Postgres keeps what was claimed as dead rows while anybody reads as of before, such as a
 * backup for an hour; to step over them costs more with every one. So a look begins just before the latest that
 * was claimed, and one in so many milliseconds looks at everything.
 */
export class DueFront {
    since = null;
    pace;
    constructor(everyMs) {
        this.pace = new Pace(everyMs);
    }
    /** `claim` takes up to `most` of what became due since then, the earliest first; null: since ever. */
    async look(most, claim) {
        if (!this.pace.isTime()) {
            return this.follow(await claim(this.since));
        }
        const claimed = await this.pace.keep(() => claim(null));
        if (claimed.length === most) {
            this.since = null; // there is more behind it
        }
        return this.follow(claimed);
    }
    follow(claimed) {
        const latest = Math.max(...claimed.map(({ dueAt }) => dueAt.getTime())) - MARGIN_MS;
        if (latest > (this.since?.getTime() ?? 0)) {
            this.since = new Date(latest);
        }
        return claimed;
    }
}
//# sourceMappingURL=due-front.js.map