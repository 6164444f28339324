/** Looks may take so much of the time, however long one takes. */
const SHARE = 0.05;

/** When to do again what is done every so often: later than that when it takes long, so that it never takes all of the time. */
export class Pace {
  private nextAt = 0;

  constructor(private readonly everyMs: number) {}

  isTime(): boolean {
    return performance.now() >= this.nextAt;
  }

  async keep<T>(work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await work();
    } finally {
      const now = performance.now();
      this.nextAt = Math.max(begun + this.everyMs, now + (now - begun) / SHARE);
    }
  }
}
