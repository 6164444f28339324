import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsZero } from './zero-character.js';

describe('a zero character', () => {
  it('is found wherever it stands in a document, and only then', () => {
    const unit = fc.constantFrom('\u0000', '\\', 'u0000', 'a', '"', '\u0001', '\n');
    const text = fc.string({ unit });
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text)), (value) => {
        const parts = Object.entries(value).flat(2);
        expect(holdsZero(JSON.stringify(value))).toBe(parts.some((part) => part.includes('\u0000')));
      }),
      { numRuns: 500 },
    );
  });
});
