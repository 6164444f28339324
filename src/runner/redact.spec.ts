import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from './redact.js';

const of = (...values: string[]) => ({ secrets: new Map(values.map((value, n) => [`S${n}`, value])) });
const secret = fc
  .string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
  .filter((text) => text.trim() === text);

describe('redaction', () => {
  it('leaves no secret, wherever in a value it stands', () => {
    fc.assert(
      fc.property(secret, fc.string(), (value, rest) => {
        const kept = redact(of(value), { a: [`${rest}${value}${rest}`], [value]: { b: value } });
        expect(JSON.stringify(kept)).not.toContain(JSON.stringify(value).slice(1, -1));
      }),
    );
  });

  it.each([
    ['a query', (s: string) => new URLSearchParams({ key: s }).toString()],
    ['a path', (s: string) => new URL(`http://host/a/-${s}/b`).href],
    ['an encoded path', (s: string) => `http://host/${encodeURIComponent(s)}`],
    ['JSON in text', (s: string) => JSON.stringify({ key: s })],
    ['base64', (s: string) => Buffer.from(s).toString('base64')],
  ])('knows a secret in %s', (_, write) => {
    for (const value of ['p@ss "word" & more', 'päss/word+1=?', 'with\\back"slash', 'plain-secret']) {
      const text = write(value);
      const kept = String(redact(of(value), text));
      expect([value, kept.includes('[redacted]')]).toEqual([value, true]);
    }
  });

  it.each(['base64', 'base64url'] as const)('knows a secret within something longer in %s', (encoding) => {
    for (const value of ['plain-secret', 'p@ss "word" & more', 'päss/word+1=?>>??', 'abcd']) {
      for (const before of ['', 'c', 'cr', 'crm', 'crm:', 'user:']) {
        const text = Buffer.from(`${before}${value}, and more`).toString(encoding);
        for (const written of [text, encodeURIComponent(text)]) {
          const kept = String(redact(of(value), written));
          const [head, tail] = kept.split('[redacted]');
          expect([value, before, kept.includes('[redacted]')]).toEqual([value, before, true]);
          expect(Buffer.from(`${head}${tail}`, encoding).toString()).not.toContain(value.slice(1, -1));
        }
      }
    }
  });

  it('knows what was derived from a secret, however written, where that is told', () => {
    const derived = ['0a1b2c3d4e5f', 'me & you?', 'abc'];
    const told = (value: unknown) => redact(of('a-secret'), value, derived);
    const url = new URLSearchParams({ key: 'me & you?' }).toString();
    const echo = { a: 'x-0a1b2c3d4e5f', b: [url], c: Buffer.from('z:0a1b2c3d4e5f').toString('base64') };
    const kept = told(echo) as typeof echo;

    expect(kept).toMatchObject({ a: 'x-[redacted]', b: ['key=[redacted]'] });
    expect(kept.c).toContain('[redacted]');
    expect(told('an abc, and a-secret')).toBe('an abc, and [redacted]');
    expect(redact(of('a-secret'), echo)).toEqual(echo);
  });

  it('takes the longer of two that overlap', () => {
    expect(redact(of('secret', 'secret-longer'), 'a secret-longer b secret c')).toBe(
      'a [redacted] b [redacted] c',
    );
  });

  it('changes nothing else: other values, and what is too short to be a secret', () => {
    const value = { a: [1, true, null, 'abc'], b: { c: 'text' } };
    expect(redact(of('abc', 'other-secret'), value)).toEqual(value);
    expect(redact(of(), value)).toBe(value);
  });
});
