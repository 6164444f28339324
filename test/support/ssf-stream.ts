/** One stream of the transmitter for tests: what waits on it, and how it is delivered. */
import { setTimeout as delay } from 'node:timers/promises';
import { Overlaps } from './a-target.js';
import type { Token } from './ssf-tokens.js';

export interface StreamDelivery {
  readonly method: string;
  readonly endpoint_url?: string;
  readonly authorization_header?: string;
}

export interface Pushed {
  readonly jti: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface PollCall {
  readonly maxEvents?: number;
  readonly returnImmediately?: boolean;
  readonly ack?: readonly string[];
  readonly setErrs?: Readonly<Record<string, { err: string; description: string }>>;
}

const PUSH = 'urn:ietf:rfc:8935';
const PAUSE_MS = 50;

export class SsfStream {
  status: 'enabled' | 'paused' | 'disabled' = 'enabled';
  readonly subjects: object[] = [];
  /** Answers to pushes, in order, retries included. */
  readonly pushed: Pushed[] = [];
  readonly polls: PollCall[] = [];
  readonly overlaps = new Overlaps();
  /** Ids that were acknowledged, as often as they were. */
  readonly acked: string[] = [];
  readonly refused: Record<string, { err: string; description: string }> = {};
  private readonly waiting = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private pushing: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    readonly id: string,
    readonly audience: string,
    public delivery: StreamDelivery,
    public eventsRequested: readonly string[],
  ) {}

  /** Tokens nobody has answered for yet. */
  get pending(): number {
    return this.waiting.size;
  }

  send(token: Token): void {
    this.waiting.set(token.jti, token.text);
    this.listeners.forEach((tell) => tell());
    if (this.delivery.method === PUSH) {
      this.pushing = this.pushing.then(() => this.push(token));
    }
  }

  /** Resolves when everything that was to be pushed has been answered for. */
  settled(): Promise<void> {
    return this.pushing;
  }

  close(): void {
    this.closed = true;
    this.listeners.forEach((tell) => tell());
  }

  /**
   * RFC 8936: takes acknowledgements first, then gives what waits; what was given and not answered for, again. A poll
   * that may wait ends after `longestMs`, or when the receiver is gone.
   */
  async poll(
    call: PollCall,
    longestMs: number,
    gone: AbortSignal,
  ): Promise<{ sets: Record<string, string>; moreAvailable: boolean }> {
    this.polls.push(call);
    this.answerFor(call);
    const most = call.maxEvents ?? Infinity;
    if (this.waiting.size === 0 && most > 0 && call.returnImmediately !== true) {
      const leave = this.overlaps.enter('poll');
      await this.somethingWithin(longestMs, gone);
      leave();
    }
    const given = this.status === 'enabled' ? [...this.waiting].slice(0, most) : [];
    return { sets: Object.fromEntries(given), moreAvailable: given.length < this.waiting.size };
  }

  private answerFor({ ack = [], setErrs = {} }: PollCall): void {
    this.acked.push(...ack);
    Object.assign(this.refused, setErrs);
    [...ack, ...Object.keys(setErrs)].forEach((jti) => this.waiting.delete(jti));
  }

  private async somethingWithin(ms: number, gone: AbortSignal): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, gone]);
    const tell = (): void => over.abort();
    this.listeners.add(tell);
    await delay(ms, undefined, { signal }).catch(() => undefined);
    this.listeners.delete(tell);
  }

  /** RFC 8935: again after a lost connection, 429 and 5xx; any other 4xx is final. */
  private async push({ jti, text }: Token): Promise<void> {
    while (!this.closed && this.waiting.has(jti)) {
      const answer = await this.pushOnce(text).catch(() => null);
      if (answer !== null) {
        this.pushed.push({ jti, ...answer });
        if (answer.status < 500 && answer.status !== 429) {
          this.waiting.delete(jti);
        }
      }
      await delay(PAUSE_MS);
    }
  }

  private async pushOnce(body: string): Promise<Omit<Pushed, 'jti'>> {
    const { endpoint_url: url, authorization_header: authorization } = this.delivery;
    const headers = { 'content-type': 'application/secevent+jwt', accept: 'application/json' };
    const response = await fetch(url!, {
      method: 'POST',
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
}
