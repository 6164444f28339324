import { Injectable } from '@nestjs/common';
import { NotFound, TargetRateLimited, TargetRefused, TargetUnavailable } from '../errors/errors.js';
import { firstOf, GuardedClient } from '../outbound/guarded-client.js';
import { checkUrl, type OutboundResponse, shown } from '../outbound/outbound-request.js';
import { readRetryAfter } from '../outbound/retry-after.js';
import {
  readStream,
  streamBody,
  type StreamConfiguration,
  type StreamRequest,
} from './stream-configuration.js';
import { metadataUrls, readTransmitter, type Transmitter } from './transmitter.js';

const LIMITS = { timeoutMs: 10_000, maxBytes: 512 * 1024 } as const;

/** A transmitter's management API and what opens it. */
export interface Access {
  readonly endpoint: string;
  /** Bearer token; null where none is asked for. */
  readonly token: string | null;
}

/** Speaks to transmitters as a receiver does (SSF 1.0 sections 7 and 8), through the guarded client. */
@Injectable()
export class Transmitters {
  constructor(private readonly client: GuardedClient) {}

  /** `url` is the issuer, or its metadata document. Throws NotFound when it has none, TargetRefused for a wrong one. */
  async discover(url: string): Promise<Transmitter> {
    for (const candidate of metadataUrls(url)) {
      const response = await this.client.request({ method: 'GET', url: candidate, ...LIMITS });
      if (response.status === 200) {
        return readTransmitter(jsonOf(response, candidate), candidate);
      }
      if (response.status !== 404) {
        requireSuccess(response, candidate);
      }
    }
    throw new NotFound('the transmitter publishes no ssf-configuration', { transmitter: url });
  }

  async createStream(access: Access, request: StreamRequest): Promise<StreamConfiguration> {
    return readStream(await this.send('POST', access, {}, streamBody(request)));
  }

  /** Null when the transmitter does not know it (any more). */
  async findStream(access: Access, streamId: string): Promise<StreamConfiguration | null> {
    const stream = await unlessUnknown(this.send('GET', access, { stream_id: streamId }));
    return stream === null ? null : readStream(stream);
  }

  async listStreams(access: Access): Promise<StreamConfiguration[]> {
    const streams = await this.send('GET', access, {});
    return Array.isArray(streams) ? streams.map(readStream) : [];
  }

  async updateStream(access: Access, streamId: string, request: StreamRequest): Promise<StreamConfiguration> {
    return readStream(await this.send('PATCH', access, {}, { stream_id: streamId, ...streamBody(request) }));
  }

  /** One that is gone already is fine. */
  async deleteStream(access: Access, streamId: string): Promise<void> {
    await unlessUnknown(this.send('DELETE', access, { stream_id: streamId }));
  }

  /** What the transmitter says: `enabled`, `paused` or `disabled`, and why. */
  async readStatus(access: Access, streamId: string): Promise<{ status: string; reason: string | null }> {
    const answer = (await this.send('GET', access, { stream_id: streamId })) as Record<
      string,
      unknown
    > | null;
    const { status, reason } = answer ?? {};
    if (typeof status !== 'string') {
      throw new TargetRefused('the transmitter tells no status of the stream');
    }
    return { status, reason: typeof reason === 'string' ? reason : null };
  }

  /** Asks for a verification event that echoes `state`. */
  async askVerification(access: Access, streamId: string, state: string): Promise<void> {
    await this.send('POST', access, {}, { stream_id: streamId, state });
  }

  private async send(
    method: string,
    { endpoint, token }: Access,
    query: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<unknown> {
    const url = new URL(endpoint);
    Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value));
    const response = await this.client.request({
      method,
      url: url.href,
      headers: {
        accept: 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...LIMITS,
    });
    requireSuccess(response, url.href);
    return response.body.length === 0 ? null : jsonOf(response, url.href);
  }
}

function jsonOf(response: OutboundResponse, url: string): unknown {
  try {
    return JSON.parse(response.body.toString('utf8')) as unknown;
  } catch (cause) {
    throw new TargetRefused(
      'the transmitter does not answer with JSON',
      { target: shown(checkUrl(url)) },
      { cause },
    );
  }
}

/** Throws what the status means unless it is 2xx. */
export function requireSuccess(response: OutboundResponse, url: string): void {
  const { status } = response;
  if (status >= 200 && status < 300) {
    return;
  }
  const details = { status, target: shown(checkUrl(url)) };
  const retryAfterSeconds = readRetryAfter(firstOf(response, 'retry-after'), new Date());
  if (status === 429 || (status === 503 && retryAfterSeconds !== null)) {
    const when = retryAfterSeconds === null ? {} : { retryAfterSeconds };
    throw new TargetRateLimited('the transmitter asks to come again later', { ...details, ...when });
  }
  if (status >= 500) {
    throw new TargetUnavailable(`the transmitter answered ${status}`, details);
  }
  const why = status === 401 || status === 403 ? 'does not accept the token' : 'refused';
  throw new TargetRefused(`the transmitter ${why} (${status})`, details);
}

async function unlessUnknown(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TargetRefused && error.details['status'] === 404) {
      return null;
    }
    throw error;
  }
}
