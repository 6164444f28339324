/** Somebody who wants to be called back: verifies what comes with the library of Standard Webhooks, and answers as told. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { trackOpen } from './left-open.js';

export interface ReceivedCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export class Receiver {
  /** In the order they arrived. */
  readonly calls: ReceivedCall[] = [];
  /** 200 unless set. May answer itself, or not at all. */
  answer: (call: ReceivedCall, response: ServerResponse) => void | Promise<void> = () => undefined;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {
    let open = true;
    server.once('close', () => (open = false));
    trackOpen({ what: `receiver on ${port}`, isOpen: () => open, close: () => this.stop() });
  }

  /** A file that leaves it running fails. */
  static async start(port = 0): Promise<Receiver> {
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        void receiver.take({ path: request.url ?? '', headers: request.headers, text }, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const receiver = new Receiver(server, (server.address() as AddressInfo).port);
    return receiver;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  to(path: string): ReceivedCall[] {
    return this.calls.filter((call) => call.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(call: ReceivedCall, response: ServerResponse): Promise<void> {
    this.calls.push(call);
    await this.answer(call, response);
    if (!response.writableEnded && !response.destroyed) {
      response.end();
    }
  }
}

/** What a call says, once its signature is proven; throws what the library says of one that is not. */
export function verified(call: ReceivedCall, secret: string): Record<string, unknown> {
  return new Webhook(secret).verify(call.text, call.headers as Record<string, string>) as Record<
    string,
    unknown
  >;
}
