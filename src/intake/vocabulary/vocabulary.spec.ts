import { describe, expect, it } from 'vitest';
import { DOCUMENTED_TYPES } from '../../../test/fixtures/senders/documented-types.js';
import { recorded } from '../../../test/fixtures/senders/recorded.js';
import { verifyVector } from '../../cli/run-vector.js';
import { ConfigInvalid } from '../../errors/errors.js';
import { loadPresets } from '../verification/presets.js';
import { loadVocabulary, readVocabulary } from './vocabulary.js';

const presets = loadPresets();
const vocabulary = loadVocabulary(presets.keys());

/** What the recorded request of a preset is called. */
async function recordedNames(preset: string): Promise<{ type: string | null; commonType: string | null }> {
  const { verifier, verification } = await verifyVector(recorded(preset), presets);
  if (verification.kind !== 'accepted') {
    throw new Error(`${preset}: not accepted`);
  }
  const [event] = verifier.extract(verification);
  return { type: event!.type, commonType: vocabulary.commonTypeOf(preset, event!) };
}

/** Genuine requests that mean nothing common, and why. */
const MEANINGLESS: Readonly<Record<string, string>> = {
  resend: 'a contact is a mail address on a list',
  'entra-custom-ext': 'a form of a sign-up was sent; whether there will be an account is still open',
  'generic-ed25519': 'the type is the number 1',
};
/** Senders whose requests say no type unless a hook gives one. */
const UNTYPED = ['authentik', 'generic-hmac', 'ory-api-key', 'ory-basic', 'twilio'];

describe('the shipped vocabulary', () => {
  it.each([...presets.keys()])('names what %s sends', async (preset) => {
    const { type, commonType } = await recordedNames(preset);

    expect(type === null).toBe(UNTYPED.includes(preset));
    expect(commonType === null).toBe(type === null || Object.hasOwn(MEANINGLESS, preset));
  });

  it.each(
    DOCUMENTED_TYPES.map(([profile, type, commonType, body = {}]) => ({ profile, type, commonType, body })),
  )('$profile: $type is $commonType', ({ profile, type, commonType, body }) => {
    expect(vocabulary.commonTypeOf(profile, { type, body })).toBe(commonType);
  });

  it('uses every common type for somebody, and has documented types of every sender that names its own', () => {
    const used = new Set(DOCUMENTED_TYPES.map(([, , commonType]) => commonType));
    const named = [...presets.keys()].filter((name) => vocabulary.namesOf(name).types !== undefined);
    const shown = new Set(DOCUMENTED_TYPES.map(([profile]) => profile));

    expect(Object.keys(vocabulary.types).filter((type) => !used.has(type))).toEqual([]);
    expect(
      named.filter((name) => Object.keys(vocabulary.namesOf(name).types!).length > 0 && !shown.has(name)),
    ).toEqual([]);
  });
});

describe('a hook', () => {
  const ofType = (type: string): { type: string; body: unknown } => ({ type, body: {} });

  it('without a profile takes common types for what they are', () => {
    expect(vocabulary.commonTypeOf(null, ofType('user.created'))).toBe('user.created');
    expect(vocabulary.commonTypeOf(null, ofType('user.lifecycle.create'))).toBeNull();
    expect(vocabulary.commonTypeOf(null, { type: null, body: {} })).toBeNull();
  });

  it('of a sender that has names of its own does not', () => {
    expect(vocabulary.commonTypeOf('okta', ofType('user.created'))).toBeNull();
    expect(vocabulary.commonTypeOf('okta', ofType('constructor'))).toBeNull();
  });

  it('may add names and say others', () => {
    const naming = vocabulary.namingOf('clerk', {
      'waitlistEntry.created': 'invitation.created',
      'session.removed': 'session.revoked',
      'acme.*.gone': 'user.deleted',
    });

    expect(
      ['waitlistEntry.created', 'session.removed', 'acme.x.gone', 'user.created', 'sms.created']
        .map(ofType)
        .map(naming),
    ).toEqual(['invitation.created', 'session.revoked', 'user.deleted', 'user.created', null]);
  });

  it('says what events of a sender may be called, its patterns apart', () => {
    const { names, isKnown } = vocabulary.typesOf('clerk', {
      'acme.*.gone': 'user.deleted',
      waitlisted: 'user.created',
    });

    expect(names).toEqual(
      expect.arrayContaining(['organizationMembership.created', 'waitlisted', 'risk.detected']),
    );
    expect(names.filter((name) => name.includes('*'))).toEqual([]);
    expect(
      ['session.removed', 'acme.x.gone', 'user.created', 'user.craeted', 'sms.created'].map(isKnown),
    ).toEqual([true, true, true, false, false]);
  });

  it('knows nothing of a sender that speaks about none of them, and the common ones of an unknown one', () => {
    expect(vocabulary.typesOf('resend').names).toEqual([]);
    expect(vocabulary.typesOf('resend', { 'contact.created': 'user.created' }).names).toContain(
      'contact.created',
    );
    expect(vocabulary.typesOf('gone').names).toEqual(Object.keys(vocabulary.types));
    expect(vocabulary.typesOf(null).names).toEqual(Object.keys(vocabulary.types));
  });

  it.each([
    [{ 'a.b': 'user.invented' }, '"user.invented" is not a common type'],
    [{ 'a.*.c': 'user.created', '*.b.c': 'user.deleted' }, 'take the same types'],
    [{ 'a.b': 'toString' }, 'not a common type'],
  ] as [Record<string, string>, string][])('may not say %j', (own, fault) => {
    expect(() => vocabulary.namingOf('clerk', own)).toThrow(fault);
  });
});

describe('a faulty vocabulary stops the start', () => {
  const types = { 'user.created': 'An account came to be.' };
  const faultsOf = (written: unknown, profiles = ['a']): readonly string[] => {
    try {
      readVocabulary(written, profiles);
      return [];
    } catch (error) {
      return error instanceof ConfigInvalid ? error.faults : [String(error)];
    }
  };
  const withA = (a: object): object => ({ types, profiles: { a } });

  it.each<[string, unknown]>([
    ['no entry for a profile', { types, profiles: {} }],
    ['an entry for no profile', { types, profiles: { a: { own: true }, b: { own: true } } }],
    ['an unknown common type', withA({ types: { x: 'user.made' } })],
    [
      'an unknown common type in a second look',
      withA({ types: { x: { look: 'json:/a', is: { b: 'user.made' } } } }),
    ],
    ['a look that is no locator', withA({ types: { x: { look: 'jason:/a', else: 'user.created' } } })],
    [
      'a look at a header, which is not in the event',
      withA({ types: { x: { look: 'header:a', else: 'user.created' } } }),
    ],
    ['a look that decides nothing', withA({ types: { x: { look: 'json:/a' } } })],
    ['ambiguous patterns', withA({ types: { 'a.*': 'user.created', '*.b': 'user.created' } })],
    ['an entry that stands on itself', withA({ extends: 'a' })],
    ['an entry that stands on nothing', withA({ extends: 'toString' })],
    ['an entry that says nothing', withA({})],
    ['a misspelt member', withA({ typse: { x: 'user.created' } })],
    [
      'a common type that is written oddly',
      { types: { 'User.Created': 'x' }, profiles: { a: { own: true } } },
    ],
  ])('%s', (_what, written) => {
    expect(faultsOf(written).length).toBeGreaterThan(0);
  });

  it('and a sound one does not', () => {
    const rule = { look: 'json:/ok', is: { true: 'user.created' } };

    expect(faultsOf(withA({ types: { x: rule, 'y.*': 'user.created' }, own: true }))).toEqual([]);
  });
});
