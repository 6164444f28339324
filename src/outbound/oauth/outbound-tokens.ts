import type { Clock } from '../../config/clock.js';
import type { GuardedClient } from '../guarded-client.js';
import type { OutboundRequest, OutboundResponse } from '../outbound-request.js';
import { endpointOf, explainSilence, readToken, tokenRequest } from './token-exchange.js';
import type { FetchedToken } from './token-exchange.js';
import { keyOf } from './token-need.js';
import type { TokenNeed } from './token-need.js';
import type { TokenWatch } from './token-watch.js';

/** A token endpoint that takes longer, in milliseconds, is as good as away, whatever time its task has. */
const LONGEST_FETCH_MS = 30_000;
const MAX_BYTES = 64 * 1024;
/** Tokens kept at the most; beyond, those go that are over, then the oldest. */
const MOST_KEPT = 1_000;

interface Kept {
  readonly text: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** A request for a token that is under way. */
interface Flight {
  readonly kept: Promise<Kept>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Sends requests with access tokens, fetched through the guarded client and kept in this process's memory alone. Of one
 * client one token is fetched at a time; all who need it wait for it, and it is given up when none of them waits any more.
 */
export class OutboundTokens {
  private readonly kept = new Map<string, Kept>();
  private readonly flights = new Map<string, Flight>();

  constructor(
    private readonly http: Pick<GuardedClient, 'request'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends a request with a token in its `Authorization`. A target that refuses a kept one (401) is asked once more, with
   * a new one. Throws what GuardedClient throws; of the token endpoint TargetRefused, TargetUnavailable and
   * TargetRateLimited.
   */
  async send(request: OutboundRequest, need: TokenNeed, watch: TokenWatch): Promise<OutboundResponse> {
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

  private sendWith(kept: Kept, request: OutboundRequest, watch: TokenWatch): Promise<OutboundResponse> {
    watch.hide(kept.text);
    const headers = { ...request.headers, authorization: `Bearer ${kept.text}` };
    return this.http.request({ ...request, headers });
  }

  private find(key: string): Kept | undefined {
    const kept = this.kept.get(key);
    return kept !== undefined && this.now() < kept.until ? kept : undefined;
  }

  private fetched(key: string, need: TokenNeed, watch: TokenWatch, signal?: AbortSignal): Promise<Kept> {
    return watch.fetching(endpointOf(need), async () => this.find(key) ?? this.join(key, need, signal));
  }

  private async join(key: string, need: TokenNeed, signal?: AbortSignal): Promise<Kept> {
    signal?.throwIfAborted();
    const flight = this.flights.get(key) ?? this.start(key, need);
    flight.waiting += 1;
    try {
      return await within(flight.kept, signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        this.end(key, flight);
      }
    }
  }

  private start(key: string, need: TokenNeed): Flight {
    const controller = new AbortController();
    const flight = { kept: this.fetch(key, need, controller.signal), controller, waiting: 0 };
    this.flights.set(key, flight);
    return flight;
  }

  private end(key: string, flight: Flight): void {
    if (this.flights.get(key) === flight) {
      this.flights.delete(key);
    }
    flight.controller.abort();
  }

  private async fetch(key: string, need: TokenNeed, signal: AbortSignal): Promise<Kept> {
    const { text, keptMs } = await this.ask(need, signal);
    const kept = { text, until: this.now() + keptMs };
    if (keptMs > 0 && !signal.aborted) {
      this.makeRoom();
      this.kept.set(key, kept);
    }
    return kept;
  }

  private async ask(need: TokenNeed, signal: AbortSignal): Promise<FetchedToken> {
    const limits = { signal, timeoutMs: LONGEST_FETCH_MS, maxBytes: MAX_BYTES };
    try {
      const response = await this.http.request({ ...tokenRequest(need), ...limits });
      return readToken(need, response, this.clock.now());
    } catch (error) {
      throw explainSilence(need, error);
    }
  }

  private makeRoom(): void {
    if (this.kept.size >= MOST_KEPT) {
      const now = this.now();
      [...this.kept].forEach(([key, { until }]) => until <= now && this.kept.delete(key));
      [...this.kept.keys()].slice(0, this.kept.size - MOST_KEPT + 1).forEach((key) => this.kept.delete(key));
    }
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** What comes of something many wait for, or why this one does not wait any more. */
async function within<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  let giveUp = (): void => undefined;
  const over = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([promise, over]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
