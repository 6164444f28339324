import { Injectable } from '@nestjs/common';
import { TargetRefused, TargetUnavailable } from '../errors/errors.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import type { KeySets, KeySource, PublicJwk } from './verification/key-sets.js';
import { wellKnownUrl } from './well-known.js';

/** How long what was fetched is used without asking again. */
const FRESH_MS = 10 * 60_000;
/** How long it is used when asking again fails: a sender's key server may be away, for a while. */
const STALE_MS = 24 * 3_600_000;
/** A key that is missing makes us ask again, but not more often than this. */
const COOL_DOWN_MS = 60_000;
const FETCH = { timeoutMs: 5000, maxBytes: 512 * 1024, redirects: 0 } as const;

interface Entry {
  readonly value: unknown;
  readonly fetchedAt: number;
}

/** Key sets and certificates through the guarded client: cached, one fetch at a time for each address. */
@Injectable()
export class KeySetsService implements KeySets {
  private readonly entries = new Map<string, Entry>();
  private readonly fetching = new Map<string, Promise<unknown>>();
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly client: GuardedClient) {}

  async jwks(
    source: KeySource,
    options: { refresh: boolean } = { refresh: false },
  ): Promise<readonly PublicJwk[]> {
    const url = source.url ?? (await this.keysUrl(source));
    const set = (await this.get(url, options.refresh, JSON.parse)) as { keys?: unknown };
    return Array.isArray(set?.keys) ? (set.keys as PublicJwk[]) : [];
  }

  async certificate(url: string): Promise<string> {
    return (await this.get(url, false, (text) => text)) as string;
  }

  private async keysUrl(source: { issuer: string; metadata: string }): Promise<string> {
    const url = wellKnownUrl(source.issuer, source.metadata);
    const document = (await this.get(url, false, JSON.parse)) as {
      jwks_uri?: unknown;
      issuer?: unknown;
    };
    if (document.issuer !== source.issuer || typeof document.jwks_uri !== 'string') {
      throw new TargetRefused('the discovery document is not of the issuer that was configured');
    }
    return document.jwks_uri;
  }

  private async get(url: string, refresh: boolean, read: (text: string) => unknown): Promise<unknown> {
    const known = this.entries.get(url);
    const age = known ? Date.now() - known.fetchedAt : Infinity;
    const cooling = Date.now() - (this.askedAt.get(url) ?? 0) < COOL_DOWN_MS;
    if (known && ((age < FRESH_MS && !refresh) || (cooling && age < STALE_MS))) {
      return known.value;
    }
    try {
      return await this.fetchOnce(url, read);
    } catch (error) {
      if (known && age < STALE_MS) {
        return known.value;
      }
      throw error;
    }
  }

  private fetchOnce(url: string, read: (text: string) => unknown): Promise<unknown> {
    const underWay = this.fetching.get(url);
    if (underWay) {
      return underWay;
    }
    this.askedAt.set(url, Date.now());
    const fetching = this.fetch(url, read).finally(() => this.fetching.delete(url));
    this.fetching.set(url, fetching);
    return fetching;
  }

  private async fetch(url: string, read: (text: string) => unknown): Promise<unknown> {
    if (!url.startsWith('https://')) {
      throw new TargetRefused('keys are fetched over https alone');
    }
    const { status, body } = await this.client.request({ method: 'GET', url, ...FETCH });
    if (status !== 200) {
      throw new TargetUnavailable('the key server did not answer 200', { status }); // the sender comes again
    }
    const value = read(body.toString('utf8'));
    this.entries.set(url, { value, fetchedAt: Date.now() });
    return value;
  }
}
