import { describe, expect, it } from 'vitest';

import { OutcomeUnknown, TaskTimeout } from '../../errors/errors.js';
import type { OutboundResponse } from '../outbound-request.js';
import { explainSilence, readToken, tokenRequest } from './token-exchange.js';
import type { TokenClient } from './token-need.js';

const client: TokenClient = {
  tokenUrl: 'https://id.example/oauth/token?tenant=private',
  clientId: 'an id',
  clientSecret: 's:%',
  method: 'client_secret_basic',
  params: {},
};
const NOW = new Date('2026-01-01T00:00:00Z');

function answered(status: number, body: unknown, headers = {}): OutboundResponse {
  return { status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

function keptMs(rest: object): number {
  return readToken(client, answered(200, { access_token: 'abc', token_type: 'bearer', ...rest }), NOW).keptMs;
}

function failureOf(response: OutboundResponse): unknown {
  try {
    return readToken(client, response, NOW);
  } catch (error) {
    return error;
  }
}

describe('a request for a token', () => {
  it('shows the client in its header, both parts written as in a form', () => {
    const { method, url, headers, body } = tokenRequest({ ...client, scope: 'a b', audience: 'https://api' });
    expect([method, url]).toEqual(['POST', client.tokenUrl]);
    expect(headers!['authorization']).toBe(`Basic ${Buffer.from('an+id:s%3A%25').toString('base64')}`);
    expect(body).toBe('grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fapi');
  });

  it('shows it in its body alone, where that is asked for', () => {
    const params = { resource: 'r&d' };
    const { headers, body } = tokenRequest({ ...client, method: 'client_secret_post', params });
    expect(headers).not.toHaveProperty('authorization');
    expect(body).toBe('grant_type=client_credentials&client_id=an+id&client_secret=s%3A%25&resource=r%26d');
  });
});

describe('a token', () => {
  it.each([
    [3600, 3_540_000],
    [300, 270_000],
    [60, 50_000],
    ['120', 108_000],
    [10, 0],
    [0, 0],
    [-5, 0],
    [1e12, 86_400_000],
    [undefined, 60_000],
    [null, 60_000],
    ['soon', 60_000],
  ])('that holds for %j seconds is kept for %i ms', (seconds, ms) => {
    expect(keptMs({ expires_in: seconds })).toBe(ms);
  });

  it.each([
    ['nothing', {}],
    ['no text', { access_token: 1 }],
    ['an empty one', { access_token: '' }],
    ['what no header carries', { access_token: 'a b' }],
    ['a line break', { access_token: 'a\nb' }],
    ['another kind', { access_token: 'abc', token_type: 'DPoP' }],
    ['no JSON', 'access_token=abc'],
    ['a list', []],
  ])('is refused when the answer holds %s', (_, body) => {
    const failure = failureOf(answered(200, body));
    expect(failure).toMatchObject({ code: 'target_refused', retryable: false });
    expect(failure).toMatchObject({ details: { tokenEndpoint: 'https://id.example/oauth/token' } });
  });

  it('needs no token_type, and takes any spelling of it', () => {
    expect(readToken(client, answered(200, { access_token: 'abc' }), NOW).text).toBe('abc');
    expect(keptMs({ token_type: 'BEARER' })).toBe(60_000);
  });
});

describe('a refusal', () => {
  it.each([
    [401, { error: 'invalid_client' }, {}, 'target_refused', ': invalid_client'],
    [400, { error: 'invalid_scope' }, {}, 'target_refused', ': invalid_scope'],
    [403, { error: 'the secret s:%' }, {}, 'target_refused', 'for a token'],
    [400, { error: ['invalid_client'] }, {}, 'target_refused', 'for a token'],
    [404, 'nothing here', {}, 'target_refused', 'for a token'],
    [302, '', { location: 'https://else.example' }, 'target_refused', 'for a token'],
    [500, '', {}, 'target_unavailable', 'for a token'],
    [503, '', {}, 'target_unavailable', 'for a token'],
    [408, '', {}, 'target_unavailable', 'for a token'],
    [429, '', {}, 'target_rate_limited', 'for a token'],
    [503, '', { 'retry-after': '7' }, 'target_rate_limited', 'for a token'],
  ])('of %i %j %j is %s', (status, body, headers, code, end) => {
    const retryable = code !== 'target_refused';
    const answer = typeof body === 'string' ? body : { ...body, error_description: 'the secret is s:%' };
    const failure = failureOf(answered(status, answer, headers)) as Error;

    expect(failure).toMatchObject({ code, retryable, details: { status } });
    expect(failure.message).toMatch(/^id\.example answered \d+ when asked for a token/);
    expect(failure.message.endsWith(end)).toBe(true);
    expect(JSON.stringify([failure.message, failure])).not.toMatch(/s:%|private/);
  });

  it('says when to come back', () => {
    expect(failureOf(answered(429, '', { 'retry-after': '17' }))).toMatchObject({
      details: { retryAfterSeconds: 17 },
    });
  });

  it('that is none, for no whole answer came, leaves nothing unknown', () => {
    const lost = explainSilence(client, new OutcomeUnknown('sent'));
    expect(lost).toMatchObject({ code: 'target_unavailable', retryable: true });
    const late = new TaskTimeout('late');
    expect(explainSilence(client, late)).toBe(late);
  });
});
