import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveKey, fingerprint, open, seal } from './seal.js';

const key = deriveKey(Buffer.alloc(32, 7), 'test');

describe('sealing', () => {
  it('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        expect(open(key, seal(key, plain, context), context)).toBe(plain);
      }),
    );
  });

  it('never seals the same text to the same bytes', () => {
    expect(seal(key, 'secret', 'a').equals(seal(key, 'secret', 'a'))).toBe(false);
  });

  it('does not open in another place, with another key, or with a bit changed', () => {
    const sealed = seal(key, 'secret', 'hook:1');
    expect(() => open(key, sealed, 'hook:2')).toThrow();
    expect(() => open(createSecretKey(randomBytes(32)), sealed, 'hook:1')).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const bent = Buffer.from(sealed);
      bent[at]! ^= 1;
      expect(() => open(key, bent, 'hook:1')).toThrow();
    }
    expect(() => open(key, sealed.subarray(0, 10), 'hook:1')).toThrow('not a sealed value');
  });

  it('derives different keys for different purposes', () => {
    expect(deriveKey(Buffer.alloc(32, 7), 'other').equals(key)).toBe(false);
  });
});

describe('a fingerprint', () => {
  it('is the same for the same text in the same place, and for nothing else', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (one, other) => {
        const isSame = one[0] === other[0] && one[1] === other[1];
        expect(fingerprint(key, ...one) === fingerprint(key, ...other)).toBe(isSame);
      }),
    );
    expect(fingerprint(key, 'secret', 'a')).toBe(fingerprint(key, 'secret', 'a'));
  });

  it('needs the key, and shows nothing of the text', () => {
    expect(fingerprint(deriveKey(Buffer.alloc(32, 8), 'test'), 'secret', 'a')).not.toBe(
      fingerprint(key, 'secret', 'a'),
    );
    expect(fingerprint(key, 'secret', 'a')).toMatch(/^[0-9a-f]{16}$/);
  });
});
