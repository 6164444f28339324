/** A TCP proxy between a program and one of its servers, that misbehaves when told. */
import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { trackOpen } from './left-open.js';

/** A connection through the proxy. */
interface Link {
  readonly inner: Socket;
  readonly outer: Socket;
  /** The server's next answer is lost, and the connection with it. */
  doomed: boolean;
  /** Answers that are delayed keep their order, also with those after the delay. */
  answered: Promise<unknown>;
}

export class FaultProxy {
  /** Answers that were lost so far. */
  swallowed = 0;
  private readonly links = new Set<Link>();
  private delayMs = 0;
  private frozen = false;
  private refusing = false;
  private toSwallow = 0;
  private cutAfter: number | null = null;

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    trackOpen({
      what: `proxy on port ${this.port}`,
      isOpen: () => server.listening,
      close: () => this.stop(),
    });
  }

  /** Stands before the server that `url` names. */
  static async start(url: string): Promise<FaultProxy> {
    const { hostname: host, port } = new URL(url);
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new FaultProxy(server, { host, port: Number(port) });
    server.on('connection', (inner) => proxy.join(inner));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** `url`, by way of the proxy. */
  through(url: string): string {
    const other = new URL(url);
    other.host = `127.0.0.1:${this.port}`;
    return other.href;
  }

  /** Resets every connection. */
  cut(): void {
    this.links.forEach((link) => drop(link));
  }

  /** Cuts off whoever comes, until `allow`. */
  refuse(): void {
    this.refusing = true;
    this.cut();
  }

  allow(): void {
    this.refusing = false;
  }

  /** Keeps connections and moves nothing through them, until `thaw`. */
  freeze(): void {
    this.frozen = true;
    this.silence();
  }

  /** The same for the connections there are; those that are made from now on are well. */
  silence(): void {
    this.links.forEach(({ inner, outer }) => [inner, outer].forEach((socket) => socket.pause()));
  }

  thaw(): void {
    this.frozen = false;
    this.links.forEach(({ inner, outer }) => [inner, outer].forEach((socket) => socket.resume()));
  }

  /** Every answer of the server takes so much longer, in milliseconds. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** The next request reaches the server, which acts on it; its answer is lost and the connection reset. */
  swallowAnswer(): void {
    this.toSwallow += 1;
  }

  /** The next request loses all but its first bytes, and the connection is reset. */
  truncateRequest(bytes: number): void {
    this.cutAfter = bytes;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(inner: Socket): void {
    if (this.refusing) {
      inner.resetAndDestroy();
      return;
    }
    const outer = connect({ ...this.target, noDelay: true });
    const link: Link = { inner, outer, doomed: false, answered: Promise.resolve() };
    this.links.add(link);
    inner.on('data', (chunk) => this.ask(link, chunk));
    outer.on('data', (chunk) => this.answer(link, chunk));
    inner.on('end', () => outer.end());
    outer.on('end', () => void link.answered.then(() => inner.end()));
    for (const socket of [inner, outer]) {
      socket.on('error', () => undefined);
      socket.on('close', () => this.part(link));
    }
    if (this.frozen) {
      inner.pause();
    }
  }

  private ask(link: Link, chunk: Buffer): void {
    if (this.cutAfter !== null) {
      const part = chunk.subarray(0, this.cutAfter);
      this.cutAfter = null;
      link.outer.end(part);
      link.inner.resetAndDestroy();
      return;
    }
    if (this.toSwallow > 0 && !link.doomed) {
      this.toSwallow -= 1;
      link.doomed = true;
    }
    link.outer.write(chunk);
  }

  private answer(link: Link, chunk: Buffer): void {
    if (link.doomed) {
      this.swallowed += 1;
      link.doomed = false;
      drop(link);
    } else {
      const late = this.delayMs > 0 ? delay(this.delayMs) : null;
      link.answered = link.answered.then(() => late).then(() => link.inner.write(chunk));
    }
  }

  private part(link: Link): void {
    if (this.links.delete(link) && link.doomed) {
      this.toSwallow += 1; // another fault came first, so an answer is still to be lost
    }
    link.inner.destroy();
    link.outer.destroy();
  }
}

function drop({ inner, outer }: Link): void {
  inner.resetAndDestroy();
  outer.resetAndDestroy();
}
