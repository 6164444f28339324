import { describe, expect, it } from 'vitest';
import {
  aRequest,
  aVerifier,
  noKeySets,
  NOW,
  presets,
  verdictOf,
} from '../../../test/fixtures/senders/request.js';
import { judge, withHeader } from '../../../test/fixtures/senders/forge.js';
import { SIGNATURE_SENDERS, signedBy } from '../../../test/fixtures/senders/signature-senders.js';
import { acceptAnswer, refusalAnswer, setErrorAnswer } from './answer.js';
import type { Check, Profile } from './profile.js';
import { REASON_CODES } from './reason.js';
import { compileLiveVerifier, compileVerifier, type Verifier } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';

const ports = { keySets: noKeySets };
const live = (preset: string, secrets: string[], config = {}): Verifier =>
  compileLiveVerifier(presets.get(preset)!, { secrets, config }, ports);
const withToken = (token: string): ReturnType<typeof aRequest> =>
  aRequest({ headers: { authorization: token } });

describe('a verifier', () => {
  it('answers at once where nothing must be fetched', () => {
    const verification = aVerifier('okta', { secrets: ['key'] }).verify(withToken('key'), NOW);

    expect(verification).toMatchObject({ kind: 'accepted', secretIndex: 0 });
  });

  it('refuses methods the sender does not use before it looks at anything else', async () => {
    const verifier = aVerifier('github', { secrets: ['key'] });

    expect(await verdictOf(verifier.verify(aRequest({ method: 'PUT' }), NOW))).toBe('method_not_allowed');
    expect(await verdictOf(verifier.verify(aRequest({ method: 'post' }), NOW))).toBe('method_not_allowed');
  });

  it('lets a hook say where type, id, subject and time stand', () => {
    const event = { type: ['header:x-type'], subject: ['json:/user'] };
    const verifier = aVerifier('okta', { secrets: ['key'], event: { ...event, each: [] } });
    const request = aRequest({
      headers: { authorization: 'key', 'x-type': 'T' },
      body: '{"user":"u1","uuid":"i1"}',
    });
    const accepted = verifier.verify(request, NOW);

    expect('view' in accepted && verifier.extract(accepted)).toMatchObject([
      { type: 'T', subject: 'u1', id: 'i1' },
    ]);
  });

  it('takes the header family that the request brings', async () => {
    const verifier = aVerifier('svix', { secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] });
    const mixed = {
      'svix-signature': 'v1,AAAA',
      'webhook-id': 'm',
      'webhook-timestamp': '1767225600',
      'webhook-signature': 'v1,AAAA',
    };

    expect(await verdictOf(verifier.verify(aRequest({ headers: mixed }), NOW))).toBe('missing_header');
    const { 'svix-signature': _dropped, ...second } = mixed;
    expect(await verdictOf(verifier.verify(aRequest({ headers: second }), NOW))).toBe('bad_signature');
  });

  it.each(['svix-id', 'svix-timestamp', 'svix-signature'])(
    'takes no header of the other family beside the one that is signed: %s',
    async (stray) => {
      const sender = SIGNATURE_SENDERS.find(({ preset, id }) => preset === 'clerk' && id === 'webhook-id')!;
      const held = { secrets: [sender.secret] };

      expect(await judge('clerk', held, signedBy(sender))).toBe('ok');
      expect(await judge('clerk', held, withHeader(signedBy(sender), stray, 'x'))).not.toBe('ok');
    },
  );
});

describe('a live verifier', () => {
  it('keeps the good secrets when another has become blank, and their places', async () => {
    const verifier = live('okta', ['', 'key']);

    expect(verifier.verify(withToken('key'), NOW)).toMatchObject({ kind: 'accepted', secretIndex: 1 });
    expect(await verdictOf(verifier.verify(withToken(''), NOW))).toBe('missing_token');
  });

  it.each([
    ['okta', []],
    ['okta', ['']],
    ['ssf', ['']],
    ['casdoor', ['Bearer']],
  ] as [string, string[]][])('of %s with %j refuses everything', async (preset, secrets) => {
    const config = { issuer: 'i', audience: 'a', jwksUri: 'https://k.example' };

    expect(await verdictOf(live(preset, secrets, config).verify(withToken('x'), NOW))).toBe('no_secret');
  });

  it('without its configuration refuses everything, handshakes too where they need it', async () => {
    const options = aRequest({ method: 'OPTIONS', headers: { 'webhook-request-origin': 'x' } });

    expect(await verdictOf(live('cloudevents', ['key']).verify(options, NOW))).toBe('method_not_allowed');
    expect(await verdictOf(live('cloudevents', ['key']).verify(withToken('Bearer key'), NOW))).toBe(
      'no_secret',
    );
  });

  it('still answers handshakes without a secret', async () => {
    const request = aRequest({ method: 'GET', headers: { 'x-okta-verification-challenge': 'c' } });

    expect(await verdictOf(live('okta', []).verify(request, NOW))).toBe('handshake');
  });
});

