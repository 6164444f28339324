import { describe, expect, it } from 'vitest';

import { MAX_FAULTS } from './report.js';
import { readYaml } from './read-yaml.js';

function faultsOf(text: string): string[] {
  return readYaml(text).report.faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`);
}

const QUOTES = 'put quotes around a text that begins with {{, as in "{{ trigger.subject }}"';
const UNSTORABLE = 'holds a character that cannot be stored: NUL, or half of a surrogate pair';

describe('reading YAML', () => {
  it.each([
    ['a: 1\nb: [x, 2.5, true, null, ~]', { a: 1, b: ['x', 2.5, true, null, null] }],
    ['a: &x { k: 1 }\nb: *x', { a: { k: 1 }, b: { k: 1 } }],
    ['yes: no\non: off', { yes: 'no', on: 'off' }],
    ['1: a\nnull: b', { 1: 'a', null: 'b' }],
    ['a: 2026-01-31', { a: '2026-01-31' }],
    ['<<: { a: 1 }', { '<<': { a: 1 } }],
    ['constructor: 1', { constructor: 1 }],
    ['a: "\\uD83D\\uDE00 😀"', { a: '😀 😀' }],
  ])('%j is plain JSON', (text, expected) => {
    const { value, report } = readYaml(text);

    expect(report.faults).toEqual([]);
    expect(value).toEqual(expected);
  });

  it.each([
    ['a: 1\nb: 2\na: 3', ["3:1 'a' is given twice"]],
    ['a: !!js/function x', ['1:4 Unresolved tag: tag:yaml.org,2002:js/function']],
    ['a: !mine x', ['1:4 Unresolved tag: !mine']],
    ['a: !!binary aGk=', ['1:4 Unresolved tag: tag:yaml.org,2002:binary']],
    ['%YAML 1.1\n---\na: !!set {x}', ['3:4 Unresolved tag: tag:yaml.org,2002:set']],
    ['a: .nan', ['1:4 a number must be finite']],
    ['a: *x', ["1:4 there is no anchor '&x' before this alias"]],
    ['? [a]\n: 1', ['1:1 the name of a member is plain text']],
    ['__proto__: { admin: true }', ["1:1 '__proto__' is not a name"]],
    ['a: 1\nb: "x\\0"', [`2:4 ${UNSTORABLE}`]],
    ['a: 1\nb: "\\uD800"', [`2:4 ${UNSTORABLE}`]],
    ['a: 1\n"b\\0": 1', [`1:1 the name of a member ${UNSTORABLE}`]],
    ['a: 1 # \ud800', [`1:8 ${UNSTORABLE}`]],
    ['a: {{ trigger.subject }}', [`1:4 ${QUOTES}`]],
    ['a: {{ x }} hello\nb: 1', [`1:12 ${QUOTES}`]],
    ['- {{ x }}', [`1:3 ${QUOTES}`]],
    ['a: 1\n  b: 2', ['1:4 line 2 is indented deeper than what it belongs to']],
    ['- a: log\n    b: x', ['1:6 line 2 is indented deeper than what it belongs to']],
    ['a:\n  b: 1\n c: 2', ['3:1 line 3 is indented otherwise than what it stands beside']],
    ['a: note: this', ["1:4 put quotes around a text that holds ': '"]],
    ['', ['1:1 the document is empty']],
    ['# only a comment', ['1:1 the document is empty']],
    ['a: 1\n---\nb: 2', [expect.stringMatching(/^2:1 Source contains multiple documents/)]],
    ['a: [1', [expect.stringMatching(/^1:\d+ Flow sequence/)]],
    ['a: "x', [expect.stringMatching(/^1:\d+ Missing closing "quote/)]],
  ])('%j is refused', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it('aliases that multiply are refused, and those that do not are fine', () => {
    const levels = (width: number): string =>
      [
        'a0: &a0 x',
        ...Array.from(
          { length: 9 },
          (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: width }, () => `*a${n}`).join(', ')}]`,
        ),
      ].join('\n');

    expect(faultsOf(levels(9))).toEqual([
      '1:1 a document has at most 20000 values, those that aliases repeat included',
    ]);
    expect(faultsOf(levels(2))).toEqual([]);
  });

  it('an alias inside its own anchor ends', () => {
    expect(faultsOf('a: &a [*a]')).toEqual(['1:1 a document is nested at most 60 deep']);
  });

  it.each(['values', 'names'])('%s that aliases repeat count as if they were written out', (what) => {
    const one = what === 'values' ? '*a' : '{ *a : 1 }';
    const text = (length: number): string =>
      `a: &a ${'x'.repeat(1024)}\nb: [${Array.from({ length }, () => one).join(', ')}]`;

    expect(faultsOf(text(256))).toEqual([
      '1:1 a document has at most 256 KB of text, that which aliases repeat included',
    ]);
    expect(faultsOf(text(254))).toEqual([]);
  });

  it('an anchor that an alias repeats is not set again', () => {
    const { value } = readYaml('a: &x { k: &y one }\nb: &y two\nc: *x\nd: *y');

    expect(value).toEqual({ a: { k: 'one' }, b: 'two', c: { k: 'one' }, d: 'two' });
  });

  it.each([
    ['size', 'a: '.padEnd(256 * 1024 + 1, 'x'), /has at most 256 KB/],
    ['depth', '- '.repeat(100_000), /nested too deeply/],
    ['width', Array.from({ length: 30_000 }, (_, n) => `k${n}:`).join('\n'), /at most 20000 values/],
    ['length of places', `{"${'k'.repeat(1_000)}": [${'1, '.repeat(10_000)}]}`, /hold too many values/],
  ])('%s is bounded', (_name, text, message) => {
    expect(faultsOf(text).join('; ')).toMatch(message);
  });

  it('tells a bounded number of faults', () => {
    expect(faultsOf(Array.from({ length: 1_000 }, (_, n) => `a${n}: !x`).join('\n'))).toHaveLength(
      MAX_FAULTS,
    );
  });
});
