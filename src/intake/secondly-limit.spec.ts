import { describe, expect, it } from 'vitest';
import { SecondlyLimit } from './secondly-limit.js';

/** How many of `count` are allowed, all at one time. */
const allowed = (limit: SecondlyLimit, count: number, keyOf: (at: number) => string, now: number): number =>
  Array.from({ length: count }, (_, at) => limit.allows(keyOf(at), now)).filter(Boolean).length;

describe('a limit by the second', () => {
  it('lets so many of one key pass, and all of another', () => {
    const limit = new SecondlyLimit(10, 2);
    expect(allowed(limit, 100, () => 'a', 0)).toBe(2);
    expect(allowed(limit, 100, () => 'b', 999)).toBe(2);
  });

  it('lets so many pass over all keys', () => {
    expect(allowed(new SecondlyLimit(10, 2), 10_000, String, 5)).toBe(10);
  });

  it('counts anew a second later, and not a moment before', () => {
    const limit = new SecondlyLimit(10, 2);
    expect(allowed(limit, 3, () => 'a', 100)).toBe(2);
    expect(limit.allows('a', 1099)).toBe(false);
    expect(allowed(limit, 3, () => 'a', 1100)).toBe(2);
  });
});
