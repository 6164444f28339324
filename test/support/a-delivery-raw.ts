/** Deliveries as bytes on a socket, for what no HTTP client would send. */
import { connect } from 'node:net';

export interface RawAnswer {
  /** Null when the connection ended without an answer. */
  readonly status: number | null;
  readonly text: string;
}

export interface RawOptions {
  /** End our side after the last byte. */
  readonly end?: boolean;
  /** Give up after so many milliseconds: nothing more came. */
  readonly within?: number;
}

/** Sends the bytes one after another and reads until the other side ends the connection. */
export function sendRaw(
  url: string,
  pieces: readonly (string | Buffer)[],
  { end = false, within = 20_000 }: RawOptions = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let text = '';
    socket
      .setEncoding('latin1')
      .setTimeout(within, () => socket.destroy(new Error('the server went silent')));
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Closed while we still wrote: what it had said before counts.
      return error.code === 'EPIPE' || error.code === 'ECONNRESET' ? undefined : reject(error);
    });
    socket.on('close', () => resolve({ status: statusOf(text), text }));
    pieces.forEach((piece) => socket.write(piece));
    if (end) {
      socket.end();
    }
  });
}

/** Request line and headers, ready for the body; `connection: close` unless it is among them. */
export function requestHead(method: string, url: string, headers: Readonly<Record<string, string>>): string {
  const { pathname, search, host } = new URL(url);
  const lines = Object.entries({ host, connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

function statusOf(text: string): number | null {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  return status === undefined ? null : Number(status);
}
