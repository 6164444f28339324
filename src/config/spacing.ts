/** How long turns keep their distance after one that was shared, in milliseconds. */
const LINGER_MS = 1_000;

/**
 * The distance between turns that share their cost: once two have met in one, turns begin `everyMs` apart, so that more
 * of them meet in the next. Whoever comes alone, again and again, does not wait.
 */
export class Spacing {
  private began = -Infinity;
  private shared = -Infinity;
  private timer: NodeJS.Timeout | null = null;

  /** `again` is called when a turn may begin that might not before. */
  constructor(
    private readonly everyMs: number,
    private readonly again: () => void,
  ) {}

  mayBegin(): boolean {
    const now = performance.now();
    const leftMs = now - this.shared < LINGER_MS ? this.began + this.everyMs - now : 0;
    if (leftMs > 0) {
      this.timer ??= setTimeout(() => this.ring(), Math.ceil(leftMs));
    }
    return leftMs <= 0;
  }

  /** A turn of `count` begins now. */
  begin(count: number): void {
    this.began = performance.now();
    if (count > 1) {
      this.shared = this.began;
    }
  }

  /** The next turn may begin at once. */
  skip(): void {
    this.began = -Infinity;
  }

  private ring(): void {
    this.timer = null;
    this.again();
  }
}
