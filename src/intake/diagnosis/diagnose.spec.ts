import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRequest, NOW, presets } from '../../../test/fixtures/senders/request.js';
import { endpointsOf, vectors } from '../../../test/fixtures/senders/vectors.js';
import { endpointOf, requestOf } from '../../cli/run-vector.js';
import type { Check, SignatureCheck } from '../verification/profile.js';
import { compileProof } from '../verification/proof.js';
import type { RawRequest } from '../verification/raw-request.js';
import { REASON_CODES } from '../verification/reason.js';
import { RequestView } from '../verification/request-view.js';
import { digestOf } from '../verification/signature-algorithm.js';
import { signatureRules } from '../verification/signature-rules.js';
import { tokenDigest } from '../verification/token.js';
import type { Endpoint } from '../verification/verifier.js';
import { type Diagnosis, diagnose } from './diagnose.js';
import type { RefusedDelivery } from './finding.js';
import { attemptsAt } from './signature-attempts.js';

const refused = vectors
  .filter((vector) => vector.expect === 'reject')
  .map((vector): [string, RefusedDelivery] => [
    vector.id,
    {
      profile: presets.get(vector.preset)!,
      endpoint: endpointOf(vector),
      request: requestOf(vector),
      reason: vector.reason!,
      now: new Date(vector.now * 1000),
      presets,
    },
  ]);

describe('the diagnosis of every recorded refusal', () => {
  it.each(refused)('%s says what was expected and what came', (_id, delivery) => {
    const diagnosis = diagnose(delivery);

    expect(diagnosis.reason).toBe(delivery.reason);
    expect(diagnosis.expected.length).toBeGreaterThan(5);
    expect(diagnosis.came.length).toBeGreaterThan(2);
    expect(faultsOf(diagnosis)).toEqual([]);
  });

  it.each(refused)('%s gives nothing away', (_id, delivery) => {
    const { expected, came, hints } = diagnose(delivery);
    const text = [expected, came, ...hints].join(' | ');
    const ours = 'timestamp signature published configured';
    const known = `${JSON.stringify([delivery.profile, delivery.endpoint.config])} ${ours}`;
    const pieces = [...secretsOf(delivery), ...sentBy(delivery), ...computedFor(delivery)].flatMap(piecesOf);

    expect(pieces.filter((piece) => text.includes(piece) && !known.includes(piece))).toEqual([]);
  });
});

