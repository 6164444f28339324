import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentKind, escapeXml, withCharset } from './content-type.js';

describe('a content type', () => {
  it.each([
    ['application/json', 'json'],
    ['application/problem+json', 'json'],
    ['Application/VND.acme.v2+JSON; charset=UTF-8', 'json'],
    ['application/xml', 'xml'],
    ['text/xml; charset=utf-8', 'xml'],
    ['application/soap+xml', 'xml'],
    ['text/plain', 'text'],
    ['text/csv', 'text'],
    ['application/x-ndjson', 'text'],
    ['application/octet-stream', 'text'],
  ])('%s is answered as %s', (type, kind) => {
    expect(contentKind(type)).toBe(kind);
  });

  it.each([
    'text/html',
    'TEXT/HTML; charset=utf-8',
    'application/xhtml+xml',
    'image/svg+xml',
    'application/svg+xml',
    'application/xslt+xml',
    'application/mathml+xml',
    'text/javascript',
    'application/javascript',
    'application/ecmascript',
    'application/wasm',
    'application/pdf',
    'application/x-shockwave-flash',
    'text/css',
    'multipart/x-mixed-replace',
    'message/rfc822',
    'text/plain; charset=utf-7',
    'text/plain;charset=utf-16',
    'text/plain; x=y',
    'text/plain, text/html',
    'text/plain\r\nx: y',
    'text/html+json',
    'json',
    '*/*',
    '',
  ])('%j is not answered: a browser might run it, or read it as it is not meant', (type) => {
    expect(contentKind(type)).toBeNull();
  });

  it('says how its characters are written, where it has any', () => {
    expect(withCharset('text/plain')).toBe('text/plain; charset=utf-8');
    expect(withCharset('application/xml')).toBe('application/xml; charset=utf-8');
    expect(withCharset('text/xml; charset=UTF-8')).toBe('text/xml; charset=UTF-8');
    expect(withCharset('application/json')).toBe('application/json');
    expect(withCharset('application/octet-stream')).toBe('application/octet-stream');
  });
});

describe('text escaped for XML', () => {
  it('means itself between tags, in attributes, and where somebody meant to end a CDATA section', () => {
    expect(escapeXml(`<a b="c" d='e'>&]]>`)).toBe('&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;]]&gt;');
  });

  it('has nothing in it that XML has no place for', () => {
    expect(escapeXml('a\u0000b\u0008c\ufffed\ud800e')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
    expect(escapeXml('tab\tline\r\nface \u{1f600}')).toBe('tab\tline\r\nface \u{1f600}');
  });

  it('opens and closes nothing, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from(`<>&"';#xa]-!`), '\u0000', '\ud800', '\u{1f600}') }),
        (text) => {
          expect(escapeXml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/);
        },
      ),
    );
  });
});
