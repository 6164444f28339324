import { describe, expect, it } from 'vitest';
import { loadPresets } from '../intake/verification/presets.js';
import { needsOf } from '../intake/verification/profile-needs.js';
import type { ProfileAnswer } from './sender-answers.js';
import { askFor, type Asker, missingOf, settingsOf } from './preset-answers.js';

const presets = loadPresets();
const profileOf = (name: string): ProfileAnswer => {
  const profile = presets.get(name)!;
  return { name, title: profile.title, needs: needsOf(profile) };
};
const NOTHING = { secrets: [], config: {} };

/** Answers one after the other; `asked` keeps the questions. */
function aPerson(...answers: string[]): Asker & { asked: string[] } {
  const asked: string[] = [];
  const ask = (question: string): Promise<string> => {
    asked.push(question);
    return Promise.resolve(answers.shift() ?? '');
  };
  return { asked, ask, askHidden: (question) => ask(`hidden ${question}`) };
}

describe('what is missing', () => {
  it('is listed with how to give it', () => {
    expect(missingOf(profileOf('hap'), NOTHING)).toEqual([
      '--secret-file FILE (- for stdin), --secret-env VARIABLE, --generate-secret FILE, or --secret-later: signing secret',
      '--set appKey=...: the application key, the public half of the pair',
    ]);
    expect(missingOf(profileOf('hap'), { secrets: ['s'], config: { appKey: 'k' } })).toEqual([]);
  });

  it('is nothing that is optional', () => {
    expect(missingOf(profileOf('ssf'), { secrets: [], config: { issuer: 'i', audience: 'a' } })).toEqual([]);
  });
});

describe('settings given as options', () => {
  it('are texts, lists where several may be given, and JSON where it looks like some', () => {
    expect(
      settingsOf(profileOf('ssf'), [
        'issuer=https://a.example.com/?b=c',
        'audience=one, two',
        'audience=three',
      ]),
    ).toEqual({ issuer: 'https://a.example.com/?b=c', audience: ['one', 'two', 'three'] });
    expect(
      settingsOf(profileOf('generic-hmac'), ['content={ts}.{body}', 'proof={"from":"header:x","enc":"hex"}']),
    ).toEqual({ content: '{ts}.{body}', proof: { from: 'header:x', enc: 'hex' } });
    expect(settingsOf(profileOf('http-message-signatures'), ['digest=false'])).toEqual({ digest: false });
  });

  it.each([
    ['clerk', 'issuer=x', 'no settings'],
    ['ssf', 'isuer=x', 'issuer'],
    ['ssf', 'issuer', 'SETTING=VALUE'],
    ['ssf', '=x', 'SETTING=VALUE'],
    ['generic-hmac', 'proof={"from"', 'not JSON'],
  ])('of %s cannot be %s', (preset, pair, fault) => {
    expect(() => settingsOf(profileOf(preset), [pair])).toThrow(fault);
  });
});

describe('a person', () => {
  it('is asked for all a preset needs, until it is there, and once for what is optional', async () => {
    const person = aPerson('', 'the-secret', '', 'the-key', '');
    const answers = await askFor(profileOf('hap'), NOTHING, person);

    expect(answers).toEqual({ secrets: ['the-secret'], config: { appKey: 'the-key' } });
    expect(person.asked).toEqual([
      'hidden secret (signing secret)',
      'hidden secret (signing secret)',
      'appKey, the application key, the public half of the pair',
      'appKey, the application key, the public half of the pair',
      'eventType, type of its events, where it does not say one itself (or nothing)',
    ]);
  });

  it('is not asked for what was given', async () => {
    const person = aPerson();
    const given = { secrets: ['the-secret'], config: { appKey: 'k', eventType: 'user.created' } };

    expect(await askFor(profileOf('hap'), given, person)).toEqual(given);
    expect(person.asked).toEqual([]);
  });

  it('is asked for no secret where there is none', async () => {
    const person = aPerson('https://acme.kinde.com/.well-known/jwks');

    expect(await askFor(profileOf('kinde'), NOTHING, person)).toEqual({
      secrets: [],
      config: { jwksUri: 'https://acme.kinde.com/.well-known/jwks' },
    });
    expect(person.asked).toHaveLength(1);
  });
});
