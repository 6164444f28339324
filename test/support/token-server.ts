/** An OAuth 2.0 token endpoint on 127.0.0.1 that knows one client, and the tokens it gave (RFC 6749, section 4.4). */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackOpen } from './left-open.js';

export interface TokenAsked {
  readonly headers: IncomingHttpHeaders;
  readonly fields: URLSearchParams;
}

export class TokenServer {
  readonly clientId = 'signet:one';
  /** Has to be written as in a form to come through the header. */
  readonly clientSecret = 'c1ient+s3cret: 100% "hidden"';
  /** In the order they came. */
  readonly asked: TokenAsked[] = [];
  /** Every token that was ever given. */
  readonly given: string[] = [];
  /** Seconds that tokens hold; null: not told. */
  expiresIn: number | null = 3600;
  /** Answers in the place of the endpoint; may leave it to answer. */
  answer: (asked: TokenAsked, response: ServerResponse) => void | Promise<void> = () => undefined;
  private readonly valid = new Set<string>();

  private constructor(private readonly server: Server) {
    let open = true;
    server.once('close', () => (open = false));
    trackOpen({ what: `token server on ${this.url}`, isOpen: () => open, close: () => this.stop() });
  }

  static async start(): Promise<TokenServer> {
    const server = createServer((request, response) => void tokens.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const tokens = new TokenServer(server);
    return tokens;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo | null)?.port}/oauth/token`;
  }

  /** As `auth` of a task. */
  get client(): Record<string, unknown> {
    const { url: tokenUrl, clientId, clientSecret } = this;
    return { type: 'oauth2', tokenUrl, clientId, clientSecret };
  }

  /** Whether a header carries a token that holds. */
  accepts(authorization: string | undefined): boolean {
    return authorization?.startsWith('Bearer ') === true && this.valid.has(authorization.slice(7));
  }

  /** No token that was given holds any more. */
  revoke(): void {
    this.valid.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) {
      text += String(chunk);
    }
    const asked = { headers: request.headers, fields: new URLSearchParams(text) };
    this.asked.push(asked);
    await this.answer(asked, response);
    if (!response.writableEnded && !response.destroyed) {
      response.setHeader('content-type', 'application/json');
      this.decide(asked, response);
    }
  }

  private decide(asked: TokenAsked, response: ServerResponse): void {
    if (!this.isClient(asked)) {
      const error_description = `no client ${this.clientId} with ${this.clientSecret}`; // what must not be told on
      response.writeHead(401).end(JSON.stringify({ error: 'invalid_client', error_description }));
    } else if (asked.fields.get('grant_type') !== 'client_credentials') {
      response.writeHead(400).end(JSON.stringify({ error: 'unsupported_grant_type' }));
    } else {
      const token = `at-${randomBytes(24).toString('base64url')}`;
      this.valid.add(token);
      this.given.push(token);
      const expiry = this.expiresIn === null ? {} : { expires_in: this.expiresIn };
      response.end(JSON.stringify({ access_token: token, token_type: 'Bearer', ...expiry }));
    }
  }

  private isClient({ headers: { authorization }, fields }: TokenAsked): boolean {
    const inBody = [fields.get('client_id'), fields.get('client_secret')];
    const [, encoded] = /^Basic (.+)$/.exec(authorization ?? '') ?? [];
    if (encoded === undefined) {
      return inBody[0] === this.clientId && inBody[1] === this.clientSecret;
    }
    const inHeader = Buffer.from(encoded, 'base64').toString().split(':').map(fromForm);
    const [id, secret] = inHeader;
    return (
      inHeader.length === 2 && inBody[1] === null && id === this.clientId && secret === this.clientSecret
    );
  }
}

const fromForm = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
