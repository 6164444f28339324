import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  aRequest,
  aVerifier,
  noKeySets,
  NOW,
  NOW_SECONDS,
  presets,
  verdictOf,
} from '../../../test/fixtures/senders/request.js';
import { parseByteSequences, parseInnerLists } from './structured-fields.js';
import { compileLiveVerifier } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';

const secret = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const ed = generateKeyPairSync('ed25519');
const pem = ed.publicKey.export({ format: 'pem', type: 'spki' }) as string;
const config = {
  url: 'https://hooks.example.com/in',
  components: ['@method', '@target-uri', 'content-digest'],
  digest: true,
  keys: [
    { keyid: 'mac', alg: 'hmac-sha256' },
    { keyid: 'ed', alg: 'ed25519', pem },
  ],
};
const verifier = aVerifier('http-message-signatures', { secrets: [secret], config });
const digestOf = (body: string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

interface Parts {
  covered?: string;
  params?: string;
  lines?: string[];
  body?: string;
  url?: string;
  headers?: Record<string, string>;
  key?: 'mac' | 'ed';
}

const send = async (parts: Parts = {}, now = NOW, asked = verifier): Promise<string> => {
  const { body = '{"a":1}', key = 'mac', url = '/in?b=2' } = parts;
  const params = `(${parts.covered ?? '"@method" "@target-uri" "content-digest"'})${
    parts.params ?? `;created=${NOW_SECONDS};keyid="${key}"`
  }`;
  const lines = parts.lines ?? [
    '"@method": POST',
    '"@target-uri": https://hooks.example.com/in?b=2',
    `"content-digest": ${digestOf('{"a":1}')}`,
  ];
  const base = [...lines, `"@signature-params": ${params}`].join('\n');
  const signature =
    key === 'mac'
      ? createHmac('sha256', Buffer.from(secret, 'base64')).update(base, 'latin1').digest('base64')
      : sign(null, Buffer.from(base), ed.privateKey).toString('base64');
  const headers = {
    Host: 'evil.example',
    'Content-Digest': digestOf('{"a":1}'),
    'Signature-Input': `sig=${params}`,
    Signature: `sig=:${signature}:`,
    ...parts.headers,
  };
  return verdictOf(asked.verify(aRequest({ url, headers, body }), now));
};

describe('a message signature', () => {
  it.each(['mac', 'ed'] as const)('by the key %s is accepted', async (key) => {
    expect(await send({ key })).toBe('accepted');
  });

  it.each<[string, Parts, string]>([
    ['another body', { body: '{"a":2}' }, 'body_hash_mismatch'],
    ['another query', { url: '/in?b=3' }, 'bad_signature'],
    ['too few components', { covered: '"@method"', lines: ['"@method": POST'] }, 'missing_component'],
    [
      'a component twice',
      { covered: '"@method" "@method" "@target-uri" "content-digest"' },
      'missing_component',
    ],
    [
      'a component that is absent',
      { covered: '"@method" "@target-uri" "content-digest" "x-no"' },
      'missing_component',
    ],
    ['no creation time', { params: ';keyid="mac"' }, 'missing_timestamp'],
    ['an old creation time', { params: `;created=${NOW_SECONDS - 301};keyid="mac"` }, 'timestamp_too_old'],
    ['a future creation time', { params: `;created=${NOW_SECONDS + 61};keyid="mac"` }, 'timestamp_too_new'],
    [
      'an expiry in the past',
      { params: `;created=${NOW_SECONDS};expires=${NOW_SECONDS - 1};keyid="mac"` },
      'timestamp_too_old',
    ],
    ['an unknown key', { params: `;created=${NOW_SECONDS};keyid="x"` }, 'unknown_key'],
    [
      'a name of the prototype as key',
      { params: `;created=${NOW_SECONDS};keyid="constructor"` },
      'unknown_key',
    ],
    ['another algorithm', { params: `;created=${NOW_SECONDS};keyid="mac";alg="ed25519"` }, 'alg_not_allowed'],
    ['no signature', { headers: { Signature: '' } }, 'missing_signature'],
    ['a signature of another label', { headers: { Signature: 'other=:AAAA:' } }, 'missing_signature'],
    ['something unreadable', { headers: { Signature: 'sig=AAAA' } }, 'malformed_signature'],
    ['an unknown digest only', { headers: { 'Content-Digest': 'md5=:AAAA:' } }, 'bad_signature'],
  ])('with %s is refused', async (_what, parts, reason) => {
    expect(await send(parts)).toBe(reason);
  });

  it('may cover derived components, a query parameter and repeated headers', async () => {
    expect(
      await send({
        covered:
          '"@authority" "@scheme" "@path" "@query" "@query-param";name="b" "@request-target" "x-a" "@method" "@target-uri" "content-digest"',
        headers: { 'X-A': ' 1 ' },
        lines: [
          '"@authority": hooks.example.com',
          '"@scheme": https',
          '"@path": /in',
          '"@query": ?b=2',
          '"@query-param";name="b": 2',
          '"@request-target": /in?b=2',
          '"x-a": 1',
          '"@method": POST',
          '"@target-uri": https://hooks.example.com/in?b=2',
          `"content-digest": ${digestOf('{"a":1}')}`,
        ],
      }),
    ).toBe('accepted');
  });

  const more = (identifier: string, line: string) => ({
    covered: `${identifier} "@method" "@target-uri" "content-digest"`,
    lines: [`${identifier}: ${line}`, '"@method": POST', '"@target-uri": https://hooks.example.com/in?b=2'],
  });
  const digestLine = `"content-digest": ${digestOf('{"a":1}')}`;

  it.each([
    ['\t \u00a01\u00a0 \t', '\u00a01\u00a0'],
    ['\u00a0', '\u00a0'],
  ])('takes spaces and tabs off a field, and nothing else: %j', async (value, signed) => {
    const { covered, lines } = more('"x-a"', signed);

    expect(await send({ covered, lines: [...lines, digestLine], headers: { 'X-A': value } })).toBe(
      'accepted',
    );
  });

  // The examples of RFC 9421 section 2.2.8, and what only the form encoding writes in percent.
  it.each([
    ['var', 'this%20is%20a%20big%0Amultiline%20value', 'this%20is%20a%20big%0Amultiline%20value'],
    ['bar', 'with+plus+whitespace', 'with%20plus%20whitespace'],
    ['fa%C3%A7ade%22%3A%20', 'something', 'something'],
    ['c', "a!b'(c)~*-._", 'a%21b%27%28c%29%7E*-._'],
  ])('writes the query parameter %s anew: %s', async (name, raw, signed) => {
    const { covered, lines } = more(`"@query-param";name="${name}"`, signed);
    const url = `/in?b=2&${name}=${raw}`;
    const target = `"@target-uri": https://hooks.example.com${url}`;

    expect(await send({ covered, lines: [lines[0]!, lines[1]!, target, digestLine], url })).toBe('accepted');
  });

  it('holds for the whole second it expires in', async () => {
    const params = `;created=${NOW_SECONDS};expires=${NOW_SECONDS};keyid="mac"`;

    expect(await send({ params }, new Date(NOW.getTime() + 999))).toBe('accepted');
    expect(await send({ params }, new Date(NOW.getTime() + 1000))).toBe('timestamp_too_old');
  });

  it('covers the address the sender was given, whatever path a proxy made of it', async () => {
    expect(await send({ url: '/hooks/h1?b=2' })).toBe('accepted');
    expect(await send({ url: 'http://10.0.0.1/hooks/h1?b=2' })).toBe('accepted');
    expect(await send({ url: '/in?b=3' })).toBe('bad_signature');
    expect(await send({ url: '/in' })).toBe('bad_signature');
  });

  it.each([
    { ...config, keys: [] },
    { ...config, keys: [{ keyid: 'a', alg: 'hmac-sha1' }] },
    { ...config, keys: [{ keyid: 'a', alg: 'rsa-v1_5-sha256', pem }] },
    { ...config, keys: [{ keyid: 'a', alg: 'hmac-sha256', secret: 3 }] },
    { ...config, components: undefined },
    { ...config, url: 'hooks' },
    { ...config, url: undefined },
  ])('is not configured as %j', (faulty) => {
    expect(() => aVerifier('http-message-signatures', { secrets: [secret], config: faulty })).toThrow(
      VerifierRefused,
    );
  });
});

describe('a message key that has become unusable', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  const rsa = {
    keyid: 'rsa',
    alg: 'rsa-pss-sha512',
    pem: weak.export({ format: 'pem', type: 'spki' }) as string,
  };
  const [mac] = config.keys;
  const ask = (keys: readonly unknown[], secrets = [secret], sent: Parts = {}): Promise<string> => {
    const profile = presets.get('http-message-signatures')!;
    const endpoint = { secrets, config: { ...config, keys } };
    return send(sent, NOW, compileLiveVerifier(profile, endpoint, { keySets: noKeySets }));
  };

  it.each<[string, unknown]>([
    ['is too weak', rsa],
    ['is none', null],
    ['has no id', { alg: 'ed25519', pem }],
    ['is damaged', { keyid: 'ed', alg: 'ed25519', pem: 'x' }],
    ['has no secret any more', { keyid: 'two', alg: 'hmac-sha256', secret: 1 }],
  ])('and %s does not close the endpoint to the others', async (_what, unusable) => {
    expect(await ask([unusable, mac])).toBe('accepted');
    expect(await ask([mac, unusable])).toBe('accepted');
    expect(await ask([unusable])).toBe('no_secret');
  });

  it('for want of its secret keeps the others at theirs', async () => {
    const damaged = { keyid: 'old', alg: 'hmac-sha256', secret: 0 };
    const second = { ...mac!, secret: 1 };

    expect(await ask([damaged, second], ['', secret])).toBe('accepted');
    expect(
      await ask([damaged, second], ['', secret], { params: `;created=${NOW_SECONDS};keyid="old"` }),
    ).toBe('unknown_key');
  });
});

