import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { requestTarget } from '../intake/parsing/query.js';
import { Listeners } from './listeners.js';
import { isPublic } from './public-paths.js';

/** A sender that dawdles is cut off: headers within 10 s, a whole request within 30 s. */
const LIMITS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 32 * 1024,
};

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Express, with deliveries answered before it sees them: it costs four times the rest of admission. */
export class HookFirstAdapter extends ExpressAdapter {
  private door: Listener | null = null;
  private listeners: Listeners | null = null;

  /** What comes from the street goes to `door` from now on; without one they reach Express like everything else. */
  openDoor(door: Listener): void {
    this.door = door;
  }

  /** Takes no more connections; those that are idle are closed. */
  stopListening(): void {
    this.listeners?.close();
  }

  override listen(
    port: string | number,
    ...rest: [host?: string | (() => void), callback?: () => void]
  ): Server {
    const host = rest.find((one) => typeof one === 'string');
    const callback = rest.find((one) => typeof one === 'function');
    this.listeners = new Listeners(this.getHttpServer());
    this.listeners.open({ port: Number(port), host }, () => callback?.());
    return this.getHttpServer();
  }

  override close(): Promise<unknown> | undefined {
    this.stopListening();
    return super.close();
  }

  override initHttpServer(options: Parameters<ExpressAdapter['initHttpServer']>[0]): void {
    const framework = this.getInstance<Listener>();
    const server = createServer(LIMITS, (request, response) => {
      if (this.door && isPublic(requestTarget(request.url ?? ''))) {
        this.door(request, response);
      } else {
        framework(request, response);
      }
    });
    server.maxHeadersCount = 0; // past a count Node drops headers without a word; their size is capped
    this.setHttpServer(server);
    if (options?.forceCloseConnections) {
      (this as unknown as { trackOpenConnections(): void }).trackOpenConnections();
    }
  }
}
