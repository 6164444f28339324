/** Lets work that arrives together share one commit: whatever waits while the last one runs goes into the next. */
export interface GroupCommitOptions {
  /** Most items of one commit. */
  readonly maxBatch: number;
  /** Commits under way at once. */
  readonly inFlight: number;
  /** Items that may wait; one more is refused at once with `tooMany`. */
  readonly maxWaiting?: number;
  readonly tooMany?: () => Error;
  /** True when the fault lies in the data, so that the items of a failed batch are tried one by one. */
  readonly isDataFault: (error: unknown) => boolean;
}

/** Before the first commit: what one takes on a disk that is not busy. */
const FIRST_COMMIT_MS = 5;
/** Share of the latest commit in the pace. */
const NEWS = 0.2;
/** So many times the pace counts a commit at most: one that hangs says little of the next. */
const SLOWEST = 4;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * No timer: an idle writer commits at once, a busy one in batches. `write` is one transaction that returns a result per
 * item, in order; it may be called again with the same items after it failed as a whole.
 */
export class GroupCommit<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  /** Commits under way, and items in them. */
  private flying = 0;
  private committing = 0;
  /** What a commit took of late. */
  private paceMs = FIRST_COMMIT_MS;
  private idle: (() => void)[] = [];

  constructor(
    private readonly write: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly options: GroupCommitOptions,
  ) {}

  /** Items that wait for a commit. */
  get depth(): number {
    return this.waiting.length;
  }

  /** How long all that is here takes to be committed, by the pace of the last commits; 0 when nothing is here. */
  get expectedWaitMs(): number {
    const { maxBatch, inFlight } = this.options;
    return ((this.waiting.length + this.committing) / (maxBatch * inFlight)) * this.paceMs;
  }

  /** Resolves once the item is committed; rejects with what refused it. */
  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const { maxWaiting, tooMany } = this.options;
      if (maxWaiting !== undefined && this.waiting.length >= maxWaiting) {
        reject(tooMany?.() ?? new Error('too much is waiting'));
        return;
      }
      this.waiting.push({ item, resolve, reject });
      if (this.waiting.length === 1) {
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
    while (this.waiting.length > 0 && this.flying < this.options.inFlight) {
      const batch = this.waiting.splice(0, this.options.maxBatch);
      this.flying += 1;
      this.committing += batch.length;
      const began = performance.now();
      void this.commit(batch).finally(() => {
        this.flying -= 1;
        this.committing -= batch.length;
        this.learn(performance.now() - began);
        this.pump();
        if (this.waiting.length === 0 && this.flying === 0) {
          this.idle.splice(0).forEach((resolve) => resolve());
        }
      });
    }
  }

  private learn(tookMs: number): void {
    this.paceMs += NEWS * (Math.min(tookMs, SLOWEST * this.paceMs) - this.paceMs);
  }

  private async commit(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index]!));
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
