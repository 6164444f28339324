import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_JSON_DEPTH } from '../../config/json-depth.js';
import { parseJson, parseJsonText } from './json.js';

describe('JSON', () => {
  it('gives back whatever was written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const bytes = Buffer.from(JSON.stringify(value), 'utf8');
        fc.pre(!bytes.includes('__proto__')); // refused on purpose, and tested apart

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

  it.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '[{"b":{"a":{},"c":":","a":{}}}]', '{"":0,"":0}'])(
    'refuses names that an object has twice: %s',
    (text) => {
      expect(parseJsonText(text)).toEqual({ ok: false, fault: 'repeated_name' });
    },
  );

  it.each(['{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}', '{"a":":","b":"\\":","c":"x\\\\"}', '":"', '{}'])(
    'takes names that come again elsewhere, and colons that are text: %s',
    (text) => {
      expect(parseJsonText(text)).toEqual({ ok: true, value: JSON.parse(text) });
    },
  );

  it(`allows nesting to ${MAX_JSON_DEPTH} and no deeper`, () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

    expect(parseJsonText(nested(MAX_JSON_DEPTH)).ok).toBe(true);
    expect(parseJsonText(nested(MAX_JSON_DEPTH + 1))).toEqual({ ok: false, fault: 'too_deep' });
  });

  it('does not count brackets inside strings', () => {
    const text = JSON.stringify({ a: `\\"${'['.repeat(500)}` });

    expect(parseJsonText(text).ok).toBe(true);
  });

  it.each([
    '{"__proto__":{"admin":true},"a":{"__proto__":1}}',
    '{"\\u005f_proto__":1}',
    '[[{"a":{"__proto__":null}}]]',
  ])('refuses members that name the prototype: %s', (text) => {
    expect(parseJsonText(text)).toEqual({ ok: false, fault: 'forbidden_name' });
  });
});
