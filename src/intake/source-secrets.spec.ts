import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generationOf } from './secret-use.js';
import { liveSecrets, type SecretKeys } from './source-secrets.js';

const KEYS: SecretKeys = {
  open: (sealed) => {
    if (sealed === 'broken') {
      throw new Error('does not open');
    }
    return `plain ${sealed}`;
  },
  fingerprint: (text) => `#${text}`,
};

describe('the live secrets of a source', () => {
  it('are told by fingerprint, place and time, those of the signature first', () => {
    const secrets = liveSecrets(
      {
        verify: { profile: 'clerk', secrets: [{ sealed: 'a', addedAt: '2026-01-01T00:00:00.000Z' }] },
        token: { from: 'header:x', digests: ['d1', 'd2'], addedAt: { d2: '2026-01-02T00:00:00.000Z' } },
      },
      KEYS,
    );

    expect(secrets).toEqual([
      { id: '#plain a', proof: 'verify', index: 0, of: 1, addedAt: '2026-01-01T00:00:00.000Z' },
      { id: '#d1', proof: 'token', index: 0, of: 2, addedAt: null },
      { id: '#d2', proof: 'token', index: 1, of: 2, addedAt: '2026-01-02T00:00:00.000Z' },
    ]);
    expect(liveSecrets({ open: true }, KEYS)).toEqual([]);
  });

  it('may include one that does not open', () => {
    const verify = { profile: 'clerk', secrets: [{ sealed: 'broken', addedAt: '' }] };

    expect(liveSecrets({ verify }, KEYS)).toMatchObject([{ id: '#broken' }]);
  });
});

describe('the generation of a secret', () => {
  it('is counted from the newest, which is the last', () => {
    const generations = [0, 1, 2, 3].map((index) => generationOf({ index, of: 4 }));

    expect(generations).toEqual(['older', 'older', 'previous', 'newest']);
  });

  it('is always one of three', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), (index, more) => {
        expect(['newest', 'previous', 'older']).toContain(generationOf({ index, of: index + 1 + more }));
      }),
    );
  });
});
