/** A server of the outside world: HTTPS on this machine, with a certificate of its own that nobody else trusts. */
import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '../fixtures/senders/certificate.js';
import { trackOpen } from './left-open.js';

export type TlsAnswer = (path: string, response: ServerResponse, request: IncomingMessage) => void;

export class TlsServer {
  /** Host and path of every request, in the order they arrived. */
  readonly asked: string[] = [];
  /** 404 unless set. */
  answer: TlsAnswer = (_, response) => void response.writeHead(404).end();

  private constructor(
    private readonly server: Server,
    /** What a client must trust to believe it. */
    readonly ca: string,
  ) {
    let open = true;
    server.once('close', () => (open = false));
    trackOpen({ what: `TLS server on ${this.url}`, isOpen: () => open, close: () => this.stop() });
  }

  /** For `name`, which may begin with `*.`. A file that leaves it running fails. */
  static async start(name = 'localhost'): Promise<TlsServer> {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const cert = selfSigned(publicKey, privateKey, name);
    const key = privateKey.export({ format: 'pem', type: 'pkcs8' });
    const server = createServer({ key, cert }, (request, response) => {
      tls.asked.push(`${request.headers.host?.replace(/:\d+$/, '')}${request.url}`);
      tls.answer(request.url ?? '', response, request);
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const tls = new TlsServer(server, cert);
    return tls;
  }

  get port(): number {
    return (this.server.address() as AddressInfo | null)?.port ?? 0;
  }

  get url(): string {
    return `https://localhost:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Answers with JSON. */
export const json =
  (value: unknown): TlsAnswer =>
  (_, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
