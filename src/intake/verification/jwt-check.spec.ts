import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import { describe, expect, it } from 'vitest';
import { aRequest, aVerifier, NOW, NOW_SECONDS, verdictOf } from '../../../test/fixtures/senders/request.js';
import type { JsonValue } from '../parsing/json.js';
import { type KeySets, type KeySource, type PublicJwk, readKeySet } from './key-sets.js';
import { VerifierRefused } from './verifier-refused.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const URL = 'https://t.example/jwks';
const config = { issuer: 'https://t.example', audience: 'us', jwksUri: URL };

const jwkOf = (key: KeyObject, members: PublicJwk): PublicJwk => ({
  ...key.export({ format: 'jwk' }),
  ...members,
});
const published = jwkOf(rsa.publicKey, { kid: 'k1', alg: 'RS256', use: 'sig' });

const claims = {
  iss: 'https://t.example',
  aud: 'us',
  jti: 'j1',
  iat: NOW_SECONDS,
  events: { 'https://e.example/type': {} },
};

const token = (
  changes: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key: KeyObject = rsa.privateKey,
): Promise<string> =>
  new CompactSign(Buffer.from(JSON.stringify({ ...claims, ...changes })))
    .setProtectedHeader({ alg: 'RS256', typ: 'secevent+jwt', kid: 'k1', ...header })
    .sign(key);

const serving = (
  ...sets: readonly (readonly PublicJwk[])[]
): KeySets & { asked: (KeySource & { refresh: boolean })[] } => {
  const asked: (KeySource & { refresh: boolean })[] = [];
  return {
    asked,
    jwks: (source, options) => {
      asked.push({ ...source, refresh: options?.refresh === true });
      return Promise.resolve(sets[Math.min(asked.length, sets.length) - 1]!);
    },
    certificate: () => Promise.reject(new Error('unexpected')),
  };
};

const push = async (jwt: string, keySets: KeySets = serving([published]), changes = {}): Promise<string> => {
  const verifier = aVerifier('ssf', { config: { ...config, ...changes } }, keySets);
  const headers = { 'content-type': 'application/secevent+jwt' };
  return verdictOf(verifier.verify(aRequest({ headers, body: jwt }), NOW));
};

