/** An auth platform that sends signed events and does not rest until each is acknowledged. */
import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

/** One event as the platform knows it; every try of it carries the same id. */
export interface Message {
  readonly id: string;
  readonly subject: string;
  /** Place among the events of its subject, from 1. */
  readonly number: number;
}

/** What the first 2xx said. */
export interface Acknowledged extends Message {
  readonly status: number;
  readonly event: string;
  readonly executions: readonly string[];
  /** Requests it took. */
  readonly tries: number;
}

export interface SenderOptions {
  readonly url: string;
  /** The key itself, without `whsec_` and base64. */
  readonly key: Buffer;
  readonly random: () => number;
}

/** When the first event of a subject came to be, minus a minute; read where the source says so alone. */
const FIRST_AT = Date.parse('2026-11-20T10:00:00Z');
const GIVE_UP_AFTER_MS = 90_000;
const TRY_TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 400;

/** Signs as Standard Webhooks 1.0 asks and retries whatever is not a 2xx, a cut connection included. */
export class Sender {
  /** Why tries failed, with how often: `503` (with Retry-After), or `cut` for a connection that gave no answer. */
  readonly failures = new Map<string, number>();
  /** Of every try: none may be found again in a log or a table. */
  readonly signatures: string[] = [];

  /** Where it sends to, one try here, one there. */
  readonly urls: string[];

  constructor(private readonly options: SenderOptions) {
    this.urls = [options.url];
  }

  /** Where it sends to when there is one place. */
  get url(): string {
    return this.urls[0]!;
  }

  set url(url: string) {
    this.urls[0] = url;
  }

  /** Resolves at the first 2xx. */
  async deliver(message: Message): Promise<Acknowledged> {
    const deadline = Date.now() + GIVE_UP_AFTER_MS;
    for (let tries = 1; ; tries += 1) {
      const failure = await this.tryOnce(message).catch(() => 'cut');
      if (typeof failure !== 'string') {
        return { ...message, ...failure, tries };
      }
      this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
      if (Date.now() > deadline) {
        throw new Error(`${message.id} was never acknowledged, last: ${failure}`);
      }
      await delay(Math.min(LONGEST_PAUSE_MS, 25 * 2 ** tries) * (0.5 + this.options.random() / 2));
    }
  }

  private async tryOnce(message: Message): Promise<Omit<Acknowledged, keyof Message | 'tries'> | string> {
    const url = this.urls[this.signatures.length % this.urls.length]!;
    const response = await fetch(url, {
      method: 'POST',
      ...this.signed(message),
      signal: AbortSignal.timeout(TRY_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) {
      const isVague = response.status === 503 && !response.headers.has('retry-after');
      return isVague ? '503 without Retry-After' : String(response.status);
    }
    const { event, executions } = JSON.parse(text) as Pick<Acknowledged, 'event' | 'executions'>;
    return { status: response.status, event, executions };
  }

  private signed({ id, subject, number }: Message): { headers: Record<string, string>; body: string } {
    const at = new Date(FIRST_AT + number * 60_000).toISOString();
    const body = JSON.stringify({ event: 'user.changed', userId: subject, number, at });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', this.options.key)
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
    this.signatures.push(signature);
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    return { headers, body };
  }
}
