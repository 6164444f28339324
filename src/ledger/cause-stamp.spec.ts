import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause } from './cause.js';
import { makeStamp, readStamp } from './cause-stamp.js';

const KEY = createSecretKey(Buffer.alloc(32, 1));
const PLACE = { tenant: 'main', environment: 'production' };
const NOW = new Date('2026-11-21T12:00:00Z');
const CAUSE: Cause = {
  execution: '0190a000-0000-7000-8000-0000000000aa',
  depth: 2,
  lineage: ['0190a000-0000-7000-8000-0000000000bb', '0190a000-0000-7000-8000-0000000000cc'],
};
const STAMP = makeStamp(KEY, CAUSE, PLACE, NOW);

const read = (stamp: string, place = PLACE, now = NOW, key = KEY): Cause | null =>
  readStamp(key, stamp, place, now);

describe('a stamp', () => {
  it('tells what it was made of', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.nat(255),
        fc.array(fc.uuid(), { maxLength: 50 }),
        (execution, depth, lineage) => {
          const cause = { execution, depth, lineage };
          expect(read(makeStamp(KEY, cause, PLACE, NOW))).toEqual(cause);
        },
      ),
    );
  });

  it('fits a header', () => {
    expect(STAMP).toMatch(/^[\w.-]{1,300}$/);
  });

  it('counts in its own tenant and environment alone, and under its own key', () => {
    expect(read(STAMP, { ...PLACE, tenant: 'other' })).toBeNull();
    expect(read(STAMP, { ...PLACE, environment: 'staging' })).toBeNull();
    expect(read(STAMP, PLACE, NOW, createSecretKey(Buffer.alloc(32, 2)))).toBeNull();
    expect(
      read(makeStamp(KEY, CAUSE, { tenant: 'a', environment: 'b"c' }, NOW), {
        tenant: 'a"b',
        environment: 'c',
      }),
    ).toBeNull();
  });

  it('counts for a day', () => {
    expect(read(STAMP, PLACE, new Date(NOW.getTime() + 86_399_000))).toEqual(CAUSE);
    expect(read(STAMP, PLACE, new Date(NOW.getTime() + 86_401_000))).toBeNull();
    expect(read(STAMP, PLACE, new Date(NOW.getTime() - 86_402_000))).toBeNull();
  });

  it('does not count once a character of it is another', () => {
    fc.assert(
      fc.property(fc.nat(STAMP.length - 1), fc.constantFrom('A', 'b', '0', '.', '-'), (at, character) => {
        const forged = STAMP.slice(0, at) + character + STAMP.slice(at + 1);
        const isSame = forged === STAMP || at === STAMP.length - 1; // the last one holds bits that mean nothing
        expect(isSame || read(forged) === null).toBe(true);
      }),
    );
  });

  it('is no other text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 6000 }), (text) => read(text) === null));
    for (const text of ['', 'sc1', 'sc1.', 'sc1..', `${STAMP}.x`, 'sc1.AAAA.AAAAAAAAAAAAAAAAAAAAAA']) {
      expect(read(text)).toBeNull();
    }
  });
});