describe('structured fields', () => {
  it.each(['', 'a', 'a=:AA:', 'a=:AAAA', 'a=:AAAA:,', 'a=:AAAA:, a=:AAAA:', 'A=:AAAA:', 'a=:AAAA: b=:AAAA:'])(
    'refuse %j as byte sequences',
    (text) => {
      expect(parseByteSequences(text)).toBeNull();
    },
  );

  it.each(['a=(', 'a=("b"', 'a=("b""c")', 'a=(b)', 'a=("b");', 'a=("b");x=', 'a=("b\u0007")'])(
    'refuse %j as inner lists',
    (text) => {
      expect(parseInnerLists(text)).toBeNull();
    },
  );

  it('keep items, parameters and the text as received', () => {
    const lists = parseInnerLists('a=( "b";c="d\\"e"  "f" );n=-1.5;t=tok;y;z=?0, b=()');

    expect(lists?.get('a')).toEqual({
      items: [
        { value: 'b', parameters: new Map([['c', 'd"e']]) },
        { value: 'f', parameters: new Map() },
      ],
      parameters: new Map<string, unknown>([
        ['n', -1.5],
        ['t', { token: 'tok' }],
        ['y', true],
        ['z', false],
      ]),
      text: '( "b";c="d\\"e"  "f" );n=-1.5;t=tok;y;z=?0',
    });
    expect(lists?.get('b')?.items).toEqual([]);
  });
});
