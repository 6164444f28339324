/** What attackers do to signed tokens, tried on every sender that sends one. */
import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PublicJwk } from '../src/intake/verification/key-sets.js';
import { headerOf, judge, withBody, withHeader } from './fixtures/senders/forge.js';
import {
  carried,
  EC,
  heldOf,
  JWT_SENDERS,
  type JwtSender,
  jwkOf,
  OTHER_RSA,
  pemOf,
  PUBLISHED,
  RSA,
  tokenOf,
  type TokenParts,
  WEAK_RSA,
} from './fixtures/senders/jwt-senders.js';
import { NOW_SECONDS } from './fixtures/senders/request.js';

const labelled = JWT_SENDERS.map(
  (sender) => [sender.jwksUri === null ? `${sender.preset} (shared secret)` : sender.preset, sender] as const,
);
const published = labelled.filter(([, { jwksUri }]) => jwksUri !== null);

const send = (sender: JwtSender, jwt: string, keys?: readonly PublicJwk[]): Promise<string> =>
  judge(sender.preset, heldOf(sender, keys), carried(sender, jwt));
const ask = (sender: JwtSender, parts: TokenParts = {}, keys?: readonly PublicJwk[]): Promise<string> =>
  send(sender, tokenOf(sender, parts), keys);

describe.each(labelled)('a token of %s', (_label, sender) => {
  const good = tokenOf(sender);
  const [head, claims, signature] = good.split('.') as [string, string, string];
  const other = Buffer.from(
    JSON.stringify({ ...sender.claims(Buffer.from(sender.body)), extra: 1 }),
  ).toString('base64url');

  it('is accepted', async () => {
    expect(await send(sender, good)).toBe('ok');
  });

  it('may say more than we read', async () => {
    expect(
      await ask(sender, { claims: { extra: { a: [1] } }, header: { jku: 'https://evil.example/', x: 1 } }),
    ).toBe('ok');
  });

  it.each([
    ['other claims', `${head}.${other}.${signature}`, 'bad_signature'],
    ['no signature', `${head}.${claims}.`, 'bad_signature'],
    ['half a signature', `${head}.${claims}.${signature.slice(0, 40)}`, 'bad_signature'],
    ['two parts', `${head}.${claims}`, 'malformed_token'],
    ['four parts', `${good}.${signature}`, 'malformed_token'],
    ['five parts, as if encrypted', `${good}.AA.AA`, 'malformed_token'],
    ['padding', `${head}=.${claims}.${signature}`, 'malformed_token'],
    ['a space inside', `${head}.${claims} .${signature}`, 'malformed_token'],
    ['the letters of standard base64', `${head}.${claims}.${signature}+/`, 'malformed_token'],
    ['nothing but dots', '..', 'malformed_token'],
    ['no dots', 'token', 'malformed_token'],
    ['more than anybody sends', `${head}.${'A'.repeat(65_536)}.${signature}`, 'malformed_token'],
  ])('with %s is refused', async (_what, jwt, reason) => {
    expect(await send(sender, jwt)).toBe(reason);
  });

  it.each<[string, TokenParts, string]>([
    ['claims that are a list', { onlyClaims: '[1]' }, 'malformed_token'],
    ['claims that are text', { onlyClaims: '"x"' }, 'malformed_token'],
    ['claims that are no JSON', { onlyClaims: '{' }, 'malformed_token'],
    [
      'claims nested without end',
      { onlyClaims: `{"a":${'['.repeat(200)}${']'.repeat(200)}}` },
      'malformed_token',
    ],
    ['an extension that must be understood', { header: { crit: ['exp'], exp: 1 } }, 'malformed_token'],
    ['an empty list of such', { header: { crit: [] } }, 'malformed_token'],
    ['a detached payload', { header: { b64: false, crit: ['b64'] } }, 'malformed_token'],
    ['a key name that is a number', { header: { kid: 1 } }, 'malformed_token'],
    ['an algorithm that is none of the names', { header: { alg: ['RS256'] } }, 'malformed_token'],
    ['no algorithm', { header: { alg: undefined } }, 'malformed_token'],
  ])('with %s is refused', async (_what, parts, reason) => {
    expect(await ask(sender, parts)).toBe(reason);
  });

  it.each(['none', 'None', 'NONE', 'nOnE', '', 'HS512', 'rs256', 'RS1', 'dir', 'ES256K', 'toString'])(
    'with the algorithm %j is refused, signed or not',
    async (alg) => {
      expect(await ask(sender, { header: { alg } })).toBe('alg_not_allowed');
      const unsigned = tokenOf(sender, { header: { alg } }).split('.').slice(0, 2).join('.');
      expect(await send(sender, `${unsigned}.`)).toBe('alg_not_allowed');
    },
  );

  it('holds for its time, a minute more for clocks that differ, edges included', async () => {
    const at = (name: string, offset: number): Promise<string> =>
      ask(sender, { claims: { [name]: NOW_SECONDS + offset } });

    for (const name of ['iat', 'nbf']) {
      expect([await at(name, 60), await at(name, 61)]).toEqual(['ok', 'not_yet_valid']);
      expect(await at(name, NOW_SECONDS * 999)).toBe('not_yet_valid'); // milliseconds
      expect(await at(name, -86_400 * 365)).toBe('ok');
    }
  });

  it('holds until it expires, where it may, edge included', async () => {
    const at = (offset: number): Promise<string> => ask(sender, { claims: { exp: NOW_SECONDS + offset } });
    const isForbidden = sender.forbidden.includes('exp');

    expect(await at(-60)).toBe(isForbidden ? 'forbidden_claim' : 'ok');
    expect(await at(-61)).toBe('expired');
  });

  it.each(['exp', 'nbf', 'iat'])('has its %s in numbers', async (name) => {
    for (const value of [String(NOW_SECONDS), null, true, [NOW_SECONDS], {}]) {
      expect([value, await ask(sender, { claims: { [name]: value } })]).toEqual([value, 'malformed_token']);
    }
  });

  it('says everything that makes it a message', async () => {
    for (const name of sender.required) {
      const verdict = await ask(sender, { claims: { [name]: undefined } });
      const reasons = ['missing_claim', 'bad_issuer', 'bad_audience', 'claim_mismatch', 'body_hash_mismatch'];
      expect([name, reasons.includes(verdict) ? 'refused' : verdict]).toEqual([name, 'refused']);
    }
    for (const name of sender.forbidden) {
      expect([name, await ask(sender, { claims: { [name]: NOW_SECONDS + 300 } })]).toEqual([
        name,
        'forbidden_claim',
      ]);
    }
  });

  it('does not borrow members of every object', async () => {
    const inherited = `{"__proto__":${JSON.stringify(sender.claims(Buffer.from(sender.body)))}}`;
    const verdict = await ask(sender, { onlyClaims: inherited });

    expect(verdict).toBe('malformed_token');
  });
});

