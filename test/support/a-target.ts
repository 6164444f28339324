/** A system that tasks call: a local HTTP server that remembers who called it and answers as told. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackOpen } from './left-open.js';

export interface TargetCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or null. */
  readonly body: Record<string, unknown> | null;
}

export type TargetAnswer = (call: TargetCall, response: ServerResponse) => void | Promise<void>;

export class Target {
  /** In the order they arrived. */
  readonly calls: TargetCall[] = [];
  /** 200 and `{}` unless set. May take its time. */
  answer: TargetAnswer = () => undefined;

  private constructor(private readonly server: Server) {
    let open = true;
    server.once('close', () => (open = false));
    trackOpen({ what: `target on ${this.url}`, isOpen: () => open, close: () => this.stop() });
  }

  /** A file that leaves it running fails. */
  static async start(): Promise<Target> {
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        const body = text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
        void target.take({ path: request.url ?? '', headers: request.headers, body }, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = new Target(server);
    return target;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo | null)?.port}`;
  }

  /** Calls whose path is this one. */
  to(path: string): TargetCall[] {
    return this.calls.filter((call) => call.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(call: TargetCall, response: ServerResponse): Promise<void> {
    this.calls.push(call);
    await this.answer(call, response);
    if (!response.writableEnded && !response.destroyed) {
      response.setHeader('content-type', 'application/json').end('{}');
    }
  }
}

/** Remembers which calls of a group overlap: `enter` when one begins, the function it gives when it ends. */
export class Overlaps {
  private readonly active = new Map<string, number>();
  private readonly most = new Map<string, number>();

  enter(group: string): () => void {
    const now = (this.active.get(group) ?? 0) + 1;
    this.active.set(group, now);
    this.most.set(group, Math.max(this.most.get(group) ?? 0, now));
    return () => this.active.set(group, this.active.get(group)! - 1);
  }

  /** Most calls of the group at one time. */
  mostOf(group: string): number {
    return this.most.get(group) ?? 0;
  }
}

/** Something calls wait for until the test lets them go on. */
export class Latch {
  private release!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.release = resolve));

  open(): void {
    this.release();
  }
}
