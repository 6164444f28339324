import type { Clock } from '../config/clock.js';

export interface FetchCacheRules {
  /** How long what was fetched is used without asking again. */
  readonly freshMs: number;
  /** How long it is used when asking again fails. */
  readonly staleMs: number;
  /** Somebody who misses something in what we have makes us ask again, but not more often than this. */
  readonly coolDownMs: number;
  /** Pause after a fetch that failed. */
  readonly retryMs: number;
  /** Most entries kept; those that never came go first, then the one not asked for longest. */
  readonly maxEntries: number;
}

interface Entry<T> {
  known: { value: T; at: number } | null;
  /** When somebody who missed something last made us ask, and it came. */
  refreshedAt: number;
  failure: { error: unknown; at: number } | null;
  fetching: Promise<T> | null;
}

/** Things fetched from elsewhere, kept in memory: however many ask, one fetch at a time for each. */
export class FetchCache<T> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(
    private readonly rules: FetchCacheRules,
    private readonly clock: Clock,
  ) {}

  /**
   * What `fetch` gives, or gave lately. `refresh`: it lacked something. Throws what `fetch` threw when there is nothing
   * usable: to whoever missed something in what is kept, that is nothing.
   */
  async get(key: string, fetch: () => Promise<T>, refresh = false): Promise<T> {
    const entry = this.entryOf(key);
    const now = this.now();
    const age = entry.known === null ? Infinity : now - entry.known.at;
    const isCooling = now - entry.refreshedAt < this.rules.coolDownMs && entry.fetching === null;
    if (entry.known !== null && age < this.rules.freshMs && (!refresh || isCooling)) {
      return entry.known.value;
    }
    try {
      return await (entry.fetching ?? this.fetch(entry, fetch, refresh));
    } catch (error) {
      if (entry.known !== null && age < this.rules.staleMs && !refresh) {
        return entry.known.value;
      }
      throw error;
    }
  }

  private fetch(entry: Entry<T>, fetch: () => Promise<T>, refresh: boolean): Promise<T> {
    if (entry.failure !== null && this.now() - entry.failure.at < this.rules.retryMs) {
      return Promise.reject(entry.failure.error);
    }
    entry.fetching = this.keep(entry, fetch, refresh || entry.known === null).finally(() => {
      entry.fetching = null;
    });
    return entry.fetching;
  }

  private async keep(entry: Entry<T>, fetch: () => Promise<T>, isRefresh: boolean): Promise<T> {
    const askedAt = this.now();
    try {
      const value = await fetch();
      if (isRefresh) {
        entry.refreshedAt = askedAt;
      }
      entry.known = { value, at: this.now() };
      entry.failure = null;
      return value;
    } catch (error) {
      entry.failure = { error, at: this.now() };
      throw error;
    }
  }

  private entryOf(key: string): Entry<T> {
    const entry = this.entries.get(key) ?? {
      known: null,
      refreshedAt: -Infinity,
      failure: null,
      fetching: null,
    };
    this.entries.delete(key);
    if (this.entries.size >= this.rules.maxEntries) {
      this.entries.delete(this.leastOfUse());
    }
    this.entries.set(key, entry);
    return entry;
  }

  private leastOfUse(): string {
    const [oldest] = this.entries.keys();
    const neverCame = [...this.entries].find(
      ([, { known, fetching }]) => known === null && fetching === null,
    );
    return neverCame?.[0] ?? oldest!;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
