import { describe, expect, it } from 'vitest';
import { diagnosed, type Mistake, one, withValue } from '../../../test/fixtures/senders/mistake.js';
import { aRequest, NOW } from '../../../test/fixtures/senders/request.js';
import type { DraftRequest } from '../signing/draft-request.js';
import { tokenDigest } from '../verification/token.js';
import { diagnose } from './diagnose.js';

const TOKEN = 'tok-0123456789';
const bearer = { preset: 'auth0-events', endpoint: one(TOKEN) };
const verbatim = { preset: 'okta', endpoint: one(TOKEN) };
const basic = { preset: 'auth0-events-basic', endpoint: one('hook:p4ssw0rd') };
const authorization =
  (change: (value: string) => string | null): Mistake['spoil'] =>
  (draft) =>
    withValue(draft, 'authorization', change);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a token in the wrong form', () => {
  it.each<[string, Mistake, RegExp]>([
    [
      'without its scheme',
      { ...bearer, spoil: authorization(() => TOKEN) },
      /right token came without its scheme/,
    ],
    [
      'with another scheme',
      { ...bearer, spoil: authorization(() => `Token ${TOKEN}`) },
      /behind the scheme `Token`, and another is expected/,
    ],
    [
      'in quotes',
      { ...bearer, spoil: authorization(() => `Bearer "${TOKEN}"`) },
      /right token came in quotes/,
    ],
    ['in base64', { ...bearer, spoil: authorization(() => `Bearer ${base64(TOKEN)}`) }, /encoded in base64/],
    [
      'with a scheme nobody expects',
      { ...verbatim, spoil: authorization(() => `Bearer ${TOKEN}`) },
      /behind the scheme `Bearer`, and it is configured without one/,
    ],
    [
      'without the scheme that is part of it',
      { ...verbatim, endpoint: one(`Bearer ${TOKEN}`), spoil: authorization(() => TOKEN) },
      /without the word `Bearer` that it begins with/,
    ],
    [
      'with that scheme in other letters',
      { ...verbatim, endpoint: one(`Bearer ${TOKEN}`), spoil: authorization(() => `bearer ${TOKEN}`) },
      /scheme in other letters/,
    ],
    [
      'configured with its scheme twice',
      { ...bearer, endpoint: one(`Bearer ${TOKEN}`), spoil: authorization(() => `Bearer ${TOKEN}`) },
      /configured with its scheme, which stands apart/,
    ],
    [
      'configured with white space',
      { ...bearer, endpoint: one(`${TOKEN} `), signedBy: one(TOKEN) },
      /white space around it, which a header cannot carry/,
    ],
    [
      'as plain text',
      { ...basic, spoil: authorization(() => 'Basic hook:p4ssw0rd') },
      /as plain text, and base64 is expected/,
    ],
    [
      'as user and password without a scheme',
      { ...basic, spoil: authorization(() => base64('hook:p4ssw0rd')) },
      /without its scheme/,
    ],
    [
      'after it was retired',
      {
        ...bearer,
        spoil: authorization(() => 'Bearer old-token-1'),
        more: { retired: ['older', 'old-token-1'] },
      },
      /a retired one, number 1/,
    ],
    ['of somebody else', { ...bearer, spoil: authorization(() => 'Bearer other') }, /another token/],
  ])('%s', async (_how, mistake, hint) => {
    const diagnosis = await diagnosed(mistake);

    expect(diagnosis.reason).toBe('bad_token');
    expect(diagnosis.hints.join(' ')).toMatch(hint);
    expect(JSON.stringify(diagnosis)).not.toMatch(/tok-|0123|p4ss|old-token/);
  });

  it('is told by its length, and by its scheme where that is a known word', async () => {
    const came = async (value: string): Promise<string> =>
      (await diagnosed({ ...bearer, spoil: authorization(() => value) })).came;

    expect(await came('Basic xyz123')).toBe(
      'the header `authorization`: `Basic` and 6 characters of letters and digits',
    );
    expect(await came('hunter2 abc123')).toBe(
      'the header `authorization`: 14 characters of plain text with spaces',
    );
  });
});

