import { describe, expect, it } from 'vitest';
import { aRequest, aVerifier, NOW, verdictOf } from '../../../test/fixtures/senders/request.js';
import type { RawRequest } from './raw-request.js';
import type { Verification, Verifier } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';

const okta = aVerifier('okta', { secrets: ['key'] });
const graph = aVerifier('ms-graph', { secrets: ['state'] });
const cloudevents = aVerifier('cloudevents', { secrets: ['key'], config: { origins: ['idp.example'] } });

const ask = (verifier: Verifier, request: RawRequest): Verification | Promise<Verification> =>
  verifier.verify(request, NOW);
const challenge = (value: string, method = 'GET'): RawRequest =>
  aRequest({ method, headers: { 'X-Okta-Verification-Challenge': value } });
const origin = (value: string): RawRequest =>
  aRequest({ method: 'OPTIONS', headers: { 'WebHook-Request-Origin': value } });

describe('a handshake', () => {
  it('echoes the challenge as JSON that nothing renders or keeps', async () => {
    expect(await ask(okta, challenge('"</script>'))).toEqual({
      kind: 'handshake',
      answer: {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
        },
        body: '{"verification":"\\"</script>"}',
      },
    });
  });

  it('answers text as text, never as a page', async () => {
    const url = '/h?validationToken=%3Cb%3E%C3%A9';

    expect(await ask(graph, aRequest({ url }))).toMatchObject({
      answer: {
        headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
        body: '<b>é',
      },
    });
  });

  it('gives back at most a kilobyte', async () => {
    expect(await verdictOf(ask(okta, challenge('x'.repeat(1024))))).toBe('handshake');
    expect(await verdictOf(ask(okta, challenge('x'.repeat(1025))))).toBe('malformed_header');
  });

  it('is not a way around the token', async () => {
    expect(await verdictOf(ask(okta, challenge('x', 'POST')))).toBe('missing_token');
    expect(await verdictOf(ask(okta, challenge('', 'GET')))).toBe('method_not_allowed');
  });

  it('is refused when its challenge comes twice', async () => {
    const twice = aRequest({ url: '/h?validationToken=a&validationToken=b' });

    expect(await verdictOf(ask(graph, twice))).toBe('duplicate_header');
  });

  it('consents to configured origins only, exactly written', async () => {
    expect(await ask(cloudevents, origin('idp.example'))).toMatchObject({
      answer: { headers: { 'WebHook-Allowed-Origin': 'idp.example', 'WebHook-Allowed-Rate': '120' } },
    });
    expect(await verdictOf(ask(cloudevents, origin('IDP.example')))).toBe('origin_not_allowed');
    expect(await verdictOf(ask(cloudevents, origin('idp.example.evil')))).toBe('origin_not_allowed');
  });

  it('without configured origins is not saved', () => {
    expect(() => aVerifier('cloudevents', { secrets: ['key'] })).toThrow(VerifierRefused);
  });

  it.each(['120\r\nx: y', '120 ☃', 'x'.repeat(5000)])(
    'that could not be sent with %j is not saved',
    (rate) => {
      const config = { origins: ['idp.example'], rate };

      expect(() => aVerifier('cloudevents', { secrets: ['key'], config })).toThrow(VerifierRefused);
    },
  );

  it('gives nothing back in a header that makes none', async () => {
    const config = { origins: ['idp.example\u0001'] };
    const careless = aVerifier('cloudevents', { secrets: ['key'], config });

    expect(await verdictOf(ask(careless, origin('idp.example\u0001')))).toBe('malformed_header');
  });

  it('that comes after the proof is not answered without it', async () => {
    const slack = aVerifier('slack', { secrets: ['key'] });
    const body = '{"type":"url_verification","challenge":"c"}';

    expect(await verdictOf(ask(slack, aRequest({ body })))).toBe('missing_signature');
  });
});
