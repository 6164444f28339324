import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PatternTable } from './pattern-table.js';

const tableOf = (...texts: string[]): PatternTable<string> =>
  new PatternTable(texts.map((text) => [text, text]));

describe('a table of patterns', () => {
  it.each([
    ['users.*.create', 'users.5e5e.create', true],
    ['users.*.create', 'users..create', false],
    ['users.*.create', 'users.a.b.create', false],
    ['users.*.create', 'users.a/b.create', false],
    ['users.*.create', 'users.5e5e.created', false],
    ['users/*/logout', 'users/5f1c/logout', true],
    ['urn:*:event', 'urn:x:event', true],
    ['/Users/*', '/Users/1', true],
    ['a+b.*', 'aab.c', false],
    ['a+b.*', 'a+b.c', true],
    ['*', 'word', true],
    ['*', 'two.words', false],
    ['user.created', 'user.Created', false],
    ['user.created', 'toString', false],
  ])('%s takes %s: %s', (pattern, text, taken) => {
    expect(tableOf(pattern).find(text)).toBe(taken ? pattern : undefined);
  });

  it('prefers the text to a pattern, and the narrower pattern to the wider one', () => {
    const table = tableOf('a.*.*', 'a.b.c', 'a.*.c');

    expect(['a.b.c', 'a.x.c', 'a.x.y'].map((text) => table.find(text))).toEqual(['a.b.c', 'a.*.c', 'a.*.*']);
  });

  it.each([
    [['a.*.c', '*.b.c'], 'take the same types'],
    [['a.b*'], 'one whole name'],
    [['**'], 'one whole name'],
  ])('is none with %j', (texts, fault) => {
    expect(() => tableOf(...texts)).toThrow(fault);
  });

  it('finds the same whatever order its entries came in', () => {
    const name = fc.constantFrom('a', 'b', '*');
    const pattern = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'));
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
      .map((names) => names.join('.'));
    const make = (texts: readonly string[]): PatternTable<string> | null => {
      try {
        return tableOf(...texts);
      } catch {
        return null;
      }
    };

    fc.assert(
      fc.property(fc.uniqueArray(pattern, { maxLength: 5 }), text, (patterns, wanted) => {
        const [one, other] = [make(patterns), make(patterns.toReversed())];
        expect(one === null).toBe(other === null);
        expect(one?.find(wanted)).toBe(other?.find(wanted));
      }),
      { numRuns: 1_000 },
    );
  });
});
