import { expect, it } from 'vitest';
import { groupsOf } from './groups';

it('letters of one fault are one group with its newest letter, the largest group first', () => {
  const letters = ['a1', 'b1', 'b2', 'c1'].map((execution) => ({ execution, fingerprint: execution[0]! }));
  expect(groupsOf(letters).map(({ newest, count }) => [newest.execution, count])).toEqual([
    ['b1', 2],
    ['a1', 1],
    ['c1', 1],
  ]);
});

it('no letters are no groups', () => {
  expect(groupsOf([])).toEqual([]);
});