describe('a security event token', () => {
  it('is accepted', async () => {
    expect(await push(await token())).toBe('accepted');
  });

  it.each([
    [{ aud: 7 }, 'bad_audience'],
    [{ aud: ['us', 7] }, 'bad_audience'],
    [{ aud: undefined }, 'bad_audience'],
    [{ iss: ['https://t.example'] }, 'bad_issuer'],
    [{ iat: String(NOW_SECONDS) }, 'malformed_token'],
    [{ iat: NOW_SECONDS + 60 }, 'accepted'],
    [{ iat: NOW_SECONDS + 61 }, 'not_yet_valid'],
    [{ nbf: NOW_SECONDS + 61 }, 'not_yet_valid'],
    [{ jti: '' }, 'missing_claim'],
    [{ sub: null }, 'forbidden_claim'],
    [{ events: {} }, 'bad_event'],
    [{ events: { a: {}, b: {} } }, 'bad_event'],
    [{ events: { a: 'x' } }, 'bad_event'],
    [{ events: 'a' }, 'bad_event'],
  ])('with %j is %s', async (changes, verdict) => {
    expect(await push(await token(changes))).toBe(verdict);
  });

  it('may name one event in several ways only where the endpoint says that it does', async () => {
    const named = await token({ events: { a: {}, b: {} } });
    expect(await push(named, undefined, { aliases: true })).toBe('accepted');
    expect(await push(named, undefined, { aliases: 'true' })).toBe('bad_event');
    expect(await push(await token({ events: {} }), undefined, { aliases: true })).toBe('bad_event');
    expect(await push(await token({ events: { a: {}, b: 1 } }), undefined, { aliases: true })).toBe(
      'bad_event',
    );
  });

  it('comes as another media type only where the endpoint says so, and then as no other', async () => {
    expect(await push(await token(), undefined, { mediaType: 'application/jwt' })).toBe('bad_content_type');
    expect(await push(await token(), undefined, { mediaType: ['application/secevent+jwt'] })).toBe(
      'bad_content_type',
    );
  });

  it('is of an issuer whose metadata can be found, or whose keys are said', () => {
    const verifier = (changes: object) => () => aVerifier('ssf', { config: { ...config, ...changes } });
    expect(verifier({ jwksUri: undefined, issuer: 'tr.example.com' })).toThrow(VerifierRefused);
    expect(verifier({ jwksUri: undefined, issuer: 'http://t.example' })).toThrow(VerifierRefused);
    expect(verifier({ issuer: 'tr.example.com' })).not.toThrow();
  });

  it('has an expiry judged with a minute of skew where the profile allows one', async () => {
    const ask = async (exp: number): Promise<string> => {
      const verifier = aVerifier('set', { config }, serving([published]));
      const headers = { 'content-type': 'application/secevent+jwt' };
      return verdictOf(verifier.verify(aRequest({ headers, body: await token({ exp }) }), NOW));
    };

    expect(await ask(NOW_SECONDS - 60)).toBe('accepted');
    expect(await ask(NOW_SECONDS - 61)).toBe('expired');
  });

  it.each([
    [{ typ: 'JWT' }, 'bad_type'],
    [{ typ: undefined }, 'bad_type'],
    [{ typ: 'application/SECEVENT+jwt' }, 'accepted'],
    [{ typ: 'text/secevent+jwt' }, 'bad_type'],
    [{ kid: undefined }, 'accepted'],
    [{ jwk: published, jku: 'https://evil.example', x5u: 'https://evil.example', x5c: ['AA=='] }, 'accepted'],
  ])('with header %j is %s', async (header, verdict) => {
    expect(await push(await token({}, header))).toBe(verdict);
  });

  it('must be canonical: other spellings of the same bytes are refused', async () => {
    const jwt = await token();

    expect(await push(`${jwt}=`)).toBe('malformed_token');
    expect(await push(` ${jwt}`)).toBe('malformed_token');
    expect(await push(`${jwt}.x.y`)).toBe('malformed_token');
    expect(await push('a'.repeat(70_000))).toBe('malformed_token');
  });
});

describe('the key of a token', () => {
  it('is asked for anew once when it is unknown, and only then', async () => {
    const rotated = serving([], [published]);
    const unknown = serving([published]);
    const known = serving([published]);

    expect(await push(await token(), rotated)).toBe('accepted');
    expect(rotated.asked).toEqual([
      { url: URL, issuer: config.issuer, refresh: false },
      { url: URL, issuer: config.issuer, refresh: true },
    ]);
    expect(await push(await token({}, { kid: 'k2' }), unknown)).toBe('unknown_key');
    expect(unknown.asked).toHaveLength(2);
    expect(await push(await token(), known)).toBe('accepted');
    expect(known.asked).toHaveLength(1);
  });

  it.each<[string, PublicJwk[], string]>([
    ['an empty set', [], 'no_secret'],
    ['a key for encryption', [{ ...published, use: 'enc' }], 'unknown_key'],
    ['a key that may only sign', [{ ...published, key_ops: ['sign'] }], 'unknown_key'],
    ['a key of another algorithm', [{ ...published, alg: 'RS512' }], 'alg_not_allowed'],
    ['a key of another type', [jwkOf(ec.publicKey, { kid: 'k1' })], 'alg_not_allowed'],
    ['a shared secret', [{ kty: 'oct', kid: 'k1', n: 'c2VjcmV0' }], 'unknown_key'],
    ['two keys of one name', [published, { ...published }], 'unknown_key'],
    ['a key that is none', [{ kty: 'RSA', kid: 'k1', n: published.n! }], 'unknown_key'],
  ])('is not taken from %s', async (_what, keys, reason) => {
    expect(await push(await token(), serving(keys))).toBe(reason);
  });

  it('must be strong', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const keys = serving([jwkOf(weak.publicKey, { kid: 'k1' })]);

    expect(await push(await token(), keys)).toBe('weak_key');
  });

  it('comes from the issuer when no address is configured', async () => {
    const keySets = serving([published]);

    expect(await push(await token(), keySets, { jwksUri: undefined })).toBe('accepted');
    expect(keySets.asked[0]).toMatchObject({ issuer: 'https://t.example', metadata: 'ssf-configuration' });
  });

  it('of an elliptic curve works too, by its own algorithm only', async () => {
    const keys = serving([jwkOf(ec.publicKey, { kid: 'k1' })]);
    const jwt = await token({}, { alg: 'ES256' }, ec.privateKey);

    expect(await push(jwt, keys, { algs: ['ES256'] })).toBe('accepted');
    expect(await push(jwt, keys)).toBe('alg_not_allowed');
  });

  it('that cannot be fetched is an outage, not a refusal', async () => {
    const down: KeySets = { ...serving(), jwks: () => Promise.reject(new Error('down')) };

    await expect(push(await token(), down)).rejects.toThrow('down');
  });
});

