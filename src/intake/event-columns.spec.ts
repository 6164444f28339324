import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dedupeKey, headersOf, hourKeys, parametersOf, subjectText } from './event-columns.js';
import type { RawRequest } from './verification/raw-request.js';

const request = (url: string, rawHeaders: string[] = []): RawRequest => ({
  method: 'POST',
  url,
  rawHeaders,
  body: Buffer.alloc(0),
  remoteAddress: '127.0.0.1',
});

const keptHeader = (name: string): unknown => headersOf(request('/', [name, 'value']))[name.toLowerCase()];

describe('what is kept of a request', () => {
  it.each([
    'Authorization',
    'Proxy-Authorization',
    'Cookie',
    'X-Api-Key',
    'X-ApiKey',
    'X-Auth-Token',
    'X-Gitlab-Token',
    'Stripe-Signature',
    'webhook-signature',
    'X-Hub-Signature-256',
    'X-Webhook-Secret',
    'X-Sign',
    'X-Functions-Key',
  ])('is not the value of %s', (name) => expect(keptHeader(name)).toBe('[redacted]'));

  it.each([
    'Content-Type',
    'User-Agent',
    'webhook-id',
    'webhook-timestamp',
    'X-Design',
    'X-Keyboard',
    'X-Encode',
  ])('is the value of %s', (name) => expect(keptHeader(name)).toBe('value'));

  it('is of the query all but credentials, repeated names as a list', () => {
    const url = '/hooks/a?page=1&page=2&token=t&code=c&state=s&api_key=k&sign=s&auth_code=x&name=n';
    expect(parametersOf(request(url))).toEqual({
      page: ['1', '2'],
      token: '[redacted]',
      code: '[redacted]',
      api_key: '[redacted]',
      sign: '[redacted]',
      auth_code: '[redacted]',
      state: 's',
      name: 'n',
    });
    expect(parametersOf(request('/hooks/a'))).toEqual({});
    expect(parametersOf(request('/hooks/a?code=SUMMER&country_code=x&page_token=p'))).toEqual({
      code: 'SUMMER',
      country_code: 'x',
      page_token: 'p',
    });
  });

  it('is not the value of what the hook knows for a credential, however it is called and written', () => {
    const names = new Set(['x-door', 'who']);
    const asked = request('/hooks/a?Who=c&who=d&page=1', ['X-Door', 'c', 'X-Doors', 'v']);

    expect(headersOf(asked, names)).toEqual({ 'x-door': '[redacted]', 'x-doors': 'v' });
    expect(parametersOf(asked, names)).toEqual({ Who: '[redacted]', who: '[redacted]', page: '1' });
  });
});

describe('the key an event is known by', () => {
  it('is that of the sender, or ours: one never stands for the other', () => {
    expect(dedupeKey('a', 'x')).toEqual(dedupeKey('a', 'y'));
    expect(dedupeKey(null, 'x')).not.toEqual(dedupeKey(null, 'y'));
    expect(dedupeKey('own:x', 'y')).not.toEqual(dedupeKey(null, 'x'));
    expect(dedupeKey('x', 'y')).not.toEqual(dedupeKey(null, 'x'));
  });

  it('is another one in another environment, and stays what it was in production', () => {
    expect(dedupeKey('a', 'x', 'production')).toEqual(dedupeKey('a', 'x'));
    const environment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/);
    const event = fc.tuple(fc.option(fc.string()), fc.constantFrom('own-1', 'own-2'), environment);
    fc.assert(
      fc.property(event, event, (one, two) => {
        const isSame = one[2] === two[2] && one[0] === two[0] && (one[0] !== null || one[1] === two[1]);
        expect(dedupeKey(...one).equals(dedupeKey(...two))).toBe(isSame);
      }),
    );
  });
});

describe('the key of an event that is known by its body', () => {
  const at = (text: string): ReturnType<typeof hourKeys> => hourKeys('ab12', new Date(text));
  const [own, beside] = at('2026-01-01T10:59:59.999Z');

  it('is that of its hour, which the hours beside it look for', () => {
    const [next, besideNext] = at('2026-01-01T11:00:00.000Z');

    expect(at('2026-01-01T10:00:00.000Z')[0]).toEqual(own);
    expect(next).not.toEqual(own);
    expect(besideNext).toContainEqual(own);
    expect(beside).toContainEqual(next);
    expect(at('2026-01-01T12:00:00.000Z')[1]).not.toContainEqual(own);
  });

  it('is neither that of an id nor one of another environment', () => {
    const hour = Math.floor(Date.parse('2026-01-01T10:00:00Z') / 3_600_000);

    expect(dedupeKey(`body:${hour}:ab12`, 'x')).not.toEqual(own);
    expect(hourKeys('ab12', new Date('2026-01-01T10:00:00Z'), 'staging')[0]).not.toEqual(own);
  });
});

describe('a subject', () => {
  it.each([
    [null, null],
    ['usr_1', 'usr_1'],
    ['x'.repeat(501), expect.stringMatching(/^sha256:[0-9a-f]{64}$/)],
    [{ format: 'opaque', id: '1' }, '1'],
    [{ format: 'iss_sub', iss: 'https://a', sub: '2' }, '2'],
    [{ format: 'email', email: 'a@b.c' }, 'a@b.c'],
    [{ format: 'other', what: 3 }, '{"format":"other","what":3}'],
  ])('given as %j is kept as %j', (given, kept) => expect(subjectText(given)).toEqual(kept));
});
