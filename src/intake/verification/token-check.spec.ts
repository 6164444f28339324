import { describe, expect, it } from 'vitest';
import {
  aRequest,
  aVerifier,
  NOW,
  noKeySets,
  presets,
  verdictOf,
} from '../../../test/fixtures/senders/request.js';
import { decodeKeys, trimPastedSecret } from './keys.js';
import { compileLiveVerifier } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';

describe('a token in the header or the query', () => {
  const verifier = aVerifier('cloudevents', { secrets: ['key'], config: { origins: ['o'] } });
  const ask = (url: string, headers: Record<string, string> = {}): Promise<string> =>
    verdictOf(verifier.verify(aRequest({ url, headers, body: '{}' }), NOW));

  it('is taken from the query when there is no header', async () => {
    expect(await ask('/h?access_token=key')).toBe('accepted');
    expect(await ask('/h?access_token=kex')).toBe('bad_token');
    expect(await ask('/h?access_token=Bearer%20key')).toBe('bad_token');
    expect(await ask('/h?access_token=key&access_token=key')).toBe('duplicate_header');
  });

  it('in the header decides, whatever the query says', async () => {
    expect(await ask('/h?access_token=key', { authorization: 'Bearer kex' })).toBe('bad_token');
    expect(await ask('/h?access_token=kex', { authorization: 'Bearer key' })).toBe('accepted');
  });
});

describe('a token in every item of a batch', () => {
  const verifier = aVerifier('ms-graph', { secrets: ['state', 'next'] });
  const ask = (body: unknown): Promise<string> =>
    verdictOf(verifier.verify(aRequest({ body: JSON.stringify(body) }), NOW));
  const item = (clientState: unknown): object => ({ clientState });

  it.each<[unknown, string]>([
    [{ value: [item('state'), item('next')] }, 'accepted'],
    [{ value: [item('state'), item('other')] }, 'bad_token'],
    [{ value: [item('other'), item('state')] }, 'bad_token'],
    [{ value: [item('state'), {}] }, 'missing_token'],
    [{ value: [item('state'), item(['state'])] }, 'malformed_body'],
    [{ value: [item(true)] }, 'malformed_body'],
    [{ value: { clientState: 'state' } }, 'missing_token'],
    [{ value: { a: item('state') } }, 'missing_token'],
    [{ value: [] }, 'missing_token'],
    [{}, 'missing_token'],
  ])('%j is %s', async (body, verdict) => {
    expect(await ask(body)).toBe(verdict);
  });
});

describe('a token of a pair', () => {
  const verifier = aVerifier('hap-app-v2', { secrets: ['sign'], config: { appKey: 'app' } });
  const ask = (body: string): Promise<string> => verdictOf(verifier.verify(aRequest({ body }), NOW));

  it.each([
    ['{"appKey":"app","sign":"sign"}', 'accepted'],
    ['{"appKey":"app2","sign":"sign"}', 'bad_token'],
    ['{"sign":"sign"}', 'missing_token'],
    ['{"__proto__":{"appKey":"app","sign":"sign"}}', 'malformed_body'],
    ['{"appKey":["app"],"sign":"sign"}', 'malformed_body'],
    ['nope', 'malformed_body'],
  ])('%s is %s', async (body, verdict) => {
    expect(await ask(body)).toBe(verdict);
  });
});

describe('the public half of a pair in another script', () => {
  const verifier = aVerifier('hap-app', { secrets: ['sign'], config: { appKey: 'ключ' } });
  const ask = (appKey: string): Promise<string> =>
    verdictOf(
      verifier.verify(aRequest({ headers: { 'hap-appkey': appKey, 'hap-sign': 'sign' }, body: '{}' }), NOW),
    );

  it('is compared by its bytes, which Node shows as latin-1', async () => {
    expect(await ask(Buffer.from('ключ').toString('latin1'))).toBe('accepted');
    expect(await ask(Buffer.from('ключи').toString('latin1'))).toBe('bad_token');
    expect(await ask(Buffer.from('ключ', 'utf16le').toString('latin1'))).toBe('bad_token');
  });
});

describe('HTTP Basic', () => {
  const ask = (secret: string, credentials: string): Promise<string> => {
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    return verdictOf(
      aVerifier('ory-basic', { secrets: [secret] }).verify(aRequest({ headers: { authorization } }), NOW),
    );
  };

  it.each(['user:', ':password', 'user:pass:word'])('takes %s', async (secret) => {
    expect(await ask(secret, secret)).toBe('accepted');
    expect(await ask(secret, ':')).toBe('bad_token');
  });

  it.each([':', ' : ', '\t:', 'user'])('has nothing to prove anybody with in %j', (secret) => {
    expect(() => aVerifier('ory-basic', { secrets: [secret] })).toThrow(VerifierRefused);
  });

  it('is refused as no secret when there is neither user nor password', async () => {
    const live = compileLiveVerifier(
      presets.get('ory-basic')!,
      { secrets: [':'], config: {} },
      { keySets: noKeySets },
    );
    const request = aRequest({ headers: { authorization: 'Basic Og==' } });

    expect(await verdictOf(live.verify(request, NOW))).toBe('no_secret');
  });
});

describe('a secret that is saved', () => {
  it('loses the white space around it, and says so', () => {
    expect(trimPastedSecret(' key\n')).toEqual({ secret: 'key', trimmed: true });
    expect(trimPastedSecret('k ey')).toEqual({ secret: 'k ey', trimmed: false });
  });

  it('may hold several, and labels in front', () => {
    const rule = { enc: 'base64', strip: ['v1,', 'whsec_'], list: '|', minBytes: 4 } as const;

    expect(decodeKeys(['v1,whsec_YWJjZA==|ZWZnaA'], rule)).toEqual([
      { bytes: Buffer.from('abcd'), secretIndex: 0 },
      { bytes: Buffer.from('efgh'), secretIndex: 0 },
    ]);
    expect(() => decodeKeys(['YWJjZA==|'], rule)).toThrow(VerifierRefused);
    expect(() => decodeKeys(['YWJj'], rule)).toThrow(/shorter than 4 bytes/);
    expect(() => decodeKeys(['YW-_'], rule)).toThrow(/not base64/);
    expect(() => decodeKeys([], rule)).toThrow(/no secret/);
  });
});
