import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aRequest,
  aVerifier,
  NOW,
  NOW_SECONDS,
  verdictOf,
  withBitFlipped,
} from '../../../test/fixtures/senders/request.js';
import type { Verifier } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';

const hmac = (
  alg: string,
  key: string | Buffer,
  ...parts: (string | Buffer)[]
): ReturnType<typeof createHmac> => {
  const hash = createHmac(alg, key);
  parts.forEach((part) => hash.update(part));
  return hash;
};

describe('a signature over the body', () => {
  const verifier = aVerifier('logto', { secrets: ['key'] });
  const ask = (body: Buffer, signature: string): Promise<string> =>
    verdictOf(verifier.verify(aRequest({ headers: { 'logto-signature-sha-256': signature }, body }), NOW));

  it('is proven for any bytes and refused with any bit turned', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.nat(), async (array, bit) => {
        const body = Buffer.from(array);
        const signature = hmac('sha256', 'key', body).digest('hex');

        expect(await ask(body, signature)).toBe('accepted');
        expect(await ask(withBitFlipped(body, bit), signature)).toBe('bad_signature');
        const flipped = withBitFlipped(Buffer.from(signature, 'hex'), bit).toString('hex');
        expect(await ask(body, flipped)).toBe('bad_signature');
      }),
    );
  });

  it('covers the bytes on the wire, so a packed body is proven packed and read unpacked', async () => {
    const body = gzipSync('{"event":"User.Created"}');
    const headers = {
      'content-encoding': 'gzip',
      'logto-signature-sha-256': hmac('sha256', 'key', body).digest('hex'),
    };
    const accepted = await verifier.verify(aRequest({ headers, body }), NOW);

    expect(accepted.kind === 'accepted' && verifier.extract(accepted)[0]?.type).toBe('User.Created');
    expect(await ask(Buffer.from('{"event":"User.Created"}'), headers['logto-signature-sha-256'])).toBe(
      'bad_signature',
    );
  });
});

