import { describe, expect, it } from 'vitest';
import { generateSecret, waysOf } from './new-secret';
import type { Profile } from './source';

const profile = (secret: Profile['needs']['secret']): Profile => ({
  name: 'one',
  title: 'One',
  needs: { secret, settings: [] },
});

describe('the secret of a new source', () => {
  it('may be given, made or come later where one is needed', () => {
    expect(waysOf(profile({ required: true, looks: 'whsec_…' }))).toEqual(['given', 'generated', 'later']);
  });

  it('is not made here where it is half of a pair, or a name and a password', () => {
    expect(waysOf(profile({ required: true, looks: 'public key' }))).toEqual(['given', 'later']);
    expect(waysOf(profile({ required: true, looks: 'user:password' }))).toEqual(['given', 'later']);
  });

  it('may be left out where published keys do, and is not asked for where nothing else counts', () => {
    expect(waysOf(profile({ required: false, looks: 'signing secret' }))).toEqual(['none', 'given']);
    expect(waysOf(profile(null))).toEqual([]);
  });

  it('is 24 random bytes when it is made', () => {
    const [one, other] = [generateSecret(), generateSecret()];
    expect(Buffer.from(one.replace('whsec_', ''), 'base64')).toHaveLength(24);
    expect(one).not.toBe(other);
  });
});
