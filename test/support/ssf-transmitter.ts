/** A transmitter of the Shared Signals Framework 1.0: discovery, keys, stream management, push and poll, over TLS. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import { trackOpen } from './left-open.js';
import { SsfStream, type StreamDelivery } from './ssf-stream.js';
import {
  claimsOf,
  REVOKED,
  DISABLED,
  SigningKeys,
  type Token,
  type TokenParts,
  VERIFICATION,
} from './ssf-tokens.js';

export interface TransmitterOptions {
  /** Path of the issuer, such as `/tenant1`; a trailing slash is part of its name. */
  readonly path?: string;
  /** Name of its metadata document. */
  readonly document?: string;
  readonly longPollMs?: number;
  readonly minVerificationSeconds?: number;
  /** One stream for each receiver: creating another is a conflict. */
  readonly singleStream?: boolean;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** What a test has it answer instead: a status with headers, or nothing at all. */
export type Fault = { status: number; headers?: Record<string, string>; text?: string } | 'drop';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const POLL = 'urn:ietf:rfc:8936';
const TYPES = [REVOKED, DISABLED];

export class TestTransmitter {
  readonly accessToken = randomUUID();
  readonly audience = `receiver-${randomUUID()}`;
  readonly streams = new Map<string, SsfStream>();
  readonly calls: Call[] = [];
  /** Asked before every answer, which waits for it. */
  fault: (call: Call) => Fault | undefined | Promise<Fault | undefined> = () => undefined;

  readonly origin: string;

  private constructor(
    private readonly server: Server,
    readonly keys: SigningKeys,
    private readonly options: TransmitterOptions,
  ) {
    this.origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    let open = true;
    server.once('close', () => (open = false));
    trackOpen({ what: `transmitter on ${this.origin}`, isOpen: () => open, close: () => this.stop() });
  }

