/** How soon something is looked at for the first time, and how much later each time. */
const FIRST_MS = 10;
const GROWTH = 1.5;
const MOST_MS = 500;
/** Least time from one round to the next: so often, and no oftener, the ledger is asked, however many wait. */
const BETWEEN_MS = 10;

interface Turn {
  /** By the monotonic clock, in milliseconds. */
  dueAt: number;
  everyMs: number;
}

/**
 * Looks at many things now and then, at all that are due in one go: soon at first, then more and more seldom. One round
 * at a time; what a failed round was to look at has its next turn.
 */
export class Rounds<T> {
  private readonly turns = new Map<T, Turn>();
  private timer: NodeJS.Timeout | null = null;
  private firesAt = Infinity;
  private looking = false;

  constructor(
    private readonly look: (due: readonly T[]) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  get size(): number {
    return this.turns.size;
  }

  /** From now on it is looked at, soon. Of something that is looked at already: soon again. */
  add(one: T): void {
    const dueAt = performance.now() + FIRST_MS;
    this.turns.set(one, { dueAt, everyMs: FIRST_MS });
    this.wakeAt(dueAt);
  }

  remove(one: T): void {
    this.turns.delete(one);
    if (this.turns.size === 0) {
      this.sleep();
    }
  }

  private wakeAt(time: number): void {
    if (!this.looking && time < this.firesAt) {
      this.sleep();
      this.firesAt = time;
      this.timer = setTimeout(() => void this.round(), Math.max(BETWEEN_MS, time - performance.now()));
    }
  }

  private sleep(): void {
    clearTimeout(this.timer ?? undefined);
    this.timer = null;
    this.firesAt = Infinity;
  }

  private async round(): Promise<void> {
    this.sleep();
    this.looking = true;
    try {
      const due = this.takeDue();
      if (due.length > 0) {
        await this.look(due);
      }
    } catch (error) {
      this.onError(error);
    } finally {
      this.looking = false;
      this.wakeAt(this.firstDue());
    }
  }

  private firstDue(): number {
    let first = Infinity;
    for (const { dueAt } of this.turns.values()) {
      first = Math.min(first, dueAt);
    }
    return first;
  }

  /** Those whose time has come, or comes before another round could be made for them. */
  private takeDue(): T[] {
    const now = performance.now();
    const due: T[] = [];
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