describe('a token that is not there', () => {
  it('may stand under another name', async () => {
    const spoil = (draft: DraftRequest): DraftRequest => ({
      ...draft,
      url: '/h?my-s3cr3t-token&api_key=abc',
      headers: [['X-Api-Key', TOKEN]],
    });
    const { hints, came } = await diagnosed({ ...bearer, spoil });

    expect(came).toBe('the header `authorization` did not come');
    expect(hints).toEqual([
      'The header `x-api-key` came instead, which is how senders of the profile ory-api-key, eventbridge-api do it.',
      'The query parameter `api_key` came instead.',
    ]);
  });

  it('or comes twice', async () => {
    const spoil = (draft: DraftRequest): DraftRequest => ({
      ...draft,
      headers: [...draft.headers, ...draft.headers],
    });
    const { came, hints } = await diagnosed({ ...bearer, spoil });

    expect(came).toBe('the header `authorization` came 2 times');
    expect(hints.join(' ')).toMatch(/nobody can say which one counts/);
  });

  it('in a body that cannot hold it', async () => {
    const mistake = { preset: 'hap-app-v2', endpoint: one(TOKEN, { appKey: 'app-1' }) };
    const { reason, hints } = await diagnosed({
      ...mistake,
      spoil: (draft) => ({ ...draft, body: Buffer.from('a=1') }),
    });

    expect({ reason, hints }).toEqual({ reason: 'malformed_body', hints: ['It is not JSON.'] });
  });

  it('beside a key that is another one', async () => {
    const mistake = { preset: 'hap-app', endpoint: one(TOKEN, { appKey: 'app-1' }) };
    const { came } = await diagnosed({
      ...mistake,
      spoil: (draft) => withValue(draft, 'hap-appkey', () => 'app-22'),
    });

    expect(came).toBe('the header `hap-appkey`: 6 characters of base64url');
  });

  it('at its second place', async () => {
    const mistake = { preset: 'cloudevents', endpoint: one(TOKEN, { origins: ['o.example'] }) };
    const spoil = (draft: DraftRequest): DraftRequest => ({
      ...draft,
      headers: [],
      url: '/h?access_token=zzz',
    });
    const { came } = await diagnosed({ ...mistake, spoil });

    expect(came).toBe('the query parameter `access_token`: 3 characters of letters and digits');
  });
});

describe('the token of the hook itself', () => {
  const token = { from: 'header:x-hook-key', digests: [tokenDigest(TOKEN)] };
  const ask = (
    headers: Record<string, string>,
    reason: string,
    digests = token.digests,
  ): ReturnType<typeof diagnose> =>
    diagnose({
      endpoint: { secrets: [], config: {} },
      request: aRequest({ headers }),
      reason,
      now: NOW,
      token: { ...token, digests },
    });

  it('is diagnosed by its digests alone', () => {
    expect(ask({ 'x-hook-key': `Bearer ${TOKEN}` }, 'bad_token').hints.join(' ')).toMatch(
      /configured without one/,
    );
    expect(ask({ 'x-hook-token': TOKEN }, 'missing_token').hints.join(' ')).toMatch(
      /`x-hook-token` came instead/,
    );
  });

  it('made from secrets that are not there says so', () => {
    expect(ask({}, 'no_secret', []).hints.join(' ')).toMatch(/secrets that are not there/);
  });

  it('does not stand in for the check that refused when it was right', async () => {
    const { expected } = await diagnosed({
      ...bearer,
      spoil: (draft) => ({ ...withValue(draft, 'authorization', () => 'Bearer x'), url: `/h?key=${TOKEN}` }),
      more: { token: { from: 'query:key', digests: token.digests } },
    });

    expect(expected).toMatch(/`authorization`/);
  });
});
