import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_JSON_DEPTH, parseJson, parseJsonText } from './json.js';

describe('JSON', () => {
  it('gives back whatever was written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const bytes = Buffer.from(JSON.stringify(value), 'utf8');
        fc.pre(!bytes.includes('__proto__')); // left out on purpose, and tested apart

        expect(parseJson(bytes)).toEqual({ ok: true, value: JSON.parse(bytes.toString('utf8')) });
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof parseJson(Buffer.from(bytes)).ok).toBe('boolean');
      }),
    );
  });

  it.each([
    ['{"a":"\xff"}', 'not_utf8'],
    ['{"a":1', 'not_json'],
    ['', 'not_json'],
    ['{}{}', 'not_json'],
  ])('refuses %j as %s', (text, fault) => {
    expect(parseJson(Buffer.from(text, 'latin1'))).toEqual({ ok: false, fault });
  });

  it('skips a byte order mark', () => {
    expect(parseJson(Buffer.from('\ufeff{"a":1}', 'utf8'))).toEqual({ ok: true, value: { a: 1 } });
  });

  it('takes the last of repeated names', () => {
    expect(parseJsonText('{"a":1,"a":2}')).toEqual({ ok: true, value: { a: 2 } });
  });

  it(`allows nesting to ${MAX_JSON_DEPTH} and no deeper`, () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

    expect(parseJsonText(nested(MAX_JSON_DEPTH)).ok).toBe(true);
    expect(parseJsonText(nested(MAX_JSON_DEPTH + 1))).toEqual({ ok: false, fault: 'too_deep' });
  });

  it('does not count brackets inside strings', () => {
    const text = JSON.stringify({ a: `\\"${'['.repeat(500)}` });

    expect(parseJsonText(text).ok).toBe(true);
  });

  it.each(['{"__proto__":{"admin":true},"a":{"__proto__":1}}', '{"\\u005f_proto__":{"admin":true},"a":{}}'])(
    'drops members that name the prototype: %s',
    (text) => {
      const parsed = parseJsonText(text);

      expect(parsed).toEqual({ ok: true, value: { a: {} } });
      expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(['a']);
    },
  );
});