describe('a published key set', () => {
  it.each<[string, JsonValue]>([
    ['no list', { keys: { kty: 'RSA' } }],
    ['no keys', {}],
    ['a list', [{ kty: 'RSA' }]],
    ['nothing', null],
  ])('is none when it is %s', (_what, value) => {
    expect(readKeySet(value)).toBeNull();
  });

  it('is read without the entries that are no keys', () => {
    const good = { kty: 'RSA', kid: 'k1', n: 'AQAB', e: 'AQAB', key_ops: ['verify'], x5c: ['AA=='] };
    const bad = [
      null,
      1,
      'x',
      [good],
      { ...good, kid: 1 },
      { ...good, n: 7 },
      { ...good, key_ops: 'verify' },
      { ...good, key_ops: [1] },
    ];

    expect(readKeySet({ keys: [...bad, good] })).toEqual([good]);
    expect(readKeySet({ keys: [] })).toEqual([]);
  });
});

describe('a token check', () => {
  it.each([
    ['ssf', { config: { ...config, issuer: '' } }],
    ['ssf', { config: { ...config, audience: [] } }],
    ['ssf', { config: { ...config, jwksUri: 'http://t.example/jwks' } }],
    ['ssf', { config: { ...config, jwksUri: undefined, issuer: 'http://t.example' } }],
    ['ssf', { config: { ...config, jwksUri: undefined, issuer: 'urn:issuer' } }],
    ['ssf', { config: { ...config, algs: ['HS256'] }, secrets: ['s'] }],
    ['ssf', { config: { ...config, algs: ['none'] } }],
    ['ssf', { config, secrets: [''] }],
    ['fusionauth', { config: { algs: ['RS256', 'HS256'], jwksUri: URL }, secrets: ['s'] }],
    ['fusionauth', { config: { jwksUri: URL }, secrets: ['s'] }],
    ['fusionauth', { config: { algs: ['HS256'] }, secrets: [] }],
    ['kinde', { config: {} }],
  ])('of %s is not saved as %j', (preset, endpoint) => {
    expect(() => aVerifier(preset, endpoint)).toThrow(VerifierRefused);
  });

  it('with the public key as a shared secret proves nothing', async () => {
    const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string;
    const [, payload] = (await token()).split('.');
    const header = Buffer.from('{"alg":"HS256","typ":"secevent+jwt","kid":"k1"}').toString('base64url');
    const mac = createHmac('sha256', pem).update(`${header}.${payload}`).digest('base64url');

    expect(await push(`${header}.${payload}.${mac}`)).toBe('alg_not_allowed');
  });
});
