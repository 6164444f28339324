import type { Server } from 'node:http';
import { type AddressInfo, createServer, type ListenOptions, type Server as NetServer } from 'node:net';

/**
 * Connections that may wait to be accepted: as many as the kernel allows, `net.core.somaxconn`. Whoever finds no room
 * tries again a second later, then three; with Node's own 511 that is whoever connects while 60 ms are busy.
 */
const BACKLOG = 65_535;

/**
 * Node accepts one connection from each listener in each turn of its event loop. Where turns are long, because more comes
 * than one process can take, whoever connects would wait for seconds: probes of a kubelet as well.
 */
const LISTENERS = 16;

/** `reusePort` (SO_REUSEPORT), between whose listeners Linux spreads connections. Node 20 does not have it. */
const CAN_SHARE = process.platform === 'linux' && Number(process.versions.node.split('.', 1)[0]) >= 24;

interface Place {
  readonly port: number;
  readonly host?: string | undefined;
}

/** What a server listens with: several listeners at one port, where they can share it. */
export class Listeners {
  private readonly others: NetServer[] = [];

  constructor(private readonly server: Server) {}

  /** `listening` is called once it does; the server emits `error` when it cannot. */
  open(place: Place, listening: () => void): void {
    if (!CAN_SHARE) {
      this.server.listen({ ...place, backlog: BACKLOG }, listening);
      return;
    }
    // Alone: who shares a port is not told that somebody else has it.
    const first = createServer((socket) => socket.destroy());
    first.once('error', (error) => this.server.emit('error', error));
    first.listen(place, () => {
      const { port } = first.address() as AddressInfo;
      first.close(() => this.share({ ...place, port }, listening));
    });
  }

  /** Takes no more connections; those that are idle are closed. */
  close(): void {
    this.server.close();
    this.others.forEach((other) => other.close());
    this.server.closeIdleConnections();
  }

  private share(place: Place, listening: () => void): void {
    const shared: ListenOptions & { reusePort: true } = { ...place, backlog: BACKLOG, reusePort: true };
    this.server.listen(shared, () => {
      while (this.others.length < LISTENERS - 1) {
        this.others.push(this.another().listen(shared));
      }
      listening();
    });
  }

  private another(): NetServer {
    const other = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.server.emit('connection', socket);
    });
    return other.once('error', () => undefined); // the first of them listens
  }
}
