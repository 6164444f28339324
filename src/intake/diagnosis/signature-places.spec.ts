import { describe, expect, it } from 'vitest';
import {
  diagnosed,
  github,
  type Mistake,
  one,
  renamed,
  SECRET,
  standard,
  stripe,
  withValue,
} from '../../../test/fixtures/senders/mistake.js';
import { NOW } from '../../../test/fixtures/senders/request.js';

describe('a time that is not ours', () => {
  const late = { ...stripe, sentAt: new Date(NOW.getTime() - 900_000) };
  it.each<[string, Mistake, RegExp, number]>([
    ['past', late, /behind/, -900],
    ['future', { ...standard, sentAt: new Date(NOW.getTime() + 4_000_000) }, /ahead of ours/, 4000],
    [
      'milliseconds',
      { ...standard, spoil: (draft) => withValue(draft, 'webhook-timestamp', (value) => `${value}000`) },
      /seems to be milliseconds since 1970: seconds/,
      0,
    ],
    [
      'seconds',
      {
        preset: 'workos',
        endpoint: one('ws-secret-A'),
        spoil: (draft) => withValue(draft, 'workos-signature', (value) => value.replace(/000,/, ',')),
      },
      /seems to be seconds since 1970: milliseconds/,
      0,
    ],
    [
      'a date',
      { ...standard, spoil: (draft) => withValue(draft, 'webhook-timestamp', () => NOW.toISOString()) },
      /seems to be an RFC 3339 date and time/,
      0,
    ],
  ])('%s', async (_what, mistake, hint, skewSeconds) => {
    const diagnosis = await diagnosed(mistake);

    expect(diagnosis).toMatchObject({ skewSeconds });
    expect(diagnosis.hints.join(' ')).toMatch(hint);
  });

  it.each([
    ['1767225600.5', /fraction/],
    ['Thu, 01 Jan 2026 00:00:00 GMT', /date in words/],
    ['soon', /digits only/],
  ])('or none at all: %s', async (text, hint) => {
    const diagnosis = await diagnosed({
      ...standard,
      spoil: (draft) => withValue(draft, 'webhook-timestamp', () => text),
    });

    expect(diagnosis.reason).toBe('bad_timestamp');
    expect(diagnosis.hints.join(' ')).toMatch(hint);
  });
});

describe('something missing', () => {
  const lost =
    (name: string): Mistake['spoil'] =>
    (draft) =>
      withValue(draft, name, () => null);
  it.each<[string, Mistake, string, RegExp]>([
    [
      'for a sibling family',
      { ...standard, spoil: renamed('webhook-signature', 'svix-signature') },
      'missing_signature',
      /`svix-signature` came instead, which is how senders of the profile svix, clerk, stytch/,
    ],
    [
      'for another name',
      { ...github, spoil: renamed('x-hub-signature-256', 'x-signature') },
      'missing_signature',
      /The header `x-signature` came instead\./,
    ],
    [
      'for a parameter',
      { ...github, spoil: (draft) => ({ ...draft, url: '/h?signature=abc', headers: [] }) },
      'missing_signature',
      /query parameter `signature` came instead/,
    ],
    [
      'a timestamp',
      { ...standard, spoil: renamed('webhook-timestamp', 'x-timestamp') },
      'missing_timestamp',
      /`x-timestamp` came instead/,
    ],
    [
      'a timestamp in the proof',
      { ...stripe, spoil: (draft) => withValue(draft, 'stripe-signature', (value) => value.split(',')[1]!) },
      'missing_timestamp',
      /^$/,
    ],
    [
      'an id',
      { ...standard, spoil: renamed('webhook-id', 'x-message-id') },
      'missing_header',
      /`x-message-id` came instead/,
    ],
    ['and nothing alike', { ...github, spoil: lost('x-hub-signature-256') }, 'missing_signature', /^$/],
  ])('%s', async (_what, mistake, reason, hint) => {
    const diagnosis = await diagnosed(mistake);

    expect(diagnosis.reason).toBe(reason);
    expect(diagnosis.came).toMatch(/did not come|no such entry/);
    expect(diagnosis.hints.join(' ')).toMatch(hint);
  });

  it('of one family is named by what is there of it; with nothing of it, by the other as well', async () => {
    const svix = { preset: 'svix', endpoint: one(SECRET) };
    const family = ['svix-signature', 'svix-id', 'svix-timestamp'];
    const half = await diagnosed({ ...svix, spoil: lost('svix-signature') });
    const none = await diagnosed({
      ...svix,
      spoil: (draft) => family.reduce((rest, name) => lost(name)!(rest), draft),
    });

    expect(half.expected).toMatch(/^the header `svix-signature`/);
    expect(none.expected).toMatch(/`webhook-signature`.* or the header `svix-signature` and its family$/);
  });
});

describe('a place that cannot be used', () => {
  it.each<[string, Mistake, string, RegExp]>([
    [
      'twice',
      {
        ...github,
        spoil: (draft) => ({ ...draft, headers: [...draft.headers, ['X-Hub-Signature-256', 'x']] }),
      },
      'duplicate_header',
      /`x-hub-signature-256` came 2 times/,
    ],
    [
      'with a separator',
      { ...standard, spoil: (draft) => withValue(draft, 'webhook-id', () => 'a.b') },
      'malformed_header',
      /`webhook-id`: 3 characters/,
    ],
    [
      'with two times',
      { ...stripe, spoil: (draft) => withValue(draft, 'stripe-signature', (value) => `t=1,${value}`) },
      'malformed_signature',
      /`t=`/,
    ],
    [
      'with another key',
      {
        preset: 'hap',
        endpoint: one('secretKey', { appKey: 'app-1' }),
        spoil: (draft) => ({ ...draft, url: draft.url.replace('app-1', 'app-2') }),
      },
      'bad_token',
      /`appKey`: 5 characters/,
    ],
    [
      'with the hash of another body',
      {
        preset: 'twilio',
        endpoint: one('12345678', { url: 'https://h.example/' }),
        spoil: (draft) => ({ ...draft, body: Buffer.from('{}') }),
      },
      'body_hash_mismatch',
      /`bodySHA256`: 64 characters of lower-case hex; a body of 2 bytes/,
    ],
  ])('%s', async (_what, mistake, reason, came) => {
    const diagnosis = await diagnosed(mistake);

    expect(diagnosis.reason).toBe(reason);
    expect(diagnosis.came).toMatch(came);
  });
});
