/** The internet as one server on this machine: every https address leads there, with real TLS on the way. */
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import type { OutboundRequest, OutboundResponse } from '../../src/outbound/outbound-request.js';
import { TlsServer } from './tls-server.js';

/** The server sees the original host as the first part of the path: `/sns.us-east-1.amazonaws.com/x.pem`. */
export class LocalNetwork extends GuardedClient {
  private constructor(readonly server: TlsServer) {
    super({ allow: ['127.0.0.1/32'], ca: server.ca });
  }

  static async start(): Promise<LocalNetwork> {
    return new LocalNetwork(await TlsServer.start());
  }

  override request(request: OutboundRequest): Promise<OutboundResponse> {
    const { protocol, host, pathname, search } = new URL(request.url);
    return protocol === 'https:'
      ? super.request({ ...request, url: `${this.server.url}/${host}${pathname}${search}` })
      : super.request(request);
  }
}