const saying = (claim: string): typeof labelled =>
  labelled.filter(([, sender]) => sender.claims(Buffer.from(''))[claim] !== undefined);

describe.each(saying('iss'))('the issuer of %s', (_label, sender) => {
  const { iss } = sender.claims(Buffer.from('')) as { iss: string };

  it.each([`${iss}/`, iss.slice(0, -1), iss.toUpperCase(), [iss], '', null, 1, `${iss} `])(
    'is compared to the letter: not %j',
    async (other) => {
      expect(await ask(sender, { claims: { iss: other } })).toBe('bad_issuer');
    },
  );
});

describe.each(saying('aud'))('the audience of %s', (_label, sender) => {
  it.each(['us', ['us'], ['them', 'us']])('may be %j', async (aud) => {
    expect(await ask(sender, { claims: { aud } })).toBe('ok');
  });

  it.each(
    ['them', 'US', 'us ', [], ['them'], [['us']], 7, true, null, { us: 1 }, ['us', 7]].map((aud) => [aud]),
  )('is not us when it is %j', async (aud) => {
    expect(await ask(sender, { claims: { aud } })).toBe('bad_audience');
  });
});

describe.each(labelled.filter(([, { header }]) => header !== null))('the header of %s', (_label, sender) => {
  const name = sender.header!;
  const forged = carried(sender, tokenOf(sender));
  const value = headerOf(forged, name);
  const ask = (text: string | readonly string[] | null): Promise<string> =>
    judge(sender.preset, heldOf(sender), withHeader(forged, name, text));

  it('comes once, and not empty', async () => {
    expect(await ask([value, value])).toBe('duplicate_header');
    expect(await ask([value, 'x'])).toBe('duplicate_header');
    expect(await ask(['x', value])).toBe('duplicate_header');
    expect(await ask(null)).toBe('missing_token');
    expect(await ask('')).toBe('missing_token');
  });

  it('has the scheme of its sender, or none', async () => {
    const jwt = value.replace('Bearer ', '');
    const isBearer = jwt !== value;

    expect(await ask(isBearer ? `bearer ${jwt}` : jwt)).toBe('ok');
    expect(await ask(isBearer ? jwt : `Bearer ${jwt}`)).toBe(isBearer ? 'bad_token' : 'malformed_token');
    expect(await ask(`Basic ${jwt}`)).toBe(isBearer ? 'bad_token' : 'malformed_token');
  });
});

