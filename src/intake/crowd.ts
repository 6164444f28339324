/** What one turn of the event loop may spend on deliveries: several of them are behind an answer. */
const TURN_MS = 50;
/** A burst is over by then. */
const LASTING_MS = 250;

/** Tells when a door has more before it than it can take, from how long those wait that it took. Times are in milliseconds. */
export class Crowd {
  private turnBegan: number | null = null;
  private turnEnded = -Infinity;
  /** Since when every turn of the event loop has spent more than that on deliveries. */
  private busySince: number | null = null;

  /** How long the first in line may wait. */
  constructor(private readonly longestMs: number) {}

  /**
   * True when whoever comes now is better told to come again: the first in line waits for too long (`waitedMs`), or the
   * processor cannot follow, so that what is read late in a turn has waited unread. A burst that passes is no crowd.
   */
  isTooMuch(waitedMs: number): boolean {
    const now = performance.now();
    const began = this.turnBegan ?? this.begin(now);
    const isBusy = this.busySince !== null && now - this.busySince > LASTING_MS;
    return waitedMs > this.longestMs || (isBusy && now - began > TURN_MS);
  }

  private begin(now: number): number {
    this.turnBegan = now;
    if (now - this.turnEnded > LASTING_MS) {
      this.busySince = null;
    }
    setImmediate(() => {
      this.turnEnded = performance.now();
      this.busySince = this.turnEnded - now > TURN_MS ? (this.busySince ?? now) : null;
      this.turnBegan = null;
    });
    return now;
  }
}
