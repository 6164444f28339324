import { Spacing } from '../config/spacing.js';

/** Lets work that arrives together share one commit: whatever waits while the last one runs goes into the next. */
export interface GroupCommitOptions {
  /** Most items of one commit. */
  readonly maxBatch: number;
  /** Commits under way at once. */
  readonly inFlight: number;
  /** Fewer items (default 1) wait for the commit that is under way: one of their own beside it costs more than it saves. */
  readonly worthwhile?: number;
  /** Fewer than `worthwhile` wait until a commit that was shared began so many milliseconds ago as well (default 0). */
  readonly everyMs?: number;
  /** Items that may wait; one more is refused at once with `tooMany`. */
  readonly maxWaiting?: number;
  readonly tooMany?: () => Error;
  /** True when the fault lies in the data, so that the items of a failed batch are tried one by one. */
  readonly isDataFault: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  /** By the monotonic clock, in milliseconds. */
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * An idle writer commits at once, a busy one in batches. `write` is one transaction that returns a result per
 * item, in order, or an error that refuses that item alone; it may be called again with the same items after it failed
 * as a whole.
 */
export class GroupCommit<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private flying = 0;
  private idle: (() => void)[] = [];
  private readonly spacing: Spacing;

  constructor(
    private readonly write: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>,
    private readonly options: GroupCommitOptions,
  ) {
    this.spacing = new Spacing(options.everyMs ?? 0, () => this.pump());
  }

  /** Items that wait for a commit. */
  get depth(): number {
    return this.waiting.length;
  }

  /** How long the first in line has waited for its commit to begin; 0 when nobody waits. */
  get waitedMs(): number {
    const first = this.waiting[0];
    return first === undefined ? 0 : performance.now() - first.since;
  }

  /** Resolves once the item is committed; rejects with what refused it. */
  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const { maxWaiting, tooMany } = this.options;
      if (maxWaiting !== undefined && this.waiting.length >= maxWaiting) {
        reject(tooMany?.() ?? new Error('too much is waiting'));
        return;
      }
      this.waiting.push({ item, since: performance.now(), resolve, reject });
      if (this.waiting.length === 1 || this.waiting.length === this.options.worthwhile) {
        // Lets everything of this turn of the event loop join before the batch is cut.
        setImmediate(() => this.pump());
      }
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    while (this.waiting.length > 0 || this.flying > 0) {
      await new Promise<void>((resolve) => this.idle.push(resolve));
    }
  }

  private pump(): void {
    while (this.flying < this.options.inFlight && this.isTime()) {
      const batch = this.waiting.splice(0, this.options.maxBatch);
      this.flying += 1;
      this.spacing.begin(batch.length);
      void this.commit(batch).finally(() => {
        this.flying -= 1;
        this.pump();
        if (this.waiting.length === 0 && this.flying === 0) {
          this.idle.splice(0).forEach((resolve) => resolve());
        }
      });
    }
  }

  private isTime(): boolean {
    const { worthwhile = 1 } = this.options;
    const { length } = this.waiting;
    return length >= worthwhile || (length > 0 && this.flying === 0 && this.spacing.mayBegin());
  }

  private async commit(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index]!;
        return result instanceof Error ? reject(result) : resolve(result);
      });
    } catch (error) {
      if (batch.length === 1 || !this.options.isDataFault(error)) {
        batch.forEach(({ reject }) => reject(error));
        return;
      }
      for (const one of batch) {
        await this.commit([one]); // one bad row fails its own caller only
      }
    }
  }
}
