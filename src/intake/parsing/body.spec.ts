import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaType, parseBody } from './body.js';
import { inflate } from './inflate.js';

const parse = (text: string, type?: string): unknown => parseBody(Buffer.from(text, 'utf8'), type);

describe('a body', () => {
  it('of no bytes is null whatever its type', () => {
    expect(parse('', 'application/json')).toEqual({ ok: true, kind: 'empty', value: null });
    expect(parse('')).toEqual({ ok: true, kind: 'empty', value: null });
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/cloudevents+json', undefined])(
    'of type %s is JSON',
    (type) => {
      expect(parse('{"a":1}', type)).toEqual({ ok: true, kind: 'json', value: { a: 1 } });
    },
  );

  it('that claims to be JSON and is not is a fault, not text', () => {
    expect(parse('hello', 'application/json')).toEqual({ ok: false, fault: 'not_json' });
  });

  it('may be JSON lines', () => {
    expect(parse('{"a":1}\r\n\n{"a":2}\n', 'application/json')).toEqual({
      ok: true,
      kind: 'json_lines',
      value: [{ a: 1 }, { a: 2 }],
    });
    expect(parse('{"a":1}\n{"a":', 'application/json')).toEqual({ ok: false, fault: 'not_json' });
  });

  it('of type text is JSON when it reads as JSON, else text', () => {
    expect(parse('{"a":1}', 'text/plain')).toMatchObject({ kind: 'json' });
    expect(parse('hello', 'text/plain')).toEqual({ ok: true, kind: 'text', value: 'hello' });
  });

  it('of no type at all is what it reads as', () => {
    expect(parse('{"a":1}')).toMatchObject({ kind: 'json' });
    expect(parse('what do ya want for nothing?')).toMatchObject({ kind: 'text' });
    expect(parseBody(Buffer.from([0xff]), undefined)).toEqual({ ok: false, fault: 'not_utf8' });
  });

  it('of a form is a record with lists for repeated names', () => {
    expect(parse('a=1&b=2&a=3', 'application/x-www-form-urlencoded')).toEqual({
      ok: true,
      kind: 'form',
      value: { a: ['1', '3'], b: '2' },
    });
  });

  it('of bytes that are no text is a fault', () => {
    expect(parseBody(Buffer.from([0xff, 0x00]), 'image/png')).toEqual({ ok: false, fault: 'not_utf8' });
  });

  it('names its media type without parameters', () => {
    expect(mediaType(' Text/Plain ; charset=x')).toBe('text/plain');
    expect(mediaType(undefined)).toBe('');
  });
});

describe('content coding', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('%s is undone', (coding, pack) => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(inflate(pack(bytes), coding)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 20 },
    );
  });

  it('is undone in the order opposite to the one listed', () => {
    const packed = gzipSync(brotliCompressSync(Buffer.from('hello')));

    expect(inflate(packed, 'br, gzip')?.toString()).toBe('hello');
    expect(inflate(packed, 'gzip, br')).toBeNull();
  });

  it('that would blow up is refused at the cap', () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));

    expect(bomb.length).toBeLessThan(2000);
    expect(inflate(bomb, 'gzip', 999_999)).toBeNull();
    expect(inflate(bomb, 'gzip', 1_000_000)?.length).toBe(1_000_000);
  });

  it.each(['zstd', 'gzip, gzip, gzip', 'gzip;q=1'])('%s is refused', (coding) => {
    expect(inflate(gzipSync('x'), coding)).toBeNull();
  });

  it('of three layers is refused, of two undone', () => {
    const twice = gzipSync(gzipSync('x'));

    expect(inflate(twice, 'gzip, gzip')?.toString()).toBe('x');
    expect(inflate(gzipSync(twice), 'gzip, gzip, gzip')).toBeNull();
  });

  it('that is broken is refused', () => {
    expect(inflate(Buffer.from('hello'), 'gzip')).toBeNull();
  });
});
