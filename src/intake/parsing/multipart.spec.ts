import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from './body.js';
import { parseMultipart } from './multipart.js';

const TYPE = 'multipart/form-data; boundary=b';
const part = (head: string, content = ''): string => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const field = (name: string, value: string): string =>
  part(`Content-Disposition: form-data; name="${name}"`, value);
const form = (...parts: string[]): Buffer => Buffer.from(`${parts.join('')}--b--\r\n`, 'utf8');
const read = (bytes: Buffer, type = TYPE) => parseMultipart(bytes, type);

describe('a form of parts', () => {
  it('is its fields in the order they came, an empty one too', () => {
    expect(read(form(field('a', '1'), field('b', ''), field('a', 'zwei\r\nZeilen ü')))).toEqual({
      ok: true,
      value: [
        ['a', '1'],
        ['b', ''],
        ['a', 'zwei\r\nZeilen ü'],
      ],
    });
    expect(read(Buffer.from('--b--'))).toEqual({ ok: true, value: [] });
  });

  it('says of a file what it is called, its type and its size, and nothing it holds', () => {
    const file = part(
      String.raw`content-disposition: FORM-DATA; filename="C:\fakepath\a \"b\".png"; name=pic` +
        '\r\nContent-Type: image/png',
      '\u0000\u0001',
    );
    const bare = part('Content-Disposition: form-data; name="any"; filename=""', '123');
    expect(read(form(file, bare))).toEqual({
      ok: true,
      value: [
        ['pic', { name: 'a "b".png', type: 'image/png', bytes: 2 }],
        ['any', { name: '', type: 'application/octet-stream', bytes: 3 }],
      ],
    });
    const bytes = Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n'),
      Buffer.from([0xff, 0x00]),
      Buffer.from('\r\n--b--'),
    ]);
    expect(read(bytes)).toMatchObject({ ok: true, value: [['f', { bytes: 2 }]] });
  });

  it('is a body with lists for repeated names', () => {
    expect(parseBody(form(field('a', '1'), field('b', '2'), field('a', '3')), TYPE)).toEqual({
      ok: true,
      kind: 'form',
      value: { a: ['1', '3'], b: '2' },
    });
  });

  it.each(['b', '"b"', 'b; charset=utf-8', 'b;'])('has a boundary written %s', (boundary) => {
    expect(read(form(field('a', '1')), `Multipart/Form-Data; boundary=${boundary}`)).toMatchObject({
      ok: true,
    });
  });

  it.each<[string, string, string?]>([
    ['no boundary', '--b--', 'multipart/form-data'],
    ['two boundaries', '--b--', 'multipart/form-data; boundary=b; boundary=c'],
    ['a boundary that is too long', '--b--', `multipart/form-data; boundary=${'b'.repeat(71)}`],
    ['nothing of the kind', 'a=1&b=2'],
    ['a preamble', `hello\r\n${field('a', '1')}--b--`],
    ['no end', field('a', '1')],
    ['a delimiter that goes on', `${field('a', '1')}--bc\r\n\r\n--b--`],
    ['bare line feeds', field('a', '1').replaceAll('\r\n', '\n')],
    ['a part without a head', '--b\r\n\r\n1\r\n--b--'],
    ['a part of nothing', '--b\r\n--b--'],
    ['a part without a name', `${part('Content-Disposition: form-data', '1')}--b--`],
    ['another disposition', `${part('Content-Disposition: attachment; name="a"', '1')}--b--`],
    ['two names', `${part('Content-Disposition: form-data; name="a"; name="b"', '1')}--b--`],
    ['a name that does not end', `${part('Content-Disposition: form-data; name="a', '1')}--b--`],
    [
      'two dispositions',
      `${part('Content-Disposition: form-data; name=a\r\ncontent-disposition: form-data; name=b')}--b--`,
    ],
    ['a folded head', `${part('Content-Disposition: form-data;\r\n name="a"')}--b--`],
    [
      'a head that is too long',
      `${part(`X: ${'x'.repeat(8192)}\r\nContent-Disposition: form-data; name=a`)}--b--`,
    ],
  ])('is refused for %s', (_, text, type) => {
    expect(read(Buffer.from(text), type)).toEqual({ ok: false, fault: 'malformed_form' });
  });

  it('is refused for too many parts, a forbidden name and text that is none', () => {
    const many = Array.from({ length: 1001 }, (_, at) => field(`f${at}`, ''));
    expect(read(form(...many))).toEqual({ ok: false, fault: 'too_many_fields' });
    expect(read(form(...many.slice(1)))).toMatchObject({ ok: true });
    expect(read(form(field('__proto__', '1')))).toEqual({ ok: false, fault: 'forbidden_name' });
    const bytes = Buffer.from(form(field('a', 'X')).toString().replace('X', '\u00ff'), 'latin1');
    expect(read(bytes)).toEqual({ ok: false, fault: 'not_utf8' });
  });

  it('is read as it was written, whatever its names and values', () => {
    const name = fc
      .string({ unit: 'grapheme' })
      .filter((one) => !/[\r\n\0]/.test(one) && one !== '__proto__');
    const pair = fc.tuple(name, fc.string({ unit: 'grapheme' }));
    const written = (text: string): string => text.replaceAll(/["\\]/g, String.raw`\$&`);
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
        const kept = pairs.filter(([, value]) => !value.includes('--b'));
        const bytes = form(...kept.map(([one, value]) => field(written(one), value)));
        expect(read(bytes)).toEqual({ ok: true, value: kept });
      }),
    );
  });

  it('never throws, and makes no part out of nothing, whatever the bytes', () => {
    const pieces = fc.constantFrom(
      '--b',
      '--',
      '\r\n',
      '\n',
      'Content-Disposition: form-data',
      '; name=',
      '"',
      'a',
      ':',
      '\\',
      '\u00ff',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (texts) => {
        const parsed = read(Buffer.from(texts.join(''), 'latin1'));
        expect(
          parsed.ok ? parsed.value.every(([name]) => typeof name === 'string') : parsed.fault,
        ).toBeTruthy();
      }),
      { numRuns: 2000 },
    );
  });
});
