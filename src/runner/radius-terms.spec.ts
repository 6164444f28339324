import { describe, expect, it } from 'vitest';
import { limitOf, questionOf, sizeThatMatters, termsOf } from './radius-terms.js';

const USUAL = { users: 100, windowMs: 3_600_000, share: 0.25 };

describe('what holds for a workflow', () => {
  it('is what the instance says, but for what the workflow says', () => {
    expect(termsOf({}, USUAL)).toEqual({ ...USUAL, least: 10 });
    expect(termsOf({ blastRadius: { users: 5 } }, USUAL)).toEqual({ ...USUAL, users: 5, least: 10 });
    expect(termsOf({ blastRadius: { share: 0.1, windowMs: 1000 } }, USUAL)).toEqual({
      users: 100,
      windowMs: 1000,
      share: 0.1,
      least: 1,
    });
  });

  it('is nothing when either switched it off', () => {
    const off = { ...USUAL, users: 0, share: 0 };
    expect(termsOf({ blastRadius: 'off' }, USUAL)).toBeNull();
    expect(termsOf({}, off)).toBeNull();
    expect(termsOf({ blastRadius: {} }, off)).toBeNull();
    expect(termsOf({ blastRadius: { users: 1 } }, off)).toMatchObject({ users: 1 });
  });

  it('is the smaller of a number and a share, as far as the directory can be counted', () => {
    const usual = termsOf({}, USUAL)!;
    expect([null, 0, 8, 40, 41, 44, 399, 400, 1e6].map((size) => limitOf(usual, size))).toEqual([
      100, 10, 10, 10, 10, 11, 99, 100, 100,
    ]);
    const own = termsOf({ blastRadius: { share: 0.1 } }, { ...USUAL, users: 0 })!;
    expect([null, 0, 19, 20, 1000].map((size) => limitOf(own, size))).toEqual([Infinity, 1, 1, 2, 100]);
  });

  it('counts a directory no further than it matters', () => {
    expect(sizeThatMatters({ ...USUAL, least: 10 })).toBe(400);
    expect(sizeThatMatters({ ...USUAL, share: 0, least: 10 })).toBe(0);
    expect(sizeThatMatters({ ...USUAL, users: 0, least: 10 })).toBe(Infinity);
  });

  it('is told in numbers', () => {
    expect(questionOf('acme/leavers', 100, { ...USUAL, least: 10 }, 'user.delete')).toBe(
      'acme/leavers may disable, delete or revoke for 100 users within 1h, and is about to for one more (user.delete). Go on, with as many again?',
    );
  });
});
