/** Latencies counted in buckets that are 2 % wide, so that those of seconds can be added up to those of minutes. */
const LEAST_MS = 0.05;
const WIDTH = Math.log(1.02);

export class Histogram {
  /** @param {number[]} counts as another one's `counts`, which is what goes through a message */
  constructor(counts = []) {
    this.counts = counts;
  }

  add(ms) {
    const bucket = ms <= LEAST_MS ? 0 : Math.ceil(Math.log(ms / LEAST_MS) / WIDTH);
    while (this.counts.length <= bucket) {
      this.counts.push(0);
    }
    this.counts[bucket] += 1;
  }

  get total() {
    return this.counts.reduce((sum, n) => sum + n, 0);
  }

  /** Milliseconds that `share` of all stay within; null of nothing. */
  at(share) {
    const rank = Math.ceil(share * this.total);
    let seen = 0;
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      seen += this.counts[bucket];
      if (seen >= rank && seen > 0) {
        return LEAST_MS * Math.exp(WIDTH * bucket);
      }
    }
    return null;
  }

  /** @param {readonly Histogram[]} parts */
  static of(parts) {
    const length = Math.max(0, ...parts.map(({ counts }) => counts.length));
    const sum = (bucket) => parts.reduce((total, { counts }) => total + (counts[bucket] ?? 0), 0);
    return new Histogram(Array.from({ length }, (_, bucket) => sum(bucket)));
  }
}
