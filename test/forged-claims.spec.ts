/** Tokens that are well signed and mean something else: what each sender's messages have that others lack. */
import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PublicJwk } from '../src/intake/verification/key-sets.js';
import { type Forged, judge, withBody, withHeader } from './fixtures/senders/forge.js';
import {
  carried,
  type Claims,
  EC,
  heldOf,
  JWT_SENDERS,
  type JwtSender,
  jwkOf,
  PUBLISHED,
  token,
  tokenOf,
  type TokenParts,
} from './fixtures/senders/jwt-senders.js';
import { NOW_SECONDS } from './fixtures/senders/request.js';

const sender = (preset: string): JwtSender => JWT_SENDERS.find((each) => each.preset === preset)!;
const post = (from: JwtSender, forged: Forged, keys?: readonly PublicJwk[]): Promise<string> =>
  judge(from.preset, heldOf(from, keys), forged);
const say = (preset: string, claims: Claims, parts: TokenParts = {}): Promise<string> => {
  const from = sender(preset);
  return post(from, carried(from, tokenOf(from, { claims, ...parts })));
};

const LIFE = { iat: NOW_SECONDS, exp: NOW_SECONDS + 300 };
/** Tokens the same keys sign for people who log in. */
const ACCESS: Claims = {
  iss: 'https://idp.example.com',
  aud: 'us',
  sub: 'user-1',
  jti: 'j9',
  azp: 'app',
  scp: [],
  ...LIFE,
};

describe('a token of somebody who logged in', () => {
  it.each(
    JWT_SENDERS.filter(({ preset, jwksUri }) => jwksUri !== null && preset !== 'fusionauth').map(
      (from) => [from.preset, from] as const,
    ),
  )('is no message of %s', async (_preset, from) => {
    const { iss, aud } = from.claims(Buffer.from(''));
    for (const typ of ['JWT', 'at+jwt', undefined]) {
      const claims = {
        ...ACCESS,
        ...(iss === undefined ? {} : { iss }),
        ...(aud === undefined ? {} : { aud }),
      };
      const jwt = tokenOf(from, { onlyClaims: claims, header: { typ } });
      const reasons = [
        'missing_claim',
        'claim_mismatch',
        'forbidden_claim',
        'bad_type',
        'body_hash_mismatch',
      ];
      const verdict = await post(from, carried(from, jwt));
      expect([typ, reasons.includes(verdict) ? 'refused' : verdict]).toEqual([typ, 'refused']);
    }
  });

  it('is none of FusionAuth, whatever signs it', async () => {
    expect(await say('fusionauth', {}, { onlyClaims: ACCESS })).toBe('body_hash_mismatch');
  });

  it('is none of Kinde even with the claims of one', async () => {
    expect(await say('kinde', { sub: 'user-1' })).toBe('forbidden_claim');
    expect(await say('kinde', { sub: null })).toBe('forbidden_claim');
    expect(await say('kinde', { type: '' })).toBe('missing_claim');
  });
});

