import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, newToken, presentedToken } from './token.js';

const token = fc.stringMatching(/^[!-~]{1,200}$/);

describe('a presented token', () => {
  it('is what stands behind Bearer, in any case', () => {
    fc.assert(
      fc.property(token, fc.constantFrom('Bearer', 'bearer', 'BEARER'), (value, scheme) => {
        expect(presentedToken(`${scheme} ${value}`)).toBe(value);
      }),
    );
  });

  it('is the password of Basic, colons and all, whatever the user', () => {
    fc.assert(
      fc.property(token, fc.stringMatching(/^[!-9;-~]{0,20}$/), (value, user) => {
        const pair = Buffer.from(`${user}:${value}`).toString('base64');
        expect(presentedToken(`Basic ${pair}`)).toBe(value);
      }),
    );
  });

  it('is none in anything else, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (header) => {
        const found = presentedToken(header);
        expect(found === null || /^(bearer|basic) /i.test(header.trim())).toBe(true);
      }),
    );
    expect(presentedToken(undefined)).toBeNull();
    expect(presentedToken('Basic dXNlcg==')).toBeNull();
  });
});

describe('a new token', () => {
  it('cannot be guessed and has a digest of its own', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(new Set(tokens.map((one) => digestOf(one).toString('hex'))).size).toBe(100);
    expect(tokens.every((one) => /^sgn_[\w-]{43}$/.test(one))).toBe(true);
  });
});
