import type { PastExecution, PastRun } from './past-event.view.js';
import type { Effect, Plan } from './plan.js';

/** Different names a count has; what comes after is `other`. */
const MOST_NAMES = 200;

export type Counts = Readonly<Record<string, number>>;

/** How often something was, and would be. */
export interface BeforeAndAfter {
  readonly before: Counts;
  readonly after: Counts;
}

export interface BacktestReport {
  /** Events that were looked at. */
  readonly events: number;
  /** Of them, those that a trigger took then and takes now. */
  readonly matched: { readonly before: number; readonly after: number; readonly both: number };
  /** Executions by how they ended. */
  readonly statuses: BeforeAndAfter;
  /** `task status`, and `task -> way` where one was taken, outside of loops. */
  readonly tasks: BeforeAndAfter;
  /** `user.disable main`, `POST https://host`, `audit verb`. */
  readonly effects: Counts;
  /** Of them, those that take something away from a user. */
  readonly destructive: Counts;
  /** `code: message`. */
  readonly errors: Counts;
  /** Plans that read what only a run would tell. */
  readonly unknown: number;
}

/** Counts what a draft would do, against what happened; takes no more memory the more it sees. */
export class BacktestTally {
  private events = 0;
  private readonly matched = { before: 0, after: 0, both: 0 };
  private readonly statuses = { before: new Tally(), after: new Tally() };
  private readonly tasks = { before: new Tally(), after: new Tally() };
  private readonly effects = new Tally();
  private readonly destructive = new Tally();
  private readonly errors = new Tally();
  private unknown = 0;

  add(plan: Plan, past: PastExecution | null, runs: readonly PastRun[]): void {
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

  report(): BacktestReport {
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

  private addPast(past: PastExecution | null, runs: readonly PastRun[]): void {
    if (past) {
      this.statuses.before.add(past.status);
    }
    runs.forEach(({ task, status, output }) =>
      namesOf(task, status, output).forEach((name) => this.tasks.before.add(name)),
    );
  }

  private addPlan({ status, error, tasks }: Plan): void {
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
  private readonly byName = new Map<string, number>();

  add(name: string): void {
    const isKnown = this.byName.has(name) || this.byName.size < MOST_NAMES;
    const key = isKnown ? name : 'other';
    this.byName.set(key, (this.byName.get(key) ?? 0) + 1);
  }

  counts(): Counts {
    return Object.fromEntries([...this.byName].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}

function both({ before, after }: { before: Tally; after: Tally }): BeforeAndAfter {
  return { before: before.counts(), after: after.counts() };
}

/** How the task ended, and the way it took. */
function namesOf(task: string, status: string, output: unknown): string[] {
  const { taken, case: name } = (typeof output === 'object' && output !== null ? output : {}) as Record<
    string,
    unknown
  >;
  const way = typeof name === 'string' ? name : taken;
  return [`${task} ${status}`, ...(typeof taken === 'string' ? [`${task} -> ${String(way)}`] : [])];
}

function effectName(effect: Effect): string {
  switch (effect.kind) {
    case 'change':
      return `${effect.change} ${effect.directory}`;
    case 'call':
      return `${effect.method} ${URL.canParse(effect.url) ? new URL(effect.url).origin : '[unknown]'}`;
    case 'audit':
      return `audit ${effect.verb}`;
  }
}
