/** What was read, kept in memory by key until somebody forgets it: however many ask, it is read once. A read that failed is not kept. */
export class KeptReads<T> {
  private readonly kept = new Map<string, Promise<T>>();

  /** With a `capacity`, what was kept longest goes first. */
  constructor(private capacity = Infinity) {}

  /** From now on as many are kept. */
  resize(capacity: number): void {
    this.capacity = capacity;
  }

  /** Throws what `read` throws. */
  get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known) {
      return known;
    }
    const reading = read();
    this.kept.set(key, reading);
    reading.catch(() => {
      if (this.kept.get(key) === reading) {
        this.kept.delete(key); // not a later one, begun after this one was forgotten
      }
    });
    if (this.kept.size > this.capacity) {
      this.kept.delete(this.kept.keys().next().value!);
    }
    return reading;
  }

  forget(): void {
    this.kept.clear();
  }
}
