import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url, decodeHex } from './strict-encoding.js';

describe('strict decoding', () => {
  it('gives back any bytes from their canonical text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (array) => {
        const bytes = Buffer.from(array);

        expect(decodeBase64(bytes.toString('base64'))).toEqual(bytes);
        expect(decodeBase64Url(bytes.toString('base64url'))).toEqual(bytes);
        expect(decodeHex(bytes.toString('hex'))).toEqual(bytes);
      }),
    );
  });

  it('takes one text only for each value', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw+/-_= \n'.split('')) }), (text) => {
        const decoded = decodeBase64(text);
        const urlDecoded = decodeBase64Url(text);

        expect(decoded === null || decoded.toString('base64') === text).toBe(true);
        expect(urlDecoded === null || urlDecoded.toString('base64url') === text).toBe(true);
      }),
    );
  });

  it.each(['', 'YQ', 'YR==', 'YQ==\n', ' YQ==', 'Y-_=', 'YQ=', 'YQ==YQ=='])(
    'refuses %j as base64',
    (text) => {
      expect(decodeBase64(text)).toBeNull();
    },
  );

  it.each(['YR', 'YQ==', 'Y+', 'Y'])('refuses %j as base64url', (text) => {
    expect(decodeBase64Url(text)).toBeNull();
  });

  it.each(['', 'a', 'abc', 'zz', 'ab cd', '0xab'])('refuses %j as hex', (text) => {
    expect(decodeHex(text)).toBeNull();
  });
});
