import { expect, it } from 'vitest';
import { countOf } from './count';

it('a list is counted as far as it was looked at, and no further', () => {
  expect(countOf({ items: [], next: null })).toBe('0');
  expect(countOf({ items: [1, 2], next: null })).toBe('2');
  expect(countOf({ items: [1, 2], next: 'a-cursor' })).toBe('2+');
});