describe('extra guards', () => {
  const guarded = (guard: Check, trustedProxies: string[] = []): Verifier => {
    const profile: Profile = { ...presets.get('okta')!, checks: [...presets.get('okta')!.checks, guard] };
    return compileVerifier(
      profile,
      { secrets: ['key'], config: { cidrs: ['203.0.113.0/24'] } },
      { ...ports, trustedProxies },
    );
  };
  const from = (remoteAddress: string, forwarded: Record<string, string> = {}): ReturnType<typeof aRequest> =>
    aRequest({ remoteAddress, headers: { authorization: 'key', ...forwarded } });

  it('look at the socket, and behind trusted proxies at what these saw', async () => {
    const guard: Check = { kind: 'ip', cidrs: '{config.cidrs}' };
    const ask = (verifier: Verifier, request: ReturnType<typeof aRequest>): Promise<string> =>
      verdictOf(verifier.verify(request, NOW));
    const spoofed = { 'X-Forwarded-For': '203.0.113.9' };

    expect(await ask(guarded(guard), from('203.0.113.9'))).toBe('accepted');
    expect(await ask(guarded(guard), from('198.51.100.1', spoofed))).toBe('ip_not_allowed');
    expect(await ask(guarded(guard, ['198.51.100.0/24']), from('198.51.100.1', spoofed))).toBe('accepted');
  });

  it('take a client certificate from TLS, never from a header', async () => {
    const verifier = guarded({ kind: 'mtls', subject: 'CN=okta', spki: 'abc' });
    const request = from('203.0.113.9', { 'X-Client-Cert': 'CN=okta' });
    const clientCertificate = { subject: 'CN=okta', issuer: 'CN=ca', spki: 'abc' };

    expect(await verdictOf(verifier.verify(request, NOW))).toBe('missing_token');
    expect(await verdictOf(verifier.verify({ ...request, clientCertificate }, NOW))).toBe('accepted');
    const other = { ...clientCertificate, spki: 'abd' };
    expect(await verdictOf(verifier.verify({ ...request, clientCertificate: other }, NOW))).toBe('bad_token');
  });

  it('prove nothing on their own', () => {
    const profile: Profile = { ...presets.get('okta')!, checks: [{ kind: 'ip', cidrs: ['0.0.0.0/0'] }] };

    expect(() => compileVerifier(profile, { secrets: [], config: {} }, ports)).toThrow(VerifierRefused);
  });
});

describe('the answer to a sender', () => {
  it('is the same for every reason to distrust it', () => {
    const profile = presets.get('stripe')!;
    const reasons = REASON_CODES.filter(
      (reason) => !['method_not_allowed', 'origin_not_allowed'].includes(reason),
    );
    const answers = new Set(reasons.map((reason) => JSON.stringify(refusalAnswer(profile, reason))));

    expect(answers.size).toBe(1);
    expect(refusalAnswer(profile, 'bad_signature').status).toBe(400);
    expect(refusalAnswer(profile, 'method_not_allowed')).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    });
  });

  it('is the error object of RFC 8935 for security event streams', () => {
    const answer = refusalAnswer(presets.get('ssf')!, 'bad_audience');

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      err: 'invalid_audience',
      description: expect.any(String) as string,
    });
    expect(JSON.parse(refusalAnswer(presets.get('ssf')!, 'ip_not_allowed').body)).toMatchObject({
      err: 'access_denied',
    });
    expect(JSON.parse(setErrorAnswer('invalid_state').body)).toMatchObject({ err: 'invalid_state' });
    expect(acceptAnswer(presets.get('ssf')!)).toEqual({ status: 202, headers: {}, body: '' });
  });
});
