/** Different names a count has; what comes after is `other`. */
const MOST_NAMES = 200;
/** Counts what a draft would do, against what happened; takes no more memory the more it sees. */
export class BacktestTally {
    events = 0;
    matched = { before: 0, after: 0, both: 0 };
    statuses = { before: new Tally(), after: new Tally() };
    tasks = { before: new Tally(), after: new Tally() };
    effects = new Tally();
    destructive = new Tally();
    errors = new Tally();
    unknown = 0;
    add(plan, past, runs) {
        const isMatched = plan.trigger !== null;
        this.events += 1;
        this.matched.before += past ? 1 : 0;
        this.matched.after += isMatched ? 1 : 0;
        this.matched.both += past && isMatched ? 1 : 0;
        this.addPast(past, runs);
        if (isMatched) {
            this.addPlan(plan);
        }
    }
    report() {
        const { events, unknown } = this;
        return {
            events,
            matched: { ...this.matched },
            statuses: both(this.statuses),
            tasks: both(this.tasks),
            effects: this.effects.counts(),
            destructive: this.destructive.counts(),
            errors: this.errors.counts(),
            unknown,
        };
    }
    addPast(past, runs) {
        if (past) {
            this.statuses.before.add(past.status);
        }
        runs.forEach(({ task, status, output }) => namesOf(task, status, output).forEach((name) => this.tasks.before.add(name)));
    }
    addPlan({ status, error, tasks }) {
        this.statuses.after.add(status);
        if (error) {
            this.errors.add(`${error.code}: ${error.message}`.slice(0, 200));
        }
        for (const { task, rounds, status, output, effects } of tasks) {
            const names = rounds.length === 0 ? namesOf(task, status, output) : [];
            names.forEach((name) => this.tasks.after.add(name));
            for (const effect of effects) {
                this.effects.add(effectName(effect));
                if (effect.kind === 'change' && effect.destructive) {
                    this.destructive.add(effectName(effect));
                }
            }
        }
        this.unknown += tasks.some(({ unknown }) => unknown.length > 0) ? 1 : 0;
    }
}
class Tally {
    byName = new Map();
    add(name) {
        const isKnown = this.byName.has(name) || this.byName.size < MOST_NAMES;
        const key = isKnown ? name : 'other';
        this.byName.set(key, (this.byName.get(key) ?? 0) + 1);
    }
    counts() {
        return Object.fromEntries([...this.byName].toSorted(([one], [other]) => (one < other ? -1 : 1)));
    }
}
function both({ before, after }) {
    return { before: before.counts(), after: after.counts() };
}
/** How the task ended, and the way it took. */
function namesOf(task, status, output) {
    const { taken, case: name } = (typeof output === 'object' && output !== null ? output : {});
    const way = typeof name === 'string' ? name : taken;
    return [`${task} ${status}`, ...(typeof taken === 'string' ? [`${task} -> ${String(way)}`] : [])];
}
function effectName(effect) {
    switch (effect.kind) {
        case 'change':
            return `${effect.change} ${effect.directory}`;
        case 'call':
            return `${effect.method} ${URL.canParse(effect.url) ? new URL(effect.url).origin : '[unknown]'}`;
        case 'audit':
            return `audit ${effect.verb}`;
    }
}
//# sourceMappingURL=backtest-tally.js.map