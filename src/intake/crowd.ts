/** Of the longest wait, what one turn of the event loop may spend on deliveries: several of them are behind an answer. */
const TURN_SHARE = 0.2;

/** Tells when a door has more before it than it can take, from how long those wait that it took. Times are in milliseconds. */
export class Crowd {
  private turnBegan: number | null = null;
  private turnEnded = -Infinity;
  /** Since when every turn of the event loop has spent more than its share on deliveries. */
  private busySince: number | null = null;

  constructor(private readonly longestMs: number) {}

  /**
   * True when whoever comes now is better told to come again: the first in line waits for too long (`waitedMs`), or the
   * processor cannot follow, so that what is read late in a turn has waited unread. A burst that passes is no crowd.
   */
  isTooMuch(waitedMs: number): boolean {
    const now = performance.now();
    const began = this.turnBegan ?? this.begin(now);
    const isBusy = this.busySince !== null && now - this.busySince > this.longestMs;
    return waitedMs > this.longestMs || (isBusy && now - began > this.share);
  }

  private begin(now: number): number {
    this.turnBegan = now;
    if (now - this.turnEnded > this.longestMs) {
      this.busySince = null;
    }
    setImmediate(() => {
      this.turnEnded = performance.now();
      this.busySince = this.turnEnded - now > this.share ? (this.busySince ?? now) : null;
      this.turnBegan = null;
    });
    return now;
  }

  private get share(): number {
    return this.longestMs * TURN_SHARE;
  }
}
