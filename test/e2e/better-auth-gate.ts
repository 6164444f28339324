/** Stands between a sender and a hook, and can be closed: what a sender sees while Signet is away. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gate {
  readonly url: string;
  /** `webhook-id` of every delivery that came, let through or not. */
  readonly seen: string[];
  close(): Promise<void>;
}

/** Answers 503 while `isClosed`, else passes bytes and headers on as they are. */
export async function startGate(target: string, isClosed: () => boolean): Promise<Gate> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(String(request.headers['webhook-id']));
    const answer = isClosed() ? Promise.resolve({ status: 503, text: '' }) : passOn(target, request);
    answer.then(
      ({ status, text }) => response.writeHead(status).end(text),
      () => response.writeHead(502).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function passOn(target: string, request: IncomingMessage): Promise<{ status: number; text: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const names = ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
  const response = await fetch(target, { method: 'POST', headers, body: Buffer.concat(chunks) });
  return { status: response.status, text: await response.text() };
}