describe('a security event token', () => {
  const [type, other] = [
    'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
    'https://e.example/x',
  ];

  it.each<[string, unknown, string]>([
    ['two events', { [type]: {}, [other]: {} }, 'bad_event'],
    ['no event', {}, 'bad_event'],
    ['a list of events', [{ [type]: {} }], 'bad_event'],
    ['text for events', JSON.stringify({ [type]: {} }), 'bad_event'],
    ['an event that is text', { [type]: 'x' }, 'bad_event'],
    ['an event that is a list', { [type]: [] }, 'bad_event'],
    ['an event that is null', { [type]: null }, 'bad_event'],
    ['an event without members', { [type]: {} }, 'ok'],
    ['an event of a type we do not know', { [other]: { a: 1 } }, 'ok'],
  ])('with %s', async (_what, events, reason) => {
    expect(await say('ssf', { events })).toBe(reason);
    expect(await say('set', { events })).toBe(reason);
  });

  it.each<[string, string | undefined, string]>([
    ['ssf', 'secevent+jwt', 'ok'],
    ['ssf', 'SecEvent+JWT', 'ok'],
    ['ssf', 'application/secevent+jwt', 'ok'],
    ['ssf', 'APPLICATION/SECEVENT+JWT', 'ok'],
    ['ssf', 'text/secevent+jwt', 'bad_type'],
    ['ssf', 'application/application/secevent+jwt', 'bad_type'],
    ['ssf', 'JWT', 'bad_type'],
    ['ssf', 'logout+jwt', 'bad_type'],
    ['ssf', '', 'bad_type'],
    ['ssf', undefined, 'bad_type'],
    ['set', undefined, 'ok'],
    ['set', 'secevent+jwt', 'ok'],
    ['set', 'JWT', 'bad_type'],
    ['google-risc', undefined, 'ok'],
    ['google-risc', 'anything', 'ok'],
    ['oidc-backchannel-logout', undefined, 'ok'],
    ['oidc-backchannel-logout', 'logout+jwt', 'ok'],
    ['oidc-backchannel-logout', 'JWT', 'bad_type'],
    ['oidc-backchannel-logout', 'secevent+jwt', 'bad_type'],
  ])('of %s with typ %j is %s', async (preset, typ, reason) => {
    expect(await say(preset, {}, { header: { typ } })).toBe(reason);
  });

  it.each(['application/json', 'application/jwt', 'text/plain', '', 'application/secevent+jwt, text/plain'])(
    'does not come as %j',
    async (contentType) => {
      const ssf = sender('ssf');
      const forged = carried(ssf, tokenOf(ssf));

      expect(await post(ssf, withHeader(forged, 'content-type', contentType))).toBe('bad_content_type');
      expect(await post(ssf, withHeader(forged, 'content-type', null))).toBe('bad_content_type');
    },
  );

  it('may come with parameters to its type, in any case', async () => {
    const ssf = sender('ssf');
    const forged = carried(ssf, tokenOf(ssf));

    expect(
      await post(ssf, withHeader(forged, 'content-type', 'Application/SecEvent+JWT; charset=utf-8')),
    ).toBe('ok');
  });

  it.each([
    ['\n', 'behind'],
    ['\r\n', 'behind'],
    [' ', 'behind'],
    ['\ufeff', 'before'],
    [' ', 'before'],
    ['"', 'around'],
  ])('is the whole body: not with %j %s it', async (extra, place) => {
    const ssf = sender('ssf');
    const jwt = tokenOf(ssf);
    const body = place === 'behind' ? jwt + extra : place === 'before' ? extra + jwt : extra + jwt + extra;

    expect(await post(ssf, withBody(carried(ssf, jwt), body))).toBe('malformed_token');
  });

  it('is not there in an empty body', async () => {
    expect(await post(sender('ssf'), withBody(carried(sender('ssf'), ''), ''))).toBe('missing_token');
  });

  it('comes with the Authorization text its stream was made with, verbatim', async () => {
    const ssf = { ...sender('ssf'), secrets: ['Bearer abc', 'old'] };
    const with_ = (text: string | readonly string[] | null): Promise<string> =>
      post(ssf, withHeader(carried(ssf, tokenOf(ssf)), 'authorization', text));

    expect(await with_('Bearer abc')).toBe('ok');
    expect(await with_('old')).toBe('ok');
    expect(await with_(null)).toBe('missing_token');
    expect(await with_('bearer abc')).toBe('bad_token');
    expect(await with_('abc')).toBe('bad_token');
    expect(await with_(['Bearer abc', 'Bearer abc'])).toBe('duplicate_header');
  });

  it('is old when it was queued, and taken all the same', async () => {
    expect(await say('ssf', { iat: 1 })).toBe('ok');
    expect(await say('ssf', { iat: NOW_SECONDS * 1000 })).toBe('not_yet_valid');
    expect(await say('ssf', { toe: NOW_SECONDS + 999, txn: 1, nbf: undefined })).toBe('ok');
  });

  it('of a sender that lets it expire does so', async () => {
    expect(await say('set', { exp: NOW_SECONDS - 61 })).toBe('expired');
    expect(await say('set', { exp: NOW_SECONDS + 1, sub: 'u1' })).toBe('ok');
    expect(await say('google-risc', { exp: NOW_SECONDS + 1 })).toBe('forbidden_claim');
    expect(await say('google-risc', { sub: 'u1' })).toBe('ok');
  });

  it('of Google is of accounts.google.com with its slash, whatever the hook says', async () => {
    const risc = { ...sender('google-risc'), config: { issuer: 'https://evil.example', audience: 'us' } };

    expect(await post(risc, carried(risc, tokenOf(risc)))).toBe('ok');
    expect(await post(risc, carried(risc, tokenOf(risc, { claims: { iss: 'https://evil.example' } })))).toBe(
      'bad_issuer',
    );
  });
});

