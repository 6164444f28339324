import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asText, renderFields, renderTable } from './table.js';

const GREEN = '\u001B[32mok\u001B[0m';

describe('a table', () => {
  it('aligns columns by what is seen, colour and wide letters aside', () => {
    const rows = [
      [GREEN, 'a'],
      ['naïve', 'b'],
    ];

    expect(renderTable(['status', 'name'], rows, 'none')).toBe(`STATUS  NAME\n${GREEN}      a\nnaïve   b`);
  });

  it('lets no cell move the cursor, and keeps colours', () => {
    const rows = [[GREEN, 'a\u001B[2J\r\nb\u009B3Jc\u001B]0;title\u0007', 'x']];

    const [, line] = renderTable(['s', 'm', 'z'], rows, '').split('\n');
    expect(line).toBe(`${GREEN}  a [2J b 3Jc ]0;title   x`);
  });

  it('says so when there is nothing', () => {
    expect(renderTable(['status'], [], 'nothing here')).toBe('nothing here');
  });

  it('begins every column at the same place, whatever is in it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', 'ß', '漢'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const lines = renderTable(['x', 'y'], rows, '').split('\n').slice(1);
        const starts = lines.map((line, at) => Array.from(line).length - Array.from(rows[at]![1]).length);
        expect(new Set(starts).size).toBe(1);
      }),
    );
  });
});

describe('fields', () => {
  it('leave out what has no value, and keep false and zero', () => {
    const fields: [string, unknown][] = [
      ['a', null],
      ['b', undefined],
      ['c', ''],
      ['d', false],
      ['long', 0],
    ];

    expect(renderFields(fields)).toBe('d:     false\nlong:  0');
  });
});

describe('fields of somebody else', () => {
  it('move no cursor, and a status keeps its colour', () => {
    const fields: [string, unknown][] = [
      ['status', GREEN],
      ['message', 'a\u001B[2Jb\nc'],
      ['value', { a: '\u009B2J' }],
    ];

    expect(renderFields(fields)).toBe(`status:   ${GREEN}\nmessage:  a [2Jb c\nvalue:    {"a":" 2J"}`);
  });
});

describe('a value', () => {
  it.each([
    [undefined, '-'],
    [null, '-'],
    ['2026-11-21T06:00:01.123Z', '2026-11-21 06:00:01Z'],
    ['2026-11-21', '2026-11-21'],
    [{ a: 1 }, '{"a":1}'],
    [true, 'true'],
  ])('%j is shown as %s', (value, text) => {
    expect(asText(value)).toBe(text);
  });

  it('of somebody else cannot move the cursor', () => {
    expect(asText('a\u001B[2Jb\r\nc\u009Bd')).toBe('a [2Jb c d');
    expect(asText({ a: 'b\u009Bc\u007F' })).toBe('{"a":"b c "}');
  });
});
