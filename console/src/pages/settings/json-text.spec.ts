import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textOf, valueOf } from './json-text';

it('a text is JSON where it reads so, else itself', () => {
  expect(valueOf('eu-west-1')).toBe('eu-west-1');
  expect(valueOf('["a", 1]')).toEqual(['a', 1]);
  expect(valueOf('12')).toBe(12);
  expect(textOf('12')).toBe('"12"');
  expect(textOf('eu')).toBe('eu');
});

it('whatever is shown is read as the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.stringify(valueOf(textOf(value)))).toBe(JSON.stringify(value));
    }),
  );
});