describe.each(saying('request_body_sha256'))('the body %s signs the hash of', (_label, sender) => {
  const { request_body_sha256: hash } = sender.claims(Buffer.from(sender.body)) as {
    request_body_sha256: string;
  };
  const enc = hash.length === 64 ? 'hex' : 'base64';
  const bytes = Buffer.from(hash, enc);

  it.each(['', `${sender.body}\n`, ` ${sender.body}`, '{}'])('is no other: %j', async (body) => {
    const forged = withBody(carried(sender, tokenOf(sender)), body);

    expect(await judge(sender.preset, heldOf(sender), forged)).toBe('body_hash_mismatch');
  });

  it.each(
    [
      bytes.toString(enc === 'hex' ? 'base64' : 'hex'),
      bytes.toString('base64url'),
      hash.toUpperCase(),
      `${hash} `,
      [hash],
      null,
    ].map((text) => [text]),
  )('has its hash written one way: not %j', async (text) => {
    expect(await ask(sender, { claims: { request_body_sha256: text } })).toBe('body_hash_mismatch');
  });
});

describe.each(published)('a key of %s', (_label, sender) => {
  it('is the published one of that name', async () => {
    expect(await ask(sender, { key: OTHER_RSA.privateKey })).toBe('bad_signature');
    expect(await ask(sender, { header: { kid: 'k2' } })).toBe('unknown_key');
    expect(await ask(sender, { header: { kid: '' } })).toBe('unknown_key');
    expect(await ask(sender, { header: { kid: 'K1' } })).toBe('unknown_key');
    for (const kid of ['../../k1', '/dev/null', '__proto__', 'constructor', "k1' or '1'='1", 'k1\u0000']) {
      expect([kid, await ask(sender, { header: { kid } })]).toEqual([kid, 'unknown_key']);
    }
  });

  it('never comes along with the token', async () => {
    const brought = {
      jwk: jwkOf(OTHER_RSA.publicKey),
      x5c: ['AAAA'],
      jku: 'https://evil.example',
      x5u: 'https://evil.example',
    };

    expect(await ask(sender, { key: OTHER_RSA.privateKey, header: brought })).toBe('bad_signature');
    expect(await ask(sender, { key: OTHER_RSA.privateKey, header: { ...brought, kid: 'k2' } })).toBe(
      'unknown_key',
    );
  });

  it('is not a shared secret', async () => {
    for (const key of [pemOf(RSA.publicKey), pemOf(RSA.publicKey).trim(), String(PUBLISHED[0]!.n), '']) {
      expect(await ask(sender, { key, header: { alg: 'HS256' } })).toBe('alg_not_allowed');
    }
    const oct = [{ kty: 'oct', kid: 'k1', k: 'c2VjcmV0' } as PublicJwk];
    expect(await ask(sender, { key: 'secret', header: { alg: 'HS256' } }, oct)).toBe('alg_not_allowed');
  });

  it('may be left unnamed only where there is one', async () => {
    const second = jwkOf(OTHER_RSA.publicKey, { kid: 'k2', alg: 'RS256', use: 'sig' });

    expect(await ask(sender, { header: { kid: undefined } })).toBe('ok');
    expect(await ask(sender, { header: { kid: undefined } }, [...PUBLISHED, second])).toBe('unknown_key');
    expect(
      await ask(sender, { key: OTHER_RSA.privateKey, header: { kid: 'k2' } }, [...PUBLISHED, second]),
    ).toBe('ok');
    expect(
      await ask(sender, { key: OTHER_RSA.privateKey, header: { kid: 'k1' } }, [...PUBLISHED, second]),
    ).toBe('bad_signature');
  });

  it.each<[string, readonly PublicJwk[], string]>([
    ['there is none', [], 'no_secret'],
    ['it is for encryption', [jwkOf(RSA.publicKey, { kid: 'k1', use: 'enc' })], 'unknown_key'],
    ['it is for another algorithm', [jwkOf(RSA.publicKey, { kid: 'k1', alg: 'RS512' })], 'alg_not_allowed'],
    ['it is of another type', [jwkOf(EC.publicKey, { kid: 'k1' })], 'alg_not_allowed'],
  ])('proves nothing when %s', async (_what, keys, reason) => {
    expect(await ask(sender, {}, keys)).toBe(reason);
  });

  it('is long enough', async () => {
    const weak = [jwkOf(WEAK_RSA.publicKey, { kid: 'k1' })];

    expect(await ask(sender, { key: WEAK_RSA.privateKey }, weak)).toBe('weak_key');
  });

  it('does not sign in another form', async () => {
    const good = tokenOf(sender);
    const signed = good.slice(0, good.lastIndexOf('.'));
    const pss = sign('sha256', Buffer.from(signed), { key: RSA.privateKey, padding: 6, saltLength: 32 });
    const sha512 = sign('sha512', Buffer.from(signed), RSA.privateKey);
    for (const signature of [pss, sha512]) {
      expect(await send(sender, `${signed}.${signature.toString('base64url')}`)).toBe('bad_signature');
    }
  });
});
