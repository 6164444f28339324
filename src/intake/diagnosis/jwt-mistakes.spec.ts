import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { diagnosed, type Mistake, one, withValue } from '../../../test/fixtures/senders/mistake.js';
import { NOW, presets } from '../../../test/fixtures/senders/request.js';
import { vectors } from '../../../test/fixtures/senders/vectors.js';
import { endpointOf, requestOf } from '../../cli/run-vector.js';
import { diagnose, type Diagnosis } from './diagnose.js';

const SECRET = 'super-secret-hmac-key-32-bytes!!';
const config = { issuer: 'https://t.example', audience: ['hooks', 'other'] };
const frontegg = { preset: 'frontegg', endpoint: one(SECRET, config) };
const fusionauth = { preset: 'fusionauth', endpoint: one(SECRET, { algs: ['HS256'] }) };
const token =
  (change: (value: string) => string | null): Mistake['spoil'] =>
  (draft) =>
    withValue(draft, 'x-webhook-secret', change);
const signedBy = (changes: object): Mistake['signedBy'] => one(SECRET, { ...config, ...changes });

describe('a token of a shared secret', () => {
  it.each<[string, Mistake, string, RegExp]>([
    [
      'of another issuer',
      { ...frontegg, signedBy: signedBy({ issuer: 'https://u.example' }) },
      'bad_issuer',
      /meant for another endpoint/,
    ],
    [
      'of nearly the issuer',
      { ...frontegg, signedBy: signedBy({ issuer: 'http://T.example/' }) },
      'bad_issuer',
      /a slash at the end, the scheme or capitals/,
    ],
    [
      'for another audience',
      { ...frontegg, signedBy: signedBy({ audience: 'us' }) },
      'bad_audience',
      /`aud` is configured wrongly/,
    ],
    [
      'with another algorithm',
      { ...fusionauth, signedBy: one(SECRET, { algs: ['HS512'] }) },
      'alg_not_allowed',
      /the one of the profile or the key/,
    ],
    [
      'of another secret',
      { ...frontegg, signedBy: one('another-secret-of-32-bytes-long!', config) },
      'bad_signature',
      /another secret/,
    ],
    [
      'of a retired secret',
      { ...frontegg, signedBy: one('old', config), more: { retired: ['old'] } },
      'bad_signature',
      /a retired one, number 0/,
    ],
    [
      'of the secret decoded',
      {
        ...frontegg,
        endpoint: one('c2VjcmV0LXNlY3JldC1zZWNyZXQ=', config),
        signedBy: one('c2VjcmV0LXNlY3JldC1zZWNyZXQ=', { ...config, keyEnc: 'base64' }),
      },
      'bad_signature',
      /decoded from base64/,
    ],
    [
      'with a scheme',
      { ...frontegg, spoil: token((value) => `Bearer ${value}`) },
      'malformed_token',
      /A scheme stands before the token/,
    ],
    [
      'that is opaque',
      { ...frontegg, spoil: token(() => 'abcdef') },
      'malformed_token',
      /1 part between dots/,
    ],
    ['that is encrypted', { ...frontegg, spoil: token(() => 'a.b.c.d.e') }, 'malformed_token', /JWE/],
    [
      'with padding',
      { ...frontegg, spoil: token((value) => `${value}=`) },
      'malformed_token',
      /not base64url without padding/,
    ],
    [
      'with white space',
      { ...frontegg, spoil: token((value) => `${value}\t`) },
      'malformed_token',
      /White space/,
    ],
    [
      'that is too large',
      { ...frontegg, spoil: token((value) => value + 'a'.repeat(70_000)) },
      'malformed_token',
      /larger than 64 KiB/,
    ],
    ['that is missing', { ...frontegg, spoil: token(() => null) }, 'missing_token', /^$/],
    [
      'over another body',
      { ...fusionauth, spoil: (draft) => ({ ...draft, body: Buffer.from('{}') }) },
      'body_hash_mismatch',
      /hash of another body/,
    ],
    [
      'over the body before it was written anew',
      {
        ...fusionauth,
        spoil: (draft) => ({
          ...draft,
          body: Buffer.from(JSON.stringify(JSON.parse(draft.body.toString()), null, 2)),
        }),
      },
      'body_hash_mismatch',
      /compact JSON/,
    ],
  ])('%s', async (_what, mistake, reason, hint) => {
    const diagnosis = await diagnosed(mistake);

    expect(diagnosis.reason).toBe(reason);
    expect(diagnosis.hints.join(' ')).toMatch(hint);
  });

  it('that is over says by how much', async () => {
    const diagnosis = await diagnosed({ ...frontegg, sentAt: new Date(NOW.getTime() - 1_000_000) });

    expect(diagnosis).toMatchObject({
      reason: 'expired',
      came: '`exp` 700 seconds in the past',
      skewSeconds: -700,
    });
  });

  it('from the future says by how much', async () => {
    const diagnosis = await diagnosed({ ...frontegg, sentAt: new Date(NOW.getTime() + 100_000) });

    expect(diagnosis).toMatchObject({
      reason: 'not_yet_valid',
      came: '`iat` 100 seconds in the future',
      skewSeconds: 100,
    });
  });

  it('with times in milliseconds says so', async () => {
    const diagnosis = await diagnosed({ ...frontegg, sentAt: new Date(NOW.getTime() * 1000) });

    expect(diagnosis).toMatchObject({ skewSeconds: 0 });
    expect(diagnosis.hints.join(' ')).toMatch(/`iat` seems to be in milliseconds/);
  });

  it('shows issuer and audience, cut short and in plain letters', async () => {
    const issuer = `https://"evil\\".example/\u202e${'x'.repeat(200)}`;
    const { expected, came } = await diagnosed({ ...frontegg, signedBy: signedBy({ issuer }) });

    expect(expected).toBe('`iss`: https://t.example');
    expect(came).toMatch(/^`iss`: https:\/\/\?evil\?\?\.example\/\?x{30,40}\.\.\.$/);
  });

  it('with its hash in another form says so', () => {
    const body = Buffer.from('{"a":1}');
    const hex = createHash('sha256').update(body).digest('hex');
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const compact = `${part({ alg: 'HS256' })}.${part({ request_body_sha256: hex })}.AAAA`;
    const rawHeaders = ['x-fusionauth-signature-jwt', compact];
    const diagnosis = diagnose({
      profile: presets.get('fusionauth')!,
      endpoint: fusionauth.endpoint,
      request: { method: 'POST', url: '/', rawHeaders, body, remoteAddress: '192.0.2.1' },
      reason: 'body_hash_mismatch',
      now: NOW,
    });

    expect(diagnosis.hints).toEqual(['The hash is written as hex, and base64 is expected.']);
  });
});

