/** Forms and queries as hostile as they come: whatever the bytes, the same is read that anybody else reads, or nothing. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseBody } from './body.js';
import { toRecord } from './fields.js';
import { parseForm } from './form.js';
import { parseQuery } from './query.js';

const FORM = 'application/x-www-form-urlencoded';

/** Characters that mean something in a query, and pieces of percent encoding, whole and torn. */
const SYNTAX = [
  '&',
  '=',
  '+',
  '?',
  '#',
  '%',
  '%2',
  '%zz',
  '%00',
  '%ff',
  '%C3%A9',
  '%2F',
  ';',
  '[',
  ']',
  '[]',
  ' ',
  '\n',
];
const syntax = fc.constantFrom(...SYNTAX);
const names = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'a',
  'b',
  '',
);
const noise = fc
  .array(fc.oneof(syntax, names, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
const pairs = fc.array(
  fc.tuple(
    fc.oneof(names, fc.string({ unit: 'grapheme' })).filter((name) => name !== '__proto__'),
    fc.string({ unit: 'grapheme' }),
  ),
  { maxLength: 30 },
);

const encoded = (fields: [string, string][]): string => new URLSearchParams(fields).toString();

function expectHarmless(record: Readonly<Record<string, unknown>>): void {
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  expect(Object.hasOwn(record, '__proto__')).toBe(false);
  for (const value of Object.values(record)) {
    expect([value].flat().every((each) => typeof each === 'string')).toBe(true);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
}

describe('whatever the pairs', () => {
  it('a query gives them back as they were encoded, in order', () => {
    fc.assert(
      fc.property(pairs, (fields) => {
        expect(parseQuery(`/hooks/x?${encoded(fields)}`)).toEqual(fields);
        expect(parseQuery(`http://signet.example/hooks/x?${encoded(fields)}#a=1`)).toEqual(fields);
      }),
    );
  });

  it('a form and a query of the same text are read alike', () => {
    fc.assert(
      fc.property(pairs, (fields) => {
        const form = parseForm(Buffer.from(encoded(fields)));

        expect(form).toEqual({ ok: true, value: parseQuery(`/?${encoded(fields)}`) });
      }),
    );
  });

  it('a form becomes a record that has every value, and nothing else', () => {
    fc.assert(
      fc.property(pairs, (fields) => {
        const parsed = parseBody(Buffer.from(encoded(fields)), FORM);
        const record = parsed.ok && parsed.kind === 'form' ? parsed.value : {};

        expectHarmless(record);
        expect((Object.values(record).flat() as string[]).toSorted()).toEqual(
          fields.map(([, value]) => value).toSorted(),
        );
        expect(new Set(Object.keys(record))).toEqual(new Set(fields.map(([name]) => name)));
      }),
    );
  });
});

describe('whatever the text', () => {
  it('a query is read as URLSearchParams reads it, and does no harm', () => {
    fc.assert(
      fc.property(noise, (text) => {
        const fields = parseQuery(`/hooks/x?${text}`);

        expect(fields).toEqual([...new URLSearchParams(text.split('#', 1)[0])]);
        expectHarmless(toRecord(fields));
      }),
    );
  });

  it('a form is read, or refused for what it names, and does no harm', () => {
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parseForm(Buffer.from(text));
        const fields = [...new URLSearchParams(`&${text}`)];
        const isForbidden = fields.some(([name]) => name === '__proto__');

        expect(parsed).toEqual(
          isForbidden ? { ok: false, fault: 'forbidden_name' } : { ok: true, value: fields },
        );
        expectHarmless(parsed.ok ? toRecord(parsed.value) : {});
      }),
    );
  });

  it('bytes are a form, or are refused, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const parsed = parseBody(Buffer.from(bytes), FORM);

        expect(typeof parsed.ok).toBe('boolean');
        expectHarmless(parsed.ok && parsed.kind === 'form' ? parsed.value : {});
      }),
    );
  });
});