describe('a logout token', () => {
  it.each<[Claims, string]>([
    [{ sid: undefined, sub: 'u1' }, 'ok'],
    [{ sid: undefined }, 'missing_claim'],
    [{ sid: '', sub: null }, 'missing_claim'],
    [{ nonce: null }, 'forbidden_claim'],
    [{ events: { 'https://e.example/other': {} } }, 'bad_event'],
    [{ events: { 'http://schemas.openid.net/event/backchannel-logout': 'x' } }, 'bad_event'],
    [
      { events: { 'http://schemas.openid.net/event/backchannel-logout': {}, 'https://e.example/other': {} } },
      'ok',
    ],
    [
      {
        events: JSON.parse(
          '{"__proto__":{"http://schemas.openid.net/event/backchannel-logout":{}}}',
        ) as object,
      },
      'malformed_token',
    ],
  ])('with %j is %s', async (claims, reason) => {
    expect(await say('oidc-backchannel-logout', claims)).toBe(reason);
  });

  it('is one field of the form', async () => {
    const logout = sender('oidc-backchannel-logout');
    const jwt = tokenOf(logout);
    const send = (body: string): Promise<string> => post(logout, withBody(carried(logout, jwt), body));

    expect(await send(`a=1&logout_token=${jwt}`)).toBe('ok');
    expect(await send(`logout_token=${jwt}&logout_token=${jwt}`)).toBe('duplicate_header');
    expect(await send(`id_token=${jwt}`)).toBe('missing_token');
    expect(await send('logout_token=')).toBe('missing_token');
    expect(await send(`?logout_token=${jwt}`)).toBe('missing_token');
    expect(await send(jwt)).toBe('missing_token');
  });
});

describe('what stands around a token', () => {
  it('must agree with Hanko’s', async () => {
    const hanko = sender('hanko');
    const send = (envelope: unknown): Promise<string> =>
      post(hanko, withBody(carried(hanko, ''), JSON.stringify(envelope)));
    const jwt = tokenOf(hanko);

    expect(await send({ token: jwt, event: 'user.create', data: 'unsigned' })).toBe('ok');
    expect(await send({ token: jwt, event: 'user.delete' })).toBe('claim_mismatch');
    expect(await send({ token: jwt, event: ['user.create'] })).toBe('claim_mismatch');
    expect(await send({ token: jwt })).toBe('claim_mismatch');
    expect(await send({ token: [jwt], event: 'user.create' })).toBe('malformed_body');
    expect(await send({ event: 'user.create' })).toBe('missing_token');
    expect(await send([{ token: jwt, event: 'user.create' }])).toBe('missing_token');
    expect(await say('hanko', { sub: 'user-1' })).toBe('claim_mismatch');
  });
});

