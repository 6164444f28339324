import { describe, expect, it } from 'vitest';
import { presets } from '../../test/fixtures/senders/request.js';
import { vectors } from '../../test/fixtures/senders/vectors.js';
import { endpointOf, requestOf } from '../cli/run-vector.js';
import type { WebhookTrigger } from '../workflow/document.js';
import { Gate } from './gate.js';
import { gateOfTrigger } from './gate-parts.js';
import { NO_KEY_SETS, type KeySets } from './verification/key-sets.js';
import type { RawRequest } from './verification/raw-request.js';
import { loadVocabulary } from './vocabulary/vocabulary.js';

const materials = { presets, vocabulary: loadVocabulary(presets.keys()), trustedProxies: [] };
const desk = { mayAnswer: () => true, visit: () => undefined };
const vectorOf = (id: string) => vectors.find((vector) => vector.id === id)!;

/** A trigger that names these secrets, in a namespace that has those. */
function gateOf(
  verify: NonNullable<WebhookTrigger['verify']>,
  values: Readonly<Record<string, string>>,
  keySets: KeySets = NO_KEY_SETS,
): Gate {
  const trigger = { id: 'hook', type: 'webhook', verify } as unknown as WebhookTrigger;
  return new Gate(gateOfTrigger(trigger, new Map(Object.entries(values)), materials), keySets, desk);
}

const verdictOf = (gate: Gate, request: RawRequest, now: number): Promise<unknown> =>
  gate.pass(request, null, new Date(now * 1000)).then(
    (passed) => (passed.kind === 'proven' ? passed.secretUses : passed.kind),
    (error: { reason?: string }) => error.reason ?? error,
  );

const named = (...names: string[]): string[] => names.map((name) => `{{ secret('${name}') }}`);

describe.each(['ssf/valid', 'set/es256', 'google-risc/valid'])('a trigger that takes %s', (id) => {
  const vector = vectorOf(id);
  const { preset: profile, now } = vector;
  const keySets = { ...NO_KEY_SETS, jwks: async () => vector.keys!.jwks![0]!.jwks.keys };
  const { config } = endpointOf(vector);
  const request = requestOf(vector);
  const isAuthorization = (at: number): boolean =>
    request.rawHeaders[at - (at % 2)]!.toLowerCase() === 'authorization';
  const rawHeaders = request.rawHeaders.filter((_, at) => !isAuthorization(at));
  const bare = { ...request, rawHeaders };
  const withText = (text: string) => ({ ...bare, rawHeaders: [...rawHeaders, 'Authorization', text] });
  const ask = (secrets: string[], values: Record<string, string>, shown: RawRequest) =>
    verdictOf(gateOf({ profile, secrets, config }, values, keySets), shown, now);

  it('asks for its Authorization text', async () => {
    expect(await ask(named('TEXT'), { TEXT: 'the text' }, bare)).toBe('missing_token');
    expect(await ask(named('TEXT'), { TEXT: 'the text' }, withText('the text'))).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ['not there', {}],
    ['empty', { TEXT: '' }],
    ['blank', { TEXT: ' ' }],
  ])('is closed when the secret of it is %s', async (_, values) => {
    expect(await ask(named('TEXT'), values, bare)).toBe('no_secret');
    expect(await ask(named('TEXT'), values, withText(''))).toBe('no_secret');
    expect(await ask(named('TEXT', 'MORE'), values, bare)).toBe('no_secret');
  });

  it('asks for the other text while one is not there', async () => {
    const secrets = named('OLD', 'NEW');

    expect(await ask(secrets, { NEW: 'the text' }, bare)).toBe('missing_token');
    expect(await ask(secrets, { NEW: 'the text' }, withText('the text'))).toEqual([
      { proof: 'verify', index: 1, of: 2 },
    ]);
  });
});

describe('a trigger with message signatures', () => {
  it('takes for a key the secret at its place, whichever others are not there', async () => {
    const request = requestOf(vectorOf('http-message-signatures/rfc9421-b26'));
    const keys = [{ keyid: 'test-key-ed25519', alg: 'hmac-sha256', enc: 'utf8', secret: 1 }];
    const verify = {
      profile: 'http-message-signatures',
      secrets: named('OTHER', 'OWN'),
      config: { components: [], digest: false, keys, url: 'https://example.com/foo' },
    };

    expect(await verdictOf(gateOf(verify, { OWN: 'x' }), request, 1618884473)).toBe('bad_signature');
    expect(await verdictOf(gateOf(verify, { OTHER: 'x' }), request, 1618884473)).toBe('no_secret');
  });
});
