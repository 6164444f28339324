/** Somebody outside that tasks call: it records every request with its idempotency key, and is no better than real ones. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackOpen } from './left-open.js';

/** One request that arrived, whatever became of its answer. */
export interface Effect {
  readonly key: string;
  readonly execution: string;
  readonly subject: string;
  readonly number: number;
  /** Whether it carried the token, so that a secret that did not arrive shows. */
  readonly isAuthorized: boolean;
}

export interface TargetOptions {
  readonly token: string;
  readonly random: () => number;
}

const LEAST_LATENCY_MS = 10;
const MORE_LATENCY_MS = 30;
/** So many of a hundred requests take effect and get no answer. */
const CUT_PERCENT = 2;

export class FaultTarget {
  readonly effects: Effect[] = [];
  private waiting: { count: number; resolve: () => void }[] = [];
  private held: (() => void)[] | null = null;

  private constructor(
    private readonly server: Server,
    private readonly options: TargetOptions,
  ) {}

  static async start(options: TargetOptions): Promise<FaultTarget> {
    const server = createServer();
    const target = new FaultTarget(server, options);
    server.on('request', (request, response) => void target.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    trackOpen({
      what: `target at ${target.url}`,
      isOpen: () => server.listening,
      close: () => target.stop(),
    });
    return target;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/effects`;
  }

  /** Resolves as the request with that number arrives, before it is answered. */
  arrived(count: number): Promise<void> {
    return this.effects.length >= count
      ? Promise.resolve()
      : new Promise((resolve) => this.waiting.push({ count, resolve }));
  }

  /** From now on requests are recorded and wait for their answer until `release`. */
  hold(): void {
    this.held ??= [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = null;
    held.forEach((answer) => answer());
  }

  /** Answers the request that has waited longest; the others wait on. */
  releaseFirst(): void {
    this.held?.shift()?.();
  }

  async stop(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
    } catch {
      return; // cut off before it was whole: nothing happened
    }
    this.record(request, JSON.parse(Buffer.concat(chunks).toString('utf8')) as Omit<Effect, 'key'>);
    const isCut = this.options.random() * 100 < CUT_PERCENT;
    const reply = (): void => void (isCut ? request.socket.destroy() : response.end('{"done":true}'));
    if (this.held) {
      this.held.push(reply);
    } else {
      setTimeout(reply, LEAST_LATENCY_MS + this.options.random() * MORE_LATENCY_MS);
    }
  }

  private record({ headers }: IncomingMessage, { execution, subject, number }: Omit<Effect, 'key'>): void {
    const isAuthorized = headers.authorization === `Bearer ${this.options.token}`;
    this.effects.push({ key: String(headers['idempotency-key']), execution, subject, number, isAuthorized });
    const there = this.waiting.filter(({ count }) => this.effects.length >= count);
    this.waiting = this.waiting.filter(({ count }) => this.effects.length < count);
    there.forEach(({ resolve }) => resolve());
  }
}