describe('every validation token of Graph', () => {
  const graph = sender('ms-graph-rich');
  const good = tokenOf(graph);
  const send = (validationTokens: unknown, clientState = 'state'): Promise<string> =>
    post(
      graph,
      withBody(carried(graph, ''), JSON.stringify({ value: [{ id: '1', clientState }], validationTokens })),
    );
  const bad = (claims: Claims): string => tokenOf(graph, { claims });

  it('is looked at, wherever it stands', async () => {
    const second = bad({
      iss: 'https://sts.windows.net/t2/',
      aud: 'us2',
      appid: undefined,
      azp: '0bf30f3b-4a52-48df-9a82-234910c4a086',
    });

    expect(await send([good])).toBe('ok');
    expect(await send([good, second])).toBe('ok');
    for (const [claims, reason] of [
      [{ appid: 'other' }, 'claim_mismatch'],
      [{ azp: 'other' }, 'claim_mismatch'],
      [{ iss: 'https://sts.windows.net/t3/' }, 'bad_issuer'],
      [{ aud: 'them' }, 'bad_audience'],
      [{ exp: NOW_SECONDS - 61 }, 'expired'],
    ] as const) {
      expect([claims, await send([good, bad(claims)])]).toEqual([claims, reason]);
      expect([claims, await send([bad(claims), good])]).toEqual([claims, reason]);
    }
    expect(await send([good, 'x'])).toBe('malformed_token');
    expect(await send([good, ''])).toBe('missing_token');
    expect(await send([good, null])).toBe('missing_token');
    expect(await send([good, 7])).toBe('malformed_body');
    expect(await send([])).toBe('missing_token');
    expect(await send(good)).toBe('missing_token');
    expect(await send({ 0: good })).toBe('missing_token');
    expect(await send([good], 'other')).toBe('bad_token');
  });
});

describe('an application of Entra', () => {
  it.each<[Claims, string]>([
    [{ azp: undefined, appid: '99045fe1-7639-4a75-9d4a-577b6ca3810f' }, 'ok'],
    [{ appid: 'other' }, 'claim_mismatch'],
    [{ azp: 'other' }, 'claim_mismatch'],
    [{ azp: undefined }, 'claim_mismatch'],
    [{ azp: ['99045fe1-7639-4a75-9d4a-577b6ca3810f'] }, 'claim_mismatch'],
  ])('with %j is %s', async (claims, reason) => {
    expect(await say('entra-custom-ext', claims)).toBe(reason);
  });
});

describe('an elliptic key', () => {
  const keys = [jwkOf(EC.publicKey, { kid: 'k1', alg: 'ES256' })];
  const es256 = { alg: 'ES256', kid: 'k1', typ: 'secevent+jwt' };

  it.each(['set', 'apple-siwa', 'oidc-backchannel-logout', 'zitadel-jwt', 'keycloak-p2-jwt'])(
    'of %s signs with it',
    async (preset) => {
      const from = sender(preset);
      const header = { ...es256, typ: from.typ };
      const jwt = token(header, from.claims(Buffer.from(from.body)), EC.privateKey);

      expect(await post(from, carried(from, jwt), keys)).toBe('ok');
      expect(await post(from, carried(from, jwt), PUBLISHED)).toBe('alg_not_allowed');
    },
  );

  it.each(['ssf', 'google-risc', 'kinde', 'hanko', 'entra-custom-ext', 'firebase-blocking', 'ms-graph-rich'])(
    'of %s signs nothing',
    async (preset) => {
      const from = sender(preset);
      const jwt = token({ ...es256, typ: from.typ }, from.claims(Buffer.from(from.body)), EC.privateKey);

      expect(await post(from, carried(from, jwt), keys)).toBe('alg_not_allowed');
    },
  );

  it('signs in the form of JOSE, not in that of X.509', async () => {
    const from = sender('set');
    const jwt = token(es256, from.claims(Buffer.from(from.body)), EC.privateKey);
    const signed = jwt.slice(0, jwt.lastIndexOf('.'));
    const der = sign('sha256', Buffer.from(signed), EC.privateKey).toString('base64url');

    expect(await post(from, carried(from, `${signed}.${der}`), keys)).toBe('bad_signature');
  });
});
