/** Time is not asserted in tests: that every secret and every candidate is compared, and nothing ends early, is. */
import crypto, { createHmac } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { aRequest, aVerifier, NOW, NOW_SECONDS } from '../../../test/fixtures/senders/request.js';
import { indexOfMatch, isSameBytes, isSameText, sha256 } from './constant-time.js';
import type { Verifier } from './verifier.js';

const compare = vi.spyOn(crypto, 'timingSafeEqual');
syncBuiltinESMExports(); // whoever imported the function by its name calls the spy
afterEach(() => compare.mockClear());
afterAll(() => {
  compare.mockRestore();
  syncBuiltinESMExports();
});

/** How often two texts were compared in constant time while the request was judged, and what became of it. */
async function judged(
  verifier: Verifier,
  headers: Record<string, string>,
  url?: string,
): Promise<[string, number]> {
  const { kind } = await verifier.verify(
    aRequest({ headers, body: '{}', ...(url === undefined ? {} : { url }) }),
    NOW,
  );
  return [kind, compare.mock.calls.length];
}

describe('signatures', () => {
  const keys = ['key-a', 'key-b', 'key-c'];
  const sign = (key: string): string => createHmac('sha256', key).update(`${NOW_SECONDS}.{}`).digest('hex');
  const verifier = aVerifier('stripe', { secrets: keys });
  const strangers = ['w', 'x', 'y', 'z'].map(sign);
  const header = (...signatures: string[]): Record<string, string> => ({
    'stripe-signature': [`t=${NOW_SECONDS}`, ...signatures.map((one) => `v1=${one}`)].join(','),
  });

  it.each<[string, string[], string]>([
    ['none of them', strangers, 'refused'],
    ['the first of the first secret', [sign('key-a'), ...strangers.slice(1)], 'accepted'],
    ['the last of the last secret', [...strangers.slice(1), sign('key-c')], 'accepted'],
    ['all of one secret', strangers.map(() => sign('key-b')), 'accepted'],
  ])('are compared each with each, whichever matches: %s', async (_what, signatures, kind) => {
    expect(await judged(verifier, header(...signatures))).toEqual([kind, 12]);
  });

  it('of another length are no error and are not compared at all', async () => {
    expect(await judged(verifier, header('00', 'f'.repeat(1000)))).toEqual(['refused', 0]);
  });
});

describe('tokens', () => {
  const verifier = aVerifier('okta', { secrets: ['token-a', 'token-b', 'token-c'] });

  it.each(['token-a', 'token-b', 'token-c', 'token-x', 't', 'token-a'.repeat(100)])(
    'are compared with every live one, at one length: %s',
    async (token) => {
      const [, compared] = await judged(verifier, { authorization: token });

      expect(compared).toBe(3);
      expect(new Set(compare.mock.calls.flat().map((bytes) => bytes.byteLength))).toEqual(new Set([32]));
    },
  );

  it('in two halves are compared by digest as well', async () => {
    const pair = aVerifier('hap-app', { secrets: ['s'], config: { appKey: 'app' } });

    expect(await judged(pair, { 'hap-sign': 's', 'hap-appkey': 'x' })).toEqual(['refused', 2]);
  });
});

describe('signed tokens', () => {
  it('are tried with every secret, whichever made them', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const verifier = aVerifier('frontegg', { secrets: ['s1', 's2', 's3'] });
    const jwt = (secret: string): string => {
      const signed = ['{"alg":"HS256"}', '{}']
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    };
    for (const secret of ['s1', 's3', 'other']) {
      verify.mockClear();
      await judged(verifier, { 'x-webhook-secret': jwt(secret) });
      expect([secret, verify.mock.calls.length]).toEqual([secret, 3]);
    }
    verify.mockRestore();
  });
});

describe('comparing', () => {
  it('bytes of different lengths is no error', () => {
    expect(isSameBytes(Buffer.from('ab'), Buffer.from('abc'))).toBe(false);
    expect(isSameBytes(Buffer.alloc(0), Buffer.from('a'))).toBe(false);
    expect(isSameBytes(Buffer.from('ab'), Buffer.from('ab'))).toBe(true);
  });

  it('texts is by their digests', () => {
    expect(isSameText('é', 'e\u0301')).toBe(false);
    expect(isSameText('', '')).toBe(true);
    expect(compare.mock.calls.map(([left]) => left.byteLength)).toEqual([32, 32]);
  });

  it('finds the first of several that are the same', () => {
    const [a, b] = [sha256('a'), sha256('b')];

    expect(indexOfMatch([a], [b, a, a])).toBe(1);
    expect(indexOfMatch([b, a], [a])).toBe(0);
    expect(indexOfMatch([], [a])).toBe(-1);
    expect(indexOfMatch([a], [])).toBe(-1);
  });
});