describe('whatever is refused', () => {
  const endpoints = [...presets.keys()].flatMap((preset) =>
    endpointsOf(preset).map((endpoint) => ({ profile: presets.get(preset)!, endpoint })),
  );
  const names = [
    'from',
    'scheme',
    'alg',
    'algs',
    'content',
    'proof',
    'time',
    'key',
    'keys',
    'url',
    'issuer',
    'audience',
    'topics',
    'appKey',
    'components',
    'digest',
    'past',
    'keyEnc',
    'jwksUri',
    'origins',
    'require',
  ];
  const config = fc.dictionary(fc.constantFrom(...names), fc.jsonValue() as fc.Arbitrary<unknown>, {
    maxKeys: 5,
  });
  const headerName = fc.constantFrom(
    'authorization',
    'webhook-id',
    'webhook-signature',
    'webhook-timestamp',
    'svix-signature',
    'x-hub-signature-256',
    'stripe-signature',
    'signature',
    'signature-input',
    'content-digest',
    'content-type',
    'cookie',
    'hap-sign',
    'x-webhook-secret',
    'x-fusionauth-signature-jwt',
  );
  const part = fc.oneof(fc.json(), fc.string()).map((text) => Buffer.from(text).toString('base64url'));
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('v1,AAAA', 't=1,v1=00', 'Bearer x', 'sig1=("a" "b");created=1;keyid="k"', 'sig1=:AAAA:'),
    fc.tuple(part, part, part).map((parts) => parts.join('.')),
    fc.integer().map(String),
  );
  const request: fc.Arbitrary<RawRequest> = fc.record({
    method: fc.oneof(fc.constantFrom('POST', 'GET', 'OPTIONS'), fc.string()),
    url: fc.oneof(
      fc.webPath(),
      fc.string(),
      value.map((text) => `/h?sign=${text}&timestamp=1&access_token=${text}`),
    ),
    rawHeaders: fc.array(fc.tuple(fc.oneof(headerName, fc.string()), value)).map((pairs) => pairs.flat()),
    body: fc.oneof(fc.json(), fc.string({ unit: 'binary' }), value, part).map((text) => Buffer.from(text)),
    remoteAddress: fc.string(),
  });
  const delivery: fc.Arbitrary<RefusedDelivery> = fc.record({
    profile: fc.constantFrom(undefined, ...presets.values()),
    endpoint: fc.oneof(
      fc.record({ secrets: fc.array(fc.string()), config }),
      fc.constantFrom(...endpoints.map((each) => each.endpoint)),
    ),
    request,
    reason: fc.oneof(fc.constantFrom(...REASON_CODES, 'ip_not_allowed', 'target_unavailable'), fc.string()),
    now: fc.date({ noInvalidDate: false }),
    token: fc.option(
      fc.constantFrom(
        { from: 'header:authorization', scheme: 'Basic', digests: [tokenDigest('x')] },
        { from: 'json:/a/*', digests: [] },
      ),
      { nil: undefined },
    ),
    ip: fc.option(fc.array(fc.string()), { nil: undefined }),
    clientAddress: fc.option(fc.string()),
    retired: fc.option(fc.array(fc.string()), { nil: undefined }),
    presets: fc.constantFrom(undefined, presets),
  });

  it('is diagnosed without an error, in less than 2 KB', () => {
    fc.assert(
      fc.property(delivery, (garbage) => {
        expect(faultsOf(diagnose(garbage))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('with a profile and its own endpoint too', () => {
    const matching = fc
      .tuple(delivery, fc.constantFrom(...endpoints))
      .map(([garbage, own]) => ({ ...garbage, ...own }));
    fc.assert(
      fc.property(matching, (garbage) => {
        expect(faultsOf(diagnose(garbage))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('work', () => {
  it('is bounded however many secrets there are and whatever they look like', () => {
    const secrets = Array.from(
      { length: 50 },
      (_each, at) => `whsec_${Buffer.from(`secret number ${at}!`).toString('base64')}`,
    );
    const check = presets.get('standard-webhooks')!.checks[0] as SignatureCheck;
    const attempts = [
      ...attemptsAt({
        rules: signatureRules(check, {}),
        queryHash: undefined,
        config: { url: 'https://h.example/' },
        secrets,
        retired: secrets,
        request: aRequest({ headers: headersFull(), body: '{"a":"ö\\n"}\r\n' }),
        ts: '1767225600',
        readings: [],
      }),
    ];

    expect(attempts.length).toBeLessThanOrEqual(100);
  });

  function headersFull(): Record<string, string> {
    const ids = Array.from({ length: 20 }, (_each, at) => [`x-${at}-id`, 'a'] as const);
    const times = Array.from({ length: 20 }, (_each, at) => [`x-${at}-time`, '1'] as const);
    return Object.fromEntries([...ids, ...times, ['webhook-id', 'm']]);
  }
});

describe('a refusal at the door', () => {
  const endpoint: Endpoint = { secrets: [], config: {} };
  const ask = (parts: Partial<RefusedDelivery>): Diagnosis =>
    diagnose({
      endpoint,
      request: aRequest({ method: 'PATCH', body: 'x' }),
      reason: 'no_secret',
      now: NOW,
      ...parts,
    });

  it.each<[Partial<RefusedDelivery>, string, RegExp]>([
    [
      { reason: 'ip_not_allowed', ip: ['203.0.113.0/24'], clientAddress: '198.51.100.7' },
      'the address 198.51.100.7',
      /an address in 203\.0\.113\.0\/24/,
    ],
    [
      { reason: 'ip_not_allowed', ip: [], clientAddress: null },
      'an address that cannot be told',
      /an address/,
    ],
    [
      {
        reason: 'ip_not_allowed',
        profile: { ...presets.get('okta')!, checks: [{ kind: 'ip', cidrs: ['203.0.113.0/24'] }] },
      },
      'the address 192.0.2.1',
      /an address in 203\.0\.113\.0\/24/,
    ],
    [{ reason: 'method_not_allowed' }, '`PATCH`', /POST, GET or PUT/],
    [{ reason: 'method_not_allowed', profile: presets.get('github')! }, '`PATCH`', /one of POST/],
    [{ reason: 'no_secret' }, 'nothing that could be compared with', /at least one live secret/],
    [{ reason: 'malformed_body', profile: presets.get('okta')! }, 'a body of 1 bytes', /content type/],
    [
      { reason: 'target_unavailable', profile: presets.get('kinde')! },
      'one refused as target_unavailable',
      /takes/,
    ],
  ])('%j', (parts, came, expected) => {
    expect(ask(parts)).toMatchObject({ came, expected: expect.stringMatching(expected) as string });
  });

  it('for want of settings names them', () => {
    const hints = (preset: string, given: Partial<Endpoint>): string =>
      ask({ profile: presets.get(preset)!, endpoint: { ...endpoint, ...given } }).hints.join(' ');

    expect(hints('hap', { secrets: ['s'] })).toMatch(/lacks 'appKey'/);
    expect(hints('github', { secrets: [] })).toMatch(/no secret/);
    expect(hints('standard-webhooks', { secrets: ['whsec_!'] })).toMatch(/not base64/);
  });

  it('of an origin that is not listed names it', () => {
    const diagnosis = ask({
      reason: 'origin_not_allowed',
      profile: presets.get('cloudevents')!,
      endpoint: { secrets: ['key'], config: { origins: ['good.example'] } },
      request: aRequest({ method: 'OPTIONS', headers: { 'webhook-request-origin': 'evil.example' } }),
    });

    expect(diagnosis).toMatchObject({
      came: '`evil.example`',
      expected: expect.stringContaining('good.example') as string,
    });
  });
});

/** What keeps a diagnosis from being stored and shown. */
function faultsOf(diagnosis: Diagnosis): string[] {
  const text = JSON.stringify(diagnosis);
  const words = [diagnosis.reason, diagnosis.expected, diagnosis.came, ...diagnosis.hints].join('');
  return [
    ...(Buffer.byteLength(text) < 2048 ? [] : ['large']),
    ...(isDeepStrictEqual(JSON.parse(text), diagnosis) ? [] : ['lossy']),
    ...(/^[ -~]*$/.test(words) ? [] : ['not plain']),
  ];
}

const WINDOW = 8;

/** Every run of eight characters of it, but for runs of zeros. Shorter words are no secrets worth the name. */
function piecesOf(material: string): string[] {
  const places = Array.from({ length: Math.max(0, material.length - WINDOW + 1) }, (_each, at) => at);
  return places.map((at) => material.slice(at, at + WINDOW)).filter((piece) => !/^[0-]*$/.test(piece));
}

function secretsOf({ endpoint }: RefusedDelivery): string[] {
  return endpoint.secrets.flatMap((secret) =>
    secret
      .split(' ')
      .at(-1)!
      .replace(/^(?:v1,)?wh(?:sec|pk)_/, ''),
  );
}

/** Signatures, tokens and bodies as they came; names of schemes and versions are no part of them. */
function sentBy({ profile, request }: RefusedDelivery): string[] {
  const proofs = request.rawHeaders.filter(
    (_value, at) => at % 2 === 1 && /sign|auth|token|key|hmac|secret/i.test(request.rawHeaders[at - 1]!),
  );
  const texts = proofs.flatMap((value) => value.split(/[\s,=:;"]+/).filter((text) => text.length > 12));
  const isSns = profile!.checks.some((check) => 'kind' in check && check.kind === 'sns');
  const isListed = request.rawHeaders.some((name) => name.toLowerCase() === 'signature-input');
  return [...(isListed ? [] : texts), ...(isSns ? [] : [request.body.toString('latin1')])];
}

/** Every signature a diagnosis may have computed, in every form. */
function computedFor({ profile, endpoint, request }: RefusedDelivery): string[] {
  const flat = profile!.checks.flatMap((check): readonly Check[] => ('any' in check ? check.any : [check]));
  return flat.flatMap((check) => {
    if ('any' in check || check.kind !== 'signature') {
      return [];
    }
    const rules = signatureRules(check, endpoint.config);
    const offered = compileProof(rules.proof, rules.time)(new RequestView(request));
    const ts = 'signatures' in offered ? (offered.ts ?? '') : '';
    const riddle = {
      rules,
      config: endpoint.config,
      secrets: endpoint.secrets,
      retired: [],
      request,
      ts,
      readings: [],
    };
    return [...attemptsAt({ ...riddle, queryHash: check.jsonBody?.queryHash })].flatMap(
      ({ alg, content, key, ...attempt }) => {
        const chunks = content.of(new RequestView(attempt.request), attempt.ts);
        if (typeof chunks === 'string' || alg === 'ed25519') {
          return [];
        }
        const digest = digestOf(alg, chunks, key);
        return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')];
      },
    );
  });
}