describe('a recorded request that was refused', () => {
  it.each<[string, keyof Diagnosis, RegExp]>([
    ['ssf/no-kid-two-keys', 'hints', /names no key, and not exactly one/],
    ['ssf/kid-path-traversal', 'came', /kid `\.\.\/\.\.\/\.\.\/\.\.\/dev\/null`/],
    ['kinde/unknown-kid', 'hints', /No published key has that kid/],
    ['kinde/access-token-replayed-as-webhook', 'hints', /claim event_id is missing.*sub must not be there/],
    ['hanko/session-token-of-the-tenant', 'hints', /claim evt is missing/],
    ['zitadel-jwt/alg-none', 'came', /alg `none`/],
    ['aws-sns/subscription-other-topic', 'came', /TopicArn `arn:aws:sns:/],
    ['aws-sns/signature-version-3', 'came', /SignatureVersion `3`/],
    ['http-message-signatures/alg-param-confusion', 'came', /keyid `k1`, alg `ed25519`/],
  ])('%s', (id, member, text) => {
    const diagnosis = diagnosisOf(id);

    expect(String(diagnosis[member])).toMatch(text);
  });

  it.each([
    ['bad_type', /typ/],
    ['bad_content_type', /content type/],
    ['claim_mismatch', /claim|must say the same/],
    ['missing_component', /cover/],
    ['bad_event', /events/],
    ['bad_cert_url', /SigningCertURL/],
  ])('as %s says what is meant', (reason, text) => {
    const refused = vectors.filter((vector) => vector.reason === reason);

    expect(refused.length).toBeGreaterThan(0);
    for (const { id } of refused) {
      expect(JSON.stringify(diagnosisOf(id))).toMatch(text);
    }
  });

  function diagnosisOf(id: string): Diagnosis {
    const vector = vectors.find((each) => each.id === id)!;
    return diagnose({
      profile: presets.get(vector.preset)!,
      endpoint: endpointOf(vector),
      request: requestOf(vector),
      reason: vector.reason!,
      now: new Date(vector.now * 1000),
    });
  }
});
