/** Does something again and again, never twice at a time; a failure only waits for the next turn. */
export class Ticker {
  private timer: NodeJS.Timeout | null = null;
  private turn: Promise<void> = Promise.resolve();
  private stopped = true;

  /** `everyMs` may be a function: it is asked before each wait. `turn` may say to come again at once. */
  constructor(
    private readonly everyMs: number | (() => number),
    private readonly work: () => Promise<boolean | void>,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  start(): void {
    this.stopped = false;
    this.wait(this.interval());
  }

  /** Resolves when the turn under way is over. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer ?? undefined);
    await this.turn;
  }

  private interval(): number {
    return typeof this.everyMs === 'function' ? this.everyMs() : this.everyMs;
  }

  private wait(ms: number): void {
    if (!this.stopped) {
      this.timer = setTimeout(() => {
        this.turn = this.once();
      }, ms);
    }
  }

  private async once(): Promise<void> {
    let more: boolean | void = false;
    try {
      more = await this.work();
    } catch (error) {
      this.onError(error);
    }
    this.wait(more ? 0 : this.interval());
  }
}