describe('a secret', () => {
  it.each([
    ['standard-webhooks', ['whsec_']],
    ['standard-webhooks', ['whsec_not base64!']],
    ['standard-webhooks', ['whsec_c2hvcnQ=']],
    ['standard-webhooks-v1a', ['whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
    ['stripe', ['whsec_']],
    ['stripe', ['  ']],
    ['stripe', []],
    ['stripe', ['good', '']],
    ['github', ['\n']],
  ])('that proves nothing keeps %s from being saved: %j', (preset, secrets) => {
    expect(() => aVerifier(preset, { secrets })).toThrow(VerifierRefused);
  });

  it('never shows in the error', () => {
    const refused = refusalOf(() => aVerifier('standard-webhooks', { secrets: ['whsec_hunter2!'] }));

    expect(refused).toBeInstanceOf(VerifierRefused);
    expect(JSON.stringify([refused, String(refused)])).not.toContain('hunter2');
  });
});

describe('a template of an operator', () => {
  const config = {
    alg: 'hmac-sha512',
    content: '{header.x-id}:{ts}:{query.tenant}:{config.salt}:{body}',
    proof: { from: 'header:x-sig', split: ' ', prefix: 'a=', enc: 'base64url' },
    time: { from: 'header:x-ts', unit: 'ms', past: 10, future: 5 },
    key: { enc: 'hex' },
    salt: 'ü',
  };
  const key = Buffer.from('00ff10', 'hex');
  const verifier = aVerifier('generic-hmac', { secrets: ['00FF10'], config });
  const ask = (id: string, ts: string, now = NOW, signedId = id): Promise<string> => {
    const text = `${signedId}:${ts}:t é:ü:`;
    const signature = `a=${hmac('sha512', key, text, 'body').digest('base64url')}`;
    const headers = { 'X-Id': id, 'X-Ts': ts, 'X-Sig': `b=zzz ${signature} a=` };
    return verdictOf(verifier.verify(aRequest({ url: '/h?tenant=t%20%C3%A9', headers, body: 'body' }), now));
  };
  const ts = String(NOW.getTime());

  it('is filled from headers, query, settings and time', async () => {
    expect(await ask('n1', ts)).toBe('accepted');
    expect(await ask('n1', ts, NOW, 'n2')).toBe('bad_signature');
  });

  it('refuses a request that lacks a header: nothing was signed in its place', async () => {
    const ask = (content: string, signed: string, more = {}): Promise<string> => {
      const plain = { alg: 'hmac-sha256', content, proof: { from: 'header:x-sig', enc: 'hex' }, ...more };
      const lenient = aVerifier('generic-hmac', { secrets: ['key'], config: plain });
      const headers = { 'X-Sig': hmac('sha256', 'key', signed).digest('hex') };
      return verdictOf(lenient.verify(aRequest({ headers, body: 'body' }), NOW));
    };

    for (const instead of ['', 'undefined', 'null']) {
      expect(await ask('{header.x-id}.{body}', `${instead}.body`)).toBe('missing_header');
    }
    expect(await ask('{body}', 'body', { require: 'header:x-id' })).toBe('missing_header');
    expect(await ask('{body}', 'body')).toBe('accepted');
  });

  it('refuses a value with the separator that follows it', async () => {
    expect(await ask('n1:5', ts)).toBe('malformed_header');
  });

  it.each<[string, string, string]>([
    ['::', 'a:b', 'accepted'],
    ['::', ':a', 'accepted'],
    ['::', 'a:', 'malformed_header'], // `a` + `::` + `:...` reads the same
    ['::', 'a::b', 'malformed_header'],
    ['::', '::', 'malformed_header'],
    ['.-.', 'a.-b', 'accepted'],
    ['.-.', 'a.-', 'malformed_header'],
    ['.', 'a.', 'malformed_header'],
    ['ü', Buffer.from('é').toString('latin1'), 'accepted'],
    ['ü', Buffer.from('aüb').toString('latin1'), 'malformed_header'],
  ])('looks for the whole separator %s in the value %s: %s', async (separator, nonce, verdict) => {
    const content = `{header.x-nonce}${separator}{body}`;
    const plain = { alg: 'hmac-sha256', content, proof: { from: 'header:x-sig', enc: 'hex' } };
    const signed = Buffer.concat([Buffer.from(nonce, 'latin1'), Buffer.from(`${separator}body`)]);
    const headers = { 'X-Nonce': nonce, 'X-Sig': hmac('sha256', 'key', signed).digest('hex') };
    const cut = aVerifier('generic-hmac', { secrets: ['key'], config: plain });

    expect(await verdictOf(cut.verify(aRequest({ headers, body: 'body' }), NOW))).toBe(verdict);
  });

  it('holds the window on both sides, edges included', async () => {
    const at = (offset: number): Promise<string> => ask('n1', String(NOW.getTime() + offset));

    expect(await at(-10_000)).toBe('accepted');
    expect(await at(-10_001)).toBe('timestamp_too_old');
    expect(await at(5000)).toBe('accepted');
    expect(await at(5001)).toBe('timestamp_too_new');
  });

  it.each(['', ' ', '1767225600000.0', '+1767225600000', '1e12', 'NaN', '-1', '0x1'])(
    'takes no timestamp written %j',
    async (text) => {
      expect(['bad_timestamp', 'missing_timestamp']).toContain(await ask('n1', text));
    },
  );

  it.each([
    ['an unknown algorithm', { alg: 'md5' }],
    ['an unknown placeholder', { content: '{header.x-id}{ts}{bodyy}' }],
    ['a time that is not signed', { content: '{body}' }],
    ['a signed time that is not checked', { time: undefined }],
    ['a missing setting', { salt: undefined }],
    ['an unknown encoding', { proof: { from: 'header:x-sig', enc: 'base32' } }],
    ['a locator that is none', { proof: { from: 'headers:x-sig', enc: 'hex' } }],
    ['an unknown key encoding', { key: { enc: 'base58' } }],
    ['a hash without the secret', { alg: 'sha256', proof: { from: 'header:x-sig', enc: 'hex' } }],
    [
      'a public key that signs a secret',
      { alg: 'ed25519', content: '{ts}{secret}{body}', key: { enc: 'utf8' } },
    ],
    ['a window that is no number', { time: { ...config.time, past: '10' } }],
  ])('is not saved with %s', (_fault, change) => {
    expect(() =>
      aVerifier('generic-hmac', { secrets: ['00ff10'], config: { ...config, ...change } }),
    ).toThrow(VerifierRefused);
  });
});

describe('the time of a template', () => {
  const time = { from: 'header:x-ts', unit: 's', past: 300, future: 300 };
  const config = { alg: 'hmac-sha256', proof: { from: 'header:x-sig', enc: 'hex' } };
  const made = (content: string, from: string, unit = 's'): Verifier =>
    aVerifier('generic-hmac', {
      secrets: ['key'],
      config: { ...config, content, time: { ...time, from, unit } },
    });
  interface Sent {
    url?: string;
    headers?: Record<string, string>;
    body: string;
  }
  const ask = (verifier: Verifier, signed: string, { headers, ...sent }: Sent): Promise<string> => {
    const signature = hmac('sha256', 'key', signed).digest('hex');
    return verdictOf(
      verifier.verify(aRequest({ ...sent, headers: { ...headers, 'X-Sig': signature } }), NOW),
    );
  };
  const old = NOW_SECONDS - 301;

  it.each<[string, string, (ts: number) => Sent, (sent: Sent) => string]>([
    ['{body}', 'json:/at', (ts) => ({ body: `{"at":${ts}}` }), ({ body }) => body],
    ['{body}', 'json:/at', (ts) => ({ body: `{"at":"${ts}"}` }), ({ body }) => body],
    ['{body}', 'form:at', (ts) => ({ body: `at=${ts}` }), ({ body }) => body],
    ['{body}', 'body', (ts) => ({ body: String(ts) }), ({ body }) => body],
    [
      '{ts}.{body}',
      'json:/at',
      (ts) => ({ body: `{"at":${ts}}` }),
      ({ body }) => `${body.slice(6, -1)}.${body}`,
    ],
    [
      '{header.X-Ts}.{body}',
      'header:x-ts',
      (ts) => ({ headers: { 'x-ts': String(ts) }, body: 'b' }),
      ({ headers }) => `${headers!['x-ts']}.b`,
    ],
    [
      '{query.at}.{body}',
      'query:at',
      (ts) => ({ url: `/h?at=${ts}`, body: 'b' }),
      ({ url }) => `${url!.slice(6)}.b`,
    ],
    ['{path}.{body}', 'query:at', (ts) => ({ url: `/h?at=${ts}`, body: 'b' }), ({ url }) => `${url}.b`],
  ])('is signed by %s where it stands at %s', async (content, from, sentAt, signedOf) => {
    const verifier = made(content, from);
    const [now, late] = [sentAt(NOW_SECONDS), sentAt(old)];

    expect(await ask(verifier, signedOf(now), now)).toBe('accepted');
    expect(await ask(verifier, signedOf(late), late)).toBe('timestamp_too_old');
    expect(await ask(verifier, signedOf(late), now)).toBe('bad_signature');
  });

  it.each(['1767225600.5', '1e999', '90071992547409921', 'true', '[1767225600]', '-1', '{}'])(
    'is no time when JSON has %s for it',
    async (value) => {
      const body = `{"at":${value}}`;

      expect(['malformed_body', 'bad_timestamp']).toContain(
        await ask(made('{body}', 'json:/at'), body, { body }),
      );
    },
  );

  it.each([
    ['{body}', 'header:x-ts'],
    ['{header.x-time}.{body}', 'header:x-ts'],
    ['{query.x-ts}.{body}', 'header:x-ts'],
    ['{header.x-ts}.{body}', 'query:x-ts'],
    ['{method}.{header.x-id}', 'json:/at'],
    ['{form}', 'form:at'],
    ['{body}', 'proof'],
    ['{path}', 'header:x-ts'],
  ])('is not signed by %s where it stands at %s: not saved', (content, from) => {
    expect(() => made(content, from)).toThrow(VerifierRefused);
  });
});

describe('a URL that is signed', () => {
  const url = 'https://hooks.example.com/twilio';
  const verifier = aVerifier('twilio', { secrets: ['token'], config: { url } });
  const ask = (parts: { path?: string; type: string; body: string; signed: string }): Promise<string> => {
    const headers = {
      'Content-Type': parts.type,
      'X-Twilio-Signature': hmac('sha1', 'token', parts.signed).digest('base64'),
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
    };
    return verdictOf(verifier.verify(aRequest({ url: parts.path ?? '/x', headers, body: parts.body }), NOW));
  };
  const type = 'application/x-www-form-urlencoded; charset=UTF-8';

  it('is followed by the form, sorted, repeated values once', async () => {
    const body = 'B=2&A=1&A=0&A=1&C=%C3%A9';

    expect(await ask({ type, body, signed: `${url}A0A1B2Cé` })).toBe('accepted');
    expect(await ask({ type, body, signed: `${url}A1A0B2Cé` })).toBe('bad_signature');
  });

  it('never comes from the request', async () => {
    expect(await ask({ type, body: '', signed: 'https://evil.example/x' })).toBe('bad_signature');
  });

  it('protects other bodies only through their hash in the query', async () => {
    const body = '{"a":1}';
    const hash = createHash('sha256').update(body).digest('hex');
    const json = { type: 'application/json', body };

    expect(await ask({ ...json, path: `/x?bodySHA256=${hash}`, signed: `${url}?bodySHA256=${hash}` })).toBe(
      'accepted',
    );
    expect(await ask({ ...json, signed: url })).toBe('body_hash_mismatch');
    expect(
      await ask({
        ...json,
        body: '{"a":2}',
        path: `/x?bodySHA256=${hash}`,
        signed: `${url}?bodySHA256=${hash}`,
      }),
    ).toBe('body_hash_mismatch');
  });
});

describe('Ed25519', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const verifier = aVerifier('standard-webhooks-v1a', { secrets: [`whpk_${raw.toString('base64')}`] });
  const ask = (signature: string, body = 'x'): Promise<string> => {
    const headers = {
      'webhook-id': 'm',
      'webhook-timestamp': String(NOW_SECONDS),
      'webhook-signature': `v1,AAAA v1a,${signature}`,
    };
    return verdictOf(verifier.verify(aRequest({ headers, body }), NOW));
  };
  const signature = sign(null, Buffer.from(`m.${NOW_SECONDS}.x`), privateKey).toString('base64');

  it('proves the sender by its public key', async () => {
    expect(await ask(signature)).toBe('accepted');
    expect(await ask(signature, 'y')).toBe('bad_signature');
  });

  it('proves the sender by the last of 32 signatures, and refuses a longer list, whatever it holds', async () => {
    const other = sign(null, Buffer.from('other'), privateKey).toString('base64');
    const list = (...signatures: string[]): Promise<string> => ask(signatures.join(' v1a,'));
    const others = Array<string>(31).fill(other);

    expect(await list(...others, signature)).toBe('accepted');
    expect(await list(...others, other, signature)).toBe('malformed_signature');
    expect(await list(signature, ...others, other)).toBe('malformed_signature');
  });

  it('takes the canonical text of a signature only', async () => {
    expect(await ask(signature.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))).toBe(
      'bad_signature',
    );
  });
});

function refusalOf(compile: () => unknown): unknown {
  try {
    return compile();
  } catch (error) {
    return error;
  }
}
