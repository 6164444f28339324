import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRecord, valuesOf } from './fields.js';
import { MAX_FORM_FIELDS, parseForm } from './form.js';
import { headerRecord } from './header-record.js';
import { parseQuery, requestTarget } from './query.js';

const isAllowed = (text: string): boolean => text !== '__proto__';
const name = fc.stringMatching(/^[a-z]{1,4}$/);

describe('fields', () => {
  it('keep one value as text and several as a list, in order', () => {
    expect(
      toRecord([
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
        ['a', '4'],
      ]),
    ).toEqual({ a: ['1', '3', '4'], b: '2' });
  });

  it('lose nothing when folded into a record', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (fields) => {
        const record = toRecord(fields);

        for (const [each] of fields) {
          expect([record[each]].flat()).toEqual(valuesOf(fields, each));
        }
      }),
    );
  });

  it('never touch a prototype', () => {
    const record = toRecord([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);

    expect(Object.keys(record)).toEqual(['constructor']);
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });
});

describe('forms', () => {
  it('give back every pair that was encoded', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.string({ unit: 'grapheme' }).filter(isAllowed), fc.string({ unit: 'grapheme' })),
        ),
        (pairs) => {
          const body = Buffer.from(new URLSearchParams(pairs).toString(), 'utf8');

          expect(parseForm(body)).toEqual({ ok: true, value: pairs });
        },
      ),
    );
  });

  it('keep a leading question mark as part of the name', () => {
    expect(parseForm(Buffer.from('?a=1'))).toEqual({ ok: true, value: [['?a', '1']] });
  });

  it('are refused when not UTF-8 or with too many fields', () => {
    expect(parseForm(Buffer.from('a=\xff', 'latin1'))).toEqual({ ok: false, fault: 'not_utf8' });
    expect(parseForm(Buffer.from('a=1&'.repeat(MAX_FORM_FIELDS + 1)))).toEqual({
      ok: false,
      fault: 'too_many_fields',
    });
    expect(parseForm(Buffer.from('a=1&'.repeat(MAX_FORM_FIELDS))).ok).toBe(true);
  });
});

describe('request targets', () => {
  it.each([
    ['/a?x=1', '/a?x=1'],
    ['https://h.example/a?x=1', '/a?x=1'],
    ['https://h.example', '/'],
    ['https://h.example?x=1', '?x=1'],
    ['/a?u=http://b', '/a?u=http://b'],
  ])('%s points to %s', (url, target) => {
    expect(requestTarget(url)).toBe(target);
  });

  it('have their query decoded, the fragment left out', () => {
    expect(parseQuery('/a?x=%C3%A9+y&x=2&z#x=3')).toEqual([
      ['x', 'é y'],
      ['x', '2'],
      ['z', ''],
    ]);
    expect(parseQuery('/a')).toEqual([]);
  });
});

describe('headers', () => {
  it('are named in lower case, repeated lines a list', () => {
    expect(headerRecord(['X-A', '1', 'x-a', '2', 'Host', 'h'])).toEqual({ 'x-a': ['1', '2'], host: 'h' });
  });
});