  static async start(options: TransmitterOptions = {}): Promise<TestTransmitter> {
    const { cert, key } = inject('tls');
    const server = createServer(
      { cert, key },
      (request, response) => void transmitter.take(request, response),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const transmitter = new TestTransmitter(server, await SigningKeys.make(), options);
    return transmitter;
  }

  get issuer(): string {
    return `${this.origin}${this.options.path ?? ''}`;
  }

  get jwksUri(): string {
    return `${this.origin}/jwks.json`;
  }

  /** The only stream there is. */
  get stream(): SsfStream {
    return [...this.streams.values()].at(-1)!;
  }

  /** A stream that nobody registered, polled unless `delivery` says otherwise. */
  addStream(delivery: Partial<StreamDelivery> = {}): SsfStream {
    const id = randomUUID();
    const endpoint = { endpoint_url: `${this.origin}/poll/${id}` };
    const stream = new SsfStream(id, this.audience, { method: POLL, ...endpoint, ...delivery }, TYPES);
    this.streams.set(id, stream);
    return stream;
  }

  async token(parts: TokenParts = {}): Promise<Token> {
    const claims = claimsOf(parts, { issuer: this.issuer, audience: this.audience });
    return { jti: claims.jti, text: await this.keys.sign(claims, parts.header) };
  }

  /** Makes a token and puts it on the stream. */
  async send(parts: TokenParts = {}, stream = this.stream): Promise<Token> {
    const token = await this.token(parts);
    stream.send(token);
    return token;
  }

  async stop(): Promise<void> {
    this.streams.forEach((stream) => stream.close());
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', this.origin);
    const call: Call = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.authorization,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
    this.calls.push(call);
    const fault = await this.fault(call);
    if (fault === 'drop') {
      request.socket.destroy();
      return;
    }
    if (fault !== undefined) {
      response.writeHead(fault.status, fault.headers).end(fault.text ?? '');
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { status, body } = await this.answer(call, gone.signal);
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  private async answer(call: Call, gone: AbortSignal): Promise<Answer> {
    const path = (this.options.path ?? '').replace(/\/$/, '');
    if (call.path === `/.well-known/${this.options.document ?? 'ssf-configuration'}${path}`) {
      return { status: 200, body: this.metadata() };
    }
    if (call.path.startsWith('/.well-known/')) {
      return { status: 404 };
    }
    if (call.path === '/jwks.json') {
      return { status: 200, body: this.keys.jwks };
    }
    if (call.authorization !== `Bearer ${this.accessToken}`) {
      return { status: 401 };
    }
    if (call.path === '/streams') {
      return this.manage(call);
    }
    const id = call.path.startsWith('/poll/') ? call.path.slice('/poll/'.length) : streamIdOf(call);
    const stream = this.streams.get(id);
    return stream === undefined ? { status: 404 } : this.atStream(call, stream, gone);
  }

  private async atStream(
    { path, method, body }: Call,
    stream: SsfStream,
    gone: AbortSignal,
  ): Promise<Answer> {
    switch (path) {
      case '/status':
        stream.status = method === 'POST' ? (body['status'] as SsfStream['status']) : stream.status;
        return { status: 200, body: { stream_id: stream.id, status: stream.status } };
      case '/subjects:add':
        stream.subjects.push(body['subject'] as object);
        return { status: 200 };
      case '/subjects:remove':
        stream.subjects.splice(0, stream.subjects.length);
        return { status: 204 };
      case '/verification':
        await this.send(verification(stream, body['state']), stream);
        return { status: 204 };
      default:
        return {
          status: 200,
          body: await stream.poll(body, this.options.longPollMs ?? 500, gone),
        };
    }
  }

  private manage({ method, query, body }: Call): Answer {
    const id = query.get('stream_id') ?? (body['stream_id'] as string | undefined);
    if (id === undefined) {
      return method === 'POST'
        ? this.create(body)
        : { status: 200, body: [...this.streams.values()].map((s) => this.describe(s)) };
    }
    const stream = this.streams.get(id);
    if (stream === undefined) {
      return { status: 404 };
    }
    if (method === 'DELETE') {
      stream.close();
      this.streams.delete(id);
      return { status: 204 };
    }
    if (method === 'PATCH') {
      stream.delivery = this.deliveryOf(id, body['delivery'] as StreamDelivery);
      stream.eventsRequested = body['events_requested'] as string[];
    }
    return { status: 200, body: this.describe(stream) };
  }

  private create(body: Record<string, unknown>): Answer {
    if (this.options.singleStream && this.streams.size > 0) {
      return { status: 409 };
    }
    const id = randomUUID();
    const delivery = this.deliveryOf(id, body['delivery'] as StreamDelivery);
    const stream = new SsfStream(id, this.audience, delivery, body['events_requested'] as string[]);
    this.streams.set(id, stream);
    return { status: 201, body: this.describe(stream) };
  }

  private deliveryOf(id: string, asked: StreamDelivery): StreamDelivery {
    return asked.method === POLL ? { method: POLL, endpoint_url: `${this.origin}/poll/${id}` } : asked;
  }

  private describe(stream: SsfStream): unknown {
    const { authorization_header: _, ...delivery } = stream.delivery;
    return {
      stream_id: stream.id,
      iss: this.issuer,
      aud: stream.audience,
      delivery,
      events_supported: TYPES,
      events_requested: stream.eventsRequested,
      events_delivered: TYPES.filter((type) => stream.eventsRequested.includes(type)),
      min_verification_interval: this.options.minVerificationSeconds ?? 0,
    };
  }

  private metadata(): unknown {
    const at = (path: string): string => `${this.origin}${path}`;
    return {
      spec_version: '1_0',
      issuer: this.issuer,
      jwks_uri: this.jwksUri,
      delivery_methods_supported: ['urn:ietf:rfc:8935', POLL],
      configuration_endpoint: at('/streams'),
      status_endpoint: at('/status'),
      add_subject_endpoint: at('/subjects:add'),
      remove_subject_endpoint: at('/subjects:remove'),
      verification_endpoint: at('/verification'),
      authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
      default_subjects: 'ALL',
    };
  }
}

function streamIdOf({ query, body }: Call): string {
  return query.get('stream_id') ?? String(body['stream_id']);
}

/** SSF 1.0 section 8.1.4.1: about the stream itself, with the state that was asked for. */
export function verification(stream: SsfStream, state?: unknown): TokenParts {
  return {
    type: VERIFICATION,
    subject: { format: 'opaque', id: stream.id },
    payload: state === undefined ? {} : { state },
  };
}
