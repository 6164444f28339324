import { describe, expect, it } from 'vitest';
import { noKeySets, NOW, presets, verdictOf } from '../../../test/fixtures/senders/request.js';
import { endpointsOf } from '../../../test/fixtures/senders/vectors.js';
import { compileVerifier, type Endpoint } from '../verification/verifier.js';
import { type DraftRequest, viewOf } from './draft-request.js';
import { signRequest } from './sign-request.js';
import type { SigningContext } from './signing-context.js';

/** Senders whose private key only they have. A new preset is signed, or is named here. */
const UNSIGNABLE = [
  'standard-webhooks-v1a',
  'zitadel-jwt',
  'kinde',
  'keycloak-p2-jwt',
  'hanko',
  'firebase-blocking',
  'aws-sns',
  'ms-graph-rich',
  'entra-custom-ext',
  'generic-ed25519',
  'ssf',
  'set',
  'google-risc',
  'apple-siwa',
  'oidc-backchannel-logout',
];

const HTTP_HMAC: Endpoint = {
  secrets: ['c2VjcmV0LXNlY3JldC1zZWNyZXQ='],
  config: {
    url: 'https://hooks.example.com/hooks/h1',
    components: ['@method', '@target-uri', 'content-type'],
    keys: [{ keyid: 'a "key"', alg: 'hmac-sha256' }],
  },
};

const context: SigningContext = { now: NOW, id: () => 'msg_1' };

const aDraft = (parts: Partial<DraftRequest> = {}): DraftRequest => ({
  method: 'POST',
  url: 'https://hooks.example.com/hooks/h1?tenant=t%201',
  headers: [['content-type', 'application/json']],
  body: Buffer.from('{"type":"user.created","name":"Zoë"}', 'utf8'),
  ...parts,
});

const verify = (preset: string, endpoint: Endpoint, request: DraftRequest): Promise<string> =>
  verdictOf(
    compileVerifier(presets.get(preset)!, endpoint, { keySets: noKeySets }).verify(
      viewOf(request).request,
      NOW,
    ),
  );

function signed(preset: string, endpoint: Endpoint, draft = aDraft(), by = context): DraftRequest {
  const result = signRequest(presets.get(preset)!, endpoint, draft, by);
  if (result.kind === 'unsignable') {
    throw new Error(`${preset}: ${result.why}`);
  }
  return result.request;
}

const hasSecrets = ({ secrets, config }: Endpoint): boolean =>
  secrets.length > 0 && !JSON.stringify(config).includes('pem');

const signable = [...presets.keys()]
  .filter((preset) => !UNSIGNABLE.includes(preset))
  .flatMap((preset) => {
    const endpoints = preset === 'http-message-signatures' ? [HTTP_HMAC] : endpointsOf(preset);
    return endpoints.filter(hasSecrets).map((endpoint) => [preset, endpoint] as const);
  });

describe('a signed request', () => {
  it('can be made for every sender that shares its secret', () => {
    expect([...new Set(signable.map(([preset]) => preset)), ...UNSIGNABLE].sort()).toEqual(
      [...presets.keys()].sort(),
    );
  });

  it.each(signable)('of %s passes as its sender makes it: %j', async (preset, endpoint) => {
    expect(await verify(preset, endpoint, signed(preset, endpoint))).toBe('accepted');
  });

  it.each(signable)('of %s is refused with another secret: %j', async (preset, endpoint) => {
    const request = signed(preset, { ...endpoint, secrets: endpoint.secrets.map(changed) });

    expect(await verify(preset, endpoint, request)).toMatch(/^bad_/);
  });

  it.each(signable)('of %s is refused with any proof of it changed: %j', async (preset, endpoint) => {
    const request = signed(preset, endpoint);
    const variants = changedProofs(request);

    expect(variants.length + (request.body.equals(aDraft().body) ? 0 : 1)).toBeGreaterThan(0);
    for (const variant of variants) {
      expect(await verify(preset, endpoint, variant)).not.toBe('accepted');
    }
  });

  it.each(signable.filter(([preset]) => presets.get(preset)!.integrity === 'body'))(
    'of %s is refused with one byte of the body changed: %j',
    async (preset, endpoint) => {
      const request = signed(preset, endpoint);
      const body = Buffer.from(request.body);
      body[9]! ^= 1;

      expect(await verify(preset, endpoint, { ...request, body })).toMatch(/^bad_signature$|^body_hash/);
    },
  );
});

