/** Things fetched from elsewhere, kept in memory: however many ask, one fetch at a time for each. */
export class FetchCache {
    rules;
    clock;
    entries = new Map();
    constructor(rules, clock) {
        this.rules = rules;
        this.clock = clock;
    }
    /**
     * What `fetch` gives, or gave lately. `refresh`: it lacked something. Throws what `fetch` threw when there is nothing
     * usable: to whoever missed something in what is kept, that is nothing.
     */
    async get(key, fetch, refresh = false) {
        const entry = this.entryOf(key);
        const now = this.now();
        const age = entry.known === null ? Infinity : now - entry.known.at;
        const isCooling = now - entry.refreshedAt < this.rules.coolDownMs && entry.fetching === null;
        if (entry.known !== null && age < this.rules.freshMs && (!refresh || isCooling)) {
            return entry.known.value;
        }
        try {
            return await (entry.fetching ?? this.fetch(entry, fetch, refresh));
        }
        catch (error) {
            if (entry.known !== null && age < this.rules.staleMs && !refresh) {
                return entry.known.value;
            }
            throw error;
        }
    }
    fetch(entry, fetch, refresh) {
        if (entry.failure !== null && this.now() - entry.failure.at < this.rules.retryMs) {
            return Promise.reject(entry.failure.error);
        }
        entry.fetching = this.keep(entry, fetch, refresh || entry.known === null).finally(() => {
            entry.fetching = null;
        });
        return entry.fetching;
    }
    async keep(entry, fetch, isRefresh) {
        const askedAt = this.now();
        try {
            const value = await fetch();
            if (isRefresh) {
                entry.refreshedAt = askedAt;
            }
            entry.known = { value, at: this.now() };
            entry.failure = null;
            return value;
        }
        catch (error) {
            entry.failure = { error, at: this.now() };
            throw error;
        }
    }
    entryOf(key) {
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
    leastOfUse() {
        const [oldest] = this.entries.keys();
        const neverCame = [...this.entries].find(([, { known, fetching }]) => known === null && fetching === null);
        return neverCame?.[0] ?? oldest;
    }
    now() {
        return this.clock.now().getTime();
    }
}
//# sourceMappingURL=fetch-cache.js.map