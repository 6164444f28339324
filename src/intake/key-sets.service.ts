import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import { TargetRefused, TargetUnavailable } from '../errors/errors.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { expectRises } from '../telemetry/expect-rises.js';
import { Metrics } from '../telemetry/metrics.js';
import { FetchCache } from './fetch-cache.js';
import { TokenBuckets } from './limits/token-buckets.js';
import { isJsonObject, type JsonValue, parseJson } from './parsing/json.js';
import { type KeySets, type KeySource, type PublicJwk, readKeySet } from './verification/key-sets.js';
import { wellKnownUrl } from './well-known.js';

const RULES = {
  freshMs: 10 * 60_000,
  staleMs: 24 * 3_600_000, // a sender's key server may be away, for a while
  coolDownMs: 60_000,
  retryMs: 5000,
  maxEntries: 1000,
} as const;
const FETCH = { timeoutMs: 5000, maxBytes: 512 * 1024, redirects: 0 } as const;

/** Deliveries name the certificate they are signed with before they are proven: a flood of names is not followed. */
const CERTIFICATES = { burst: 20, perSecond: 0.2 } as const;

/**
 * Key sets and certificates through the guarded client, kept in memory. What one tenant's hooks made us fetch is not
 * used for another's: nobody can exhaust or hold back what others rely on.
 */
@Injectable()
export class KeySetsService {
  private readonly sets: FetchCache<readonly PublicJwk[]>;
  private readonly addresses: FetchCache<string>;
  private readonly certificates: FetchCache<string>;
  private readonly certificateFetches: TokenBuckets;

  constructor(
    private readonly client: GuardedClient,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.sets = new FetchCache(RULES, clock);
    this.addresses = new FetchCache(RULES, clock);
    this.certificates = new FetchCache(RULES, clock);
    this.certificateFetches = new TokenBuckets(CERTIFICATES, clock);
    expectRises(metrics.keyFetches, [{ outcome: 'fetched' }, { outcome: 'failed' }]);
  }

  /** The keys for one tenant's hooks. Whatever keeps them from being had is TargetUnavailable: the sender may come again. */
  of(tenant: string): KeySets {
    return {
      jwks: async (source, options) => {
        const url = source.url ?? (await this.addressOf(tenant, source));
        const key = JSON.stringify([tenant, source.issuer ?? null, url]);
        return this.sets.get(key, () => this.fetch(url, keySetIn), options?.refresh);
      },
      certificate: (url) =>
        this.certificates.get(JSON.stringify([tenant, url]), () => {
          if (!this.certificateFetches.take(tenant)) {
            throw new TargetUnavailable('too many certificates were asked for');
          }
          return this.fetch(url, certificateIn);
        }),
    };
  }

  private addressOf(tenant: string, source: Extract<KeySource, { metadata: string }>): Promise<string> {
    const url = wellKnownUrl(source.issuer, source.metadata);
    const key = JSON.stringify([tenant, source.issuer, url]);
    return this.addresses.get(key, () => this.fetch(url, (body) => addressIn(body, source.issuer)));
  }

  private async fetch<T>(url: string, read: (body: Buffer) => T): Promise<T> {
    try {
      const { status, body } = await this.client.request({ method: 'GET', url: requireHttps(url), ...FETCH });
      if (status !== 200) {
        throw new TargetRefused('the key server did not answer 200', { status });
      }
      const value = read(body);
      this.metrics.keyFetches.inc({ outcome: 'fetched' });
      return value;
    } catch (error) {
      this.metrics.keyFetches.inc({ outcome: 'failed' });
      const why =
        error instanceof AppError ? { reason: error.message, ...error.details } : { reason: String(error) };
      this.logger.warn({ message: 'keys of a sender could not be fetched', host: new URL(url).host, ...why });
      throw new TargetUnavailable('the keys of the sender cannot be had', why, { cause: error });
    }
  }
}

function requireHttps(url: string): string {
  if (!url.startsWith('https://')) {
    throw new TargetRefused('keys are fetched over https alone');
  }
  return url;
}

function keySetIn(body: Buffer): readonly PublicJwk[] {
  const keys = readKeySet(jsonIn(body));
  if (keys === null) {
    throw new TargetRefused('the key server gave no key set');
  }
  return keys;
}

function addressIn(body: Buffer, issuer: string): string {
  const document = jsonIn(body);
  const { issuer: own, jwks_uri: address } = isJsonObject(document) ? document : {};
  if (own !== issuer || typeof address !== 'string' || !URL.canParse(address)) {
    throw new TargetRefused('the metadata is not that of the issuer, or names no keys');
  }
  return address;
}

function certificateIn(body: Buffer): string {
  try {
    return new X509Certificate(body).toString();
  } catch (cause) {
    throw new TargetRefused('what was fetched is no certificate', {}, { cause });
  }
}

function jsonIn(body: Buffer): JsonValue {
  const parsed = parseJson(body);
  if (!parsed.ok) {
    throw new TargetRefused(`the key server gave no JSON: ${parsed.fault}`);
  }
  return parsed.value;
}