describe('what cannot be signed', () => {
  it.each(UNSIGNABLE)('%s says why', (preset) => {
    for (const endpoint of endpointsOf(preset)) {
      expect(signRequest(presets.get(preset)!, endpoint, aDraft(), context)).toEqual({
        kind: 'unsignable',
        why: 'the sender signs with a private key that only it has',
      });
    }
  });

  it.each(
    ['fusionauth', 'http-message-signatures'].flatMap((preset) =>
      endpointsOf(preset)
        .filter((endpoint) => !hasSecrets(endpoint))
        .map((endpoint) => [preset, endpoint] as const),
    ),
  )('%s with published keys says why: %j', (preset, endpoint) => {
    expect(signRequest(presets.get(preset)!, endpoint, aDraft(), context)).toMatchObject({
      why: expect.stringContaining('private key') as string,
    });
  });

  it.each<[string, Endpoint, Partial<DraftRequest>, RegExp]>([
    ['github', { secrets: [], config: {} }, {}, /no secret/],
    ['github', { secrets: [' '], config: {} }, {}, /blank/],
    ['hap', { secrets: ['s'], config: {} }, {}, /appKey/],
    ['github', { secrets: ['s'], config: {} }, { method: 'PUT' }, /POST only/],
    ['gitlab', { secrets: ['a\nb'], config: {} }, {}, /cannot be sent/],
    ['gitlab', { secrets: [' s'], config: {} }, {}, /cannot be sent/],
    ['github', { secrets: ['s'], config: {} }, { headers: [['x y', 'z']] }, /cannot be sent/],
    ['hap-app-v2', { secrets: ['s'], config: { appKey: 'a' } }, { body: Buffer.from('x') }, /JSON/],
    ['hap-app-v2', { secrets: ['s'], config: { appKey: 'a' } }, { body: Buffer.from('[]') }, /JSON/],
    ['ms-graph', { secrets: ['s'], config: {} }, { body: Buffer.from('{"value":1}') }, /JSON/],
    ['standard-webhooks', { secrets: ['whsec_!'], config: {} }, {}, /base64/],
    ['standard-webhooks', endpointsOf('svix')[0]!, { headers: [['webhook-id', 'a.b']] }, /malformed header/],
    ['authing', { secrets: ['s'], config: {}, event: { id: ['nowhere'] } }, {}, /locator/],
  ])('%s with %j and %j', (preset, endpoint, draft, why) => {
    const result = signRequest(presets.get(preset)!, endpoint, aDraft(draft), context);

    expect(result).toMatchObject({ kind: 'unsignable', why: expect.stringMatching(why) as string });
  });
});

