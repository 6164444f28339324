import type { Clock } from '../../config/clock.js';

export interface BucketRules {
  /** Tokens of a full bucket: so many may be taken at once. */
  readonly burst: number;
  /** Tokens that come back in a second. */
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Most buckets kept; the one not asked for longest is forgotten first, which fills it. */
const MAX_BUCKETS = 10_000;

/** A bucket of tokens for each name, in this process alone: a guard against floods, not a quota. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly rules: BucketRules,
    private readonly clock: Clock,
  ) {}

  /** Takes a token; false when there is none. */
  take(name: string): boolean {
    const now = this.clock.now().getTime();
    const filled = this.filled(name, now);
    const isGiven = filled >= 1;
    this.keep(name, { tokens: isGiven ? filled - 1 : filled, at: now });
    return isGiven;
  }

  /** Whether there is a token to take. */
  holds(name: string): boolean {
    return this.filled(name, this.clock.now().getTime()) >= 1;
  }

  private filled(name: string, now: number): number {
    const { tokens, at } = this.buckets.get(name) ?? { tokens: this.rules.burst, at: now };
    const back = (Math.max(0, now - at) / 1000) * this.rules.perSecond;
    return Math.min(this.rules.burst, tokens + back);
  }

  private keep(name: string, bucket: Bucket): void {
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > MAX_BUCKETS) {
      this.buckets.delete(this.buckets.keys().next().value!);
    }
  }
}
