import { endpointOf, explainSilence, readToken, tokenRequest } from './token-exchange.js';
import { keyOf } from './token-need.js';
/** A token endpoint that takes longer, in milliseconds, is as good as away, whatever time its task has. */
const LONGEST_FETCH_MS = 30_000;
const MAX_BYTES = 64 * 1024;
/** Tokens kept at the most; beyond, those go that are over, then the oldest. */
const MOST_KEPT = 1_000;
/**
 * Sends requests with access tokens, fetched through the guarded client and kept in this process's memory alone. Of one
 * client one token is fetched at a time; all who need it wait for it, and it is given up when none of them waits any more.
 */
export class OutboundTokens {
    http;
    clock;
    kept = new Map();
    flights = new Map();
    constructor(http, clock) {
        this.http = http;
        this.clock = clock;
    }
    /**
     * Sends a request with a token in its `Authorization`. A target that refuses a kept one (401) is asked once more, with
     * a new one. Throws what GuardedClient throws; of the token endpoint TargetRefused, TargetUnavailable and
     * TargetRateLimited.
     */
    async send(request, need, watch) {
        const key = keyOf(need);
        watch.hide(need.clientSecret);
        const found = this.find(key);
        const first = found ?? (await this.fetched(key, need, watch, request.signal));
        const response = await this.sendWith(first, request, watch);
        if (response.status !== 401 || found === undefined) {
            return response;
        }
        if (this.kept.get(key) === found) {
            this.kept.delete(key);
        }
        return this.sendWith(await this.fetched(key, need, watch, request.signal), request, watch);
    }
    sendWith(kept, request, watch) {
        watch.hide(kept.text);
        const headers = { ...request.headers, authorization: `Bearer ${kept.text}` };
        return this.http.request({ ...request, headers });
    }
    find(key) {
        const kept = this.kept.get(key);
        return kept !== undefined && this.now() < kept.until ? kept : undefined;
    }
    fetched(key, need, watch, signal) {
        return watch.fetching(endpointOf(need), async () => this.find(key) ?? this.join(key, need, signal));
    }
    async join(key, need, signal) {
        signal?.throwIfAborted();
        const flight = this.flights.get(key) ?? this.start(key, need);
        flight.waiting += 1;
        try {
            return await within(flight.kept, signal);
        }
        finally {
            flight.waiting -= 1;
            if (flight.waiting === 0) {
                this.end(key, flight);
            }
        }
    }
    start(key, need) {
        const controller = new AbortController();
        const flight = { kept: this.fetch(key, need, controller.signal), controller, waiting: 0 };
        this.flights.set(key, flight);
        return flight;
    }
    end(key, flight) {
        if (this.flights.get(key) === flight) {
            this.flights.delete(key);
        }
        flight.controller.abort();
    }
    async fetch(key, need, signal) {
        const { text, keptMs } = await this.ask(need, signal);
        const kept = { text, until: this.now() + keptMs };
        if (keptMs > 0 && !signal.aborted) {
            this.makeRoom();
            this.kept.set(key, kept);
        }
        return kept;
    }
    async ask(need, signal) {
        const limits = { signal, timeoutMs: LONGEST_FETCH_MS, maxBytes: MAX_BYTES };
        try {
            const response = await this.http.request({ ...tokenRequest(need), ...limits });
            return readToken(need, response, this.clock.now());
        }
        catch (error) {
            throw explainSilence(need, error);
        }
    }
    makeRoom() {
        if (this.kept.size >= MOST_KEPT) {
            const now = this.now();
            [...this.kept].forEach(([key, { until }]) => until <= now && this.kept.delete(key));
            [...this.kept.keys()].slice(0, this.kept.size - MOST_KEPT + 1).forEach((key) => this.kept.delete(key));
        }
    }
    now() {
        return this.clock.now().getTime();
    }
}
/** What comes of something many wait for, or why this one does not wait any more. */
async function within(promise, signal) {
    if (signal === undefined) {
        return promise;
    }
    let giveUp = () => undefined;
    const over = new Promise((_, reject) => {
        giveUp = () => reject(signal.reason);
    });
    signal.addEventListener('abort', giveUp, { once: true });
    try {
        return await Promise.race([promise, over]);
    }
    finally {
        signal.removeEventListener('abort', giveUp);
    }
}
//# sourceMappingURL=outbound-tokens.js.map