describe('the token of a hook', () => {
  const bearer = { from: 'header:authorization', scheme: 'Bearer', token: 'tök' };

  it('is added to what the profile asks for', async () => {
    const endpoint = endpointsOf('standard-webhooks')[0]!;
    const request = signed('standard-webhooks', endpoint, aDraft(), { ...context, token: bearer });

    expect(await verify('standard-webhooks', endpoint, request)).toBe('accepted');
    expect(request.headers).toContainEqual(['authorization', 'Bearer t\xc3\xb6k']);
  });

  it.each<[SigningContext['token'], Partial<DraftRequest>]>([
    [{ ...bearer, scheme: 'Basic', token: 'u:p' }, { headers: [['authorization', 'Basic dTpw']] }],
    [{ from: 'query:key', token: 'a b&c' }, { url: '/h?x=[1]&key=a+b%26c' }],
    [{ from: 'cookie:key', token: 'abc' }, { headers: [['cookie', 'theme=dark; key=abc']] }],
    [{ from: 'form:key', token: 'a b' }, { body: Buffer.from('key=a+b') }],
    [{ from: 'json:/auth/key', token: 'abc' }, { body: Buffer.from('{"auth":{"key":"abc"}}') }],
    [{ from: 'json:/list/*/key', token: 'abc' }, { body: Buffer.from('{"list":[{"key":"abc"}]}') }],
  ])('stands where the hook looks for it: %j', (token, expected) => {
    const draft: DraftRequest = {
      method: 'POST',
      url: '/h?key=old&x=[1]',
      headers: [
        ['Authorization', 'old'],
        ['Cookie', 'key=old; theme=dark'],
      ],
      body: Buffer.alloc(0),
    };
    const result = signRequest(null, { secrets: [], config: {} }, draft, { ...context, token: token! });

    expect(result).toMatchObject({
      kind: 'signed',
      request: { ...expected, headers: expect.arrayContaining([...(expected.headers ?? [])]) as [] },
    });
  });

  it.each([
    [{ from: 'cookie:key', token: 'a;b' }, 'cookie'],
    [{ from: 'form:key', token: 'a' }, 'no form'],
    [{ from: 'claim:key', token: 'a' }, 'nothing can be put'],
    [{ from: 'nowhere', token: 'a' }, 'not a locator'],
    [{ from: 'json:/type/x', token: 'a' }, 'something else'],
    [{ from: 'json:/a#/b', token: 'a' }, 'cannot take one'],
  ])('%j that has no place says why', (token, why) => {
    const result = signRequest(null, { secrets: [], config: {} }, aDraft(), { ...context, token });

    expect(result).toMatchObject({ kind: 'unsignable', why: expect.stringContaining(why) as string });
  });
});

describe('a draft', () => {
  it('keeps its message id and loses proofs it had', () => {
    const endpoint = endpointsOf('svix')[0]!;
    const headers = [
      ['Svix-Id', 'mine'],
      ['Svix-Signature', 'v1,old'],
      ['Svix-Timestamp', '1'],
    ] as const;
    const request = signed('svix', endpoint, aDraft({ headers }));

    expect(request.headers.map(([name]) => name.toLowerCase()).sort()).toEqual([
      'svix-id',
      'svix-signature',
      'svix-timestamp',
    ]);
    expect(request.headers).toContainEqual(['Svix-Id', 'mine']);
  });

  it('of a form is signed by its fields, any other body by its hash', async () => {
    const endpoint = endpointsOf('twilio')[0]!;
    const form = aDraft({
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: Buffer.from('b=2&a=1'),
    });

    expect(signed('twilio', endpoint, form).url).not.toContain('bodySHA256');
    expect(await verify('twilio', endpoint, signed('twilio', endpoint, form))).toBe('accepted');
    expect(signed('twilio', endpoint).url).toContain('&bodySHA256=');
  });

  it('of any bytes is signed', async () => {
    const endpoint = endpointsOf('github')[0]!;
    const request = signed('github', endpoint, aDraft({ body: Buffer.from([0, 255, 10]) }));

    expect(await verify('github', endpoint, request)).toBe('accepted');
  });
});

/** Another secret that decodes as the first does. */
function changed(secret: string): string {
  const at = Math.min(10, Math.floor(secret.length / 2));
  return `${secret.slice(0, at)}${secret[at] === 'a' ? 'b' : 'a'}${secret.slice(at + 1)}`;
}

/** The request with the last letter of one added header or parameter changed, for each there is. */
function changedProofs(request: DraftRequest): DraftRequest[] {
  const spoiled = (text: string): string =>
    text.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, (letter) => (letter === 'Q' ? 'R' : 'Q'));
  const added = request.headers.filter(([name]) => name !== 'content-type');
  const [address, query = ''] = request.url.split('?');
  const parameters = query.split('&').slice(1);
  return [
    ...added.map(([name, value]) => ({
      ...request,
      headers: request.headers.map((each) => (each[0] === name ? ([name, spoiled(value)] as const) : each)),
    })),
    ...parameters.map((pair) => ({
      ...request,
      url: `${address!}?${query.replace(pair, spoiled(pair))}`,
    })),
  ];
}
