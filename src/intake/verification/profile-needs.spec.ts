import { describe, expect, it } from 'vitest';
import { noKeySets, presets } from '../../../test/fixtures/senders/request.js';
import type { Profile } from './profile.js';
import { needsOf } from './profile-needs.js';
import { compileVerifier } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';

/** Something that fits for every setting. */
const FITTING: Readonly<Record<string, unknown>> = {
  alg: 'hmac-sha256',
  algs: ['RS256'],
  appIds: ['app'],
  appKey: 'key',
  audience: 'receiver',
  components: ['@method'],
  content: '{body}',
  digest: true,
  eventType: 'user.created',
  from: 'header:x-key',
  issuer: 'https://idp.example.com',
  issuers: ['https://idp.example.com'],
  jwksUri: 'https://idp.example.com/keys',
  key: { enc: 'base64' },
  keys: [{ keyid: 'k', alg: 'hmac-sha256', secret: 0, enc: 'utf8' }],
  origins: ['idp.example.com'],
  past: 60,
  projectId: 'project',
  proof: { from: 'header:x-signature', enc: 'hex' },
  rate: '60',
  scheme: 'Bearer',
  topics: ['arn:aws:sns:us-east-1:1:t'],
  url: 'https://hooks.example.com/hooks/1',
};
/** A public key or an HMAC key alike. */
const SECRET = Buffer.alloc(32, 7).toString('base64');

function isSaved(profile: Profile, secrets: readonly string[], config: Record<string, unknown>): boolean {
  try {
    compileVerifier(profile, { secrets, config }, { keySets: noKeySets });
    return true;
  } catch (error) {
    if (error instanceof VerifierRefused) {
      return false;
    }
    throw error;
  }
}

/** What a profile must have; of FusionAuth's two kinds of keys the secret. */
function fitting(profile: Profile, without?: string): Record<string, unknown> {
  if (profile.title === 'FusionAuth' && without === undefined) {
    return { algs: ['HS256'] };
  }
  return Object.fromEntries(
    needsOf(profile)
      .settings.filter(({ required, name }) => required && name !== without)
      .map(({ name }) => [name, FITTING[name]]),
  );
}

const secretsOf = (profile: Profile): string[] => {
  const { secret } = needsOf(profile);
  // HMAC keys of message signatures are named by the setting, here a secret's place.
  const isNamed = profile.checks.some((check) => 'kind' in check && check.kind === 'httpsig');
  return secret?.required === true || isNamed || profile.title === 'FusionAuth'
    ? [secret?.looks === 'user:password' ? 'u:p' : SECRET]
    : [];
};

describe.each([...presets])('what %s needs', (_name, profile) => {
  it('is enough', () => {
    expect(isSaved(profile, secretsOf(profile), fitting(profile))).toBe(true);
  });

  it('is no more than it takes', () => {
    const required = needsOf(profile).settings.filter((setting) => setting.required);

    // The address matters only where the components name it.
    for (const { name } of required.filter(({ name }) => name !== 'url' || profile.title !== 'RFC 9421')) {
      expect([name, isSaved(profile, secretsOf(profile), fitting(profile, name))]).toEqual([name, false]);
    }
    expect(needsOf(profile).secret?.required === true && isSaved(profile, [], fitting(profile))).toBe(false);
  });

  it('may be said more of', () => {
    const all = needsOf(profile).settings.map(({ name }) => [name, FITTING[name]]);
    const { time: _signedAsWell, ...config } = Object.fromEntries(all);

    expect(isSaved(profile, secretsOf(profile), config)).toBe(true);
  });
});

describe('a setting', () => {
  it('that nobody explained is found at start', () => {
    const profile = structuredClone(presets.get('okta')!) as Profile & { checks: unknown[] };
    profile.checks = [{ kind: 'token', from: '{config.riddle}' }];

    expect(() => needsOf(profile)).toThrow('riddle');
  });
});
