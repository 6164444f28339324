import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigInvalid } from '../../errors/errors.js';
import { loadPresets, type PresetSource, resolvePresets } from './presets.js';

const token: PresetSource = {
  title: 'Base',
  checks: [{ kind: 'token', from: 'header:x-key' }],
  event: { type: ['json:/type'] },
  integrity: 'token',
};
const faultsOf = (sources: Record<string, unknown>): readonly string[] => {
  try {
    resolvePresets(sources as Record<string, PresetSource>);
    return [];
  } catch (error) {
    return error instanceof ConfigInvalid ? error.faults : [String(error)];
  }
};

describe('the shipped profiles', () => {
  const presets = loadPresets();

  it('are complete and cannot be changed by who holds them', () => {
    expect(presets.size).toBe(54);
    for (const profile of presets.values()) {
      expect(Object.isFrozen(profile.checks[0])).toBe(true);
      expect(profile.ack.reject).toBeGreaterThanOrEqual(400);
    }
  });

  it('are all explained to operators', () => {
    const guide = readFileSync(new URL('../../../docs/senders/README.md', import.meta.url), 'utf8');

    expect([...presets.keys()].filter((name) => !guide.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('inherit from the profile they extend', () => {
    expect(presets.get('clerk')!.checks).toEqual(presets.get('svix')!.checks);
    expect(presets.get('clerk')!.event.subject).toEqual(['json:/data/id']);
    expect(presets.get('google-risc')!.errors).toBe('rfc8935');
  });

  it('relax only what they name', () => {
    const jwt = (name: string): object =>
      presets.get(name)!.checks.find((check) => 'kind' in check && check.kind === 'jwt')!;

    expect(jwt('set')).toMatchObject({ forbid: [], mediaType: 'application/secevent+jwt', oneEvent: true });
    expect(jwt('ssf')).toMatchObject({ forbid: ['exp', 'sub'] });
    expect(jwt('google-risc')).toMatchObject({ typ: 'any', iss: 'https://accounts.google.com/' });
  });
});

describe('a faulty profile stops the start', () => {
  it.each<[string, Record<string, unknown>]>([
    ['extends nothing', { a: { extends: 'b', title: 'A' } }],
    ['extends itself', { a: { extends: 'b' }, b: { extends: 'a' } }],
    ['inherited name', { a: { extends: 'constructor' } }],
    ['no check', { a: { ...token, checks: [] } }],
    ['an unknown check', { a: { ...token, checks: [{ kind: 'hope' }] } }],
    [
      'a misspelt member',
      { a: { ...token, checks: [{ kind: 'token', from: 'header:x', shceme: 'Bearer' }] } },
    ],
    ['an unknown locator', { a: { ...token, checks: [{ kind: 'token', from: 'headers:x' }] } }],
    ['an unknown event locator', { a: { ...token, event: { id: ['jason:/id'] } } }],
    [
      'an unknown placeholder',
      {
        a: {
          ...token,
          checks: [
            {
              kind: 'signature',
              alg: 'hmac-sha256',
              content: '{bdoy}',
              proof: { from: 'header:x', enc: 'hex' },
            },
          ],
        },
      },
    ],
    [
      'a host pattern that is not anchored',
      {
        a: {
          ...token,
          checks: [
            { kind: 'sns', topics: ['t'], versions: ['1'], certHost: 'amazonaws', past: 1, future: 1 },
          ],
        },
      },
    ],
    [
      'html in a handshake',
      {
        a: {
          ...token,
          handshakes: [{ method: 'GET', when: ['query:x'], reply: { status: 200, type: 'text/html' } }],
        },
      },
    ],
  ])('%s', (_what, sources) => {
    expect(faultsOf({ ...sources, base: token }).length).toBeGreaterThan(0);
  });

  it('and all of them are named at once', () => {
    const faults = faultsOf({ one: { ...token, checks: [] }, two: { ...token, title: '' }, fine: token });

    expect(faults).toEqual([expect.stringContaining('profile one'), expect.stringContaining('profile two')]);
    expect(faultsOf({ fine: token })).toEqual([]);
  });
});
