import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aScope } from '../../test/support/a-scope.js';
import { ExpressionFailed } from '../errors/errors.js';
import { METHODS } from '../workflow/expression/methods.js';
import { evaluate } from './evaluate.js';

const SCOPE = aScope(
  { list: Array.from({ length: 200 }, (_, index) => index), text: 'a'.repeat(500), map: { a: 1 } },
  { tasks: { one: { output: { ok: true } } }, secrets: () => 'the-secret-itself' },
);

/** Names of what every object inherits. */
const INHERITED = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
];
const PATHS = [
  'trigger',
  'trigger.body',
  'trigger.body.list',
  'trigger.body.text',
  'trigger.body.map',
  'tasks.one.output',
  'inputs',
];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      ...PATHS,
      "'x'",
      '1',
      '-1',
      '9223372036854775807',
      '1.5',
      'true',
      'null',
      '[]',
      '{}',
      "secret('A')",
    ),
    fc
      .tuple(tie('expression'), fc.constantFrom(...INHERITED, 'a', 'list'))
      .map(([of, name]) => `(${of}).${name}`),
    fc.tuple(tie('expression'), fc.constantFrom(...INHERITED)).map(([of, name]) => `(${of})['${name}']`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '%', '==', '<', '&&', '||', 'in'),
        tie('expression'),
      )
      .map(([one, operator, other]) => `(${one}) ${operator} (${other})`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('map', 'filter', 'all', 'exists', 'exists_one'),
        fc.nat(3),
        tie('expression'),
      )
      .map(([of, macro, name, body]) => `(${of}).${macro}(v${name}, ${body})`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom(...METHODS.keys(), ...INHERITED),
        fc.array(tie('expression'), { maxLength: 2 }),
      )
      .map(([of, method, args]) => `(${of}).${method}(${args.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom('size', 'string', 'int', 'has', 'base64', 'hash', 'lower', 'type', ...INHERITED),
        tie('expression'),
      )
      .map(([name, argument]) => `${name}(${argument})`),
    fc.constantFrom("trigger.body.text.matches('(a+)+$')", "'a'.matches(trigger.body.text)"),
  ),
}));

/** A JSON value, or the one failure there is. */
function outcomeOf(text: string): unknown {
  try {
    return evaluate(text, SCOPE);
  } catch (error) {
    if (!(error instanceof ExpressionFailed)) {
      throw error;
    }
    return undefined;
  }
}

describe('any expression', () => {
  it('ends, as JSON or as a failure of its own, and shows no secret', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const value = outcomeOf(text);
        const json = JSON.stringify(value);
        expect(value === undefined || json !== undefined).toBe(true);
        expect(json ?? '').not.toContain('the-secret-itself');
      }),
      { numRuns: 2000 },
    );
  });

  it('reads nothing inherited, and leaves every prototype as it was', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.constantFrom(...INHERITED), (path, name) => {
        expect(outcomeOf(`${path}.${name}`)).toBeUndefined();
        expect(outcomeOf(`${path}['${name}']`)).toBeUndefined();
        expect(outcomeOf(`has(${path}.${name})`) ?? false).toBe(false);
      }),
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });

  it('ends, also when it is no expression at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(() => [outcomeOf(text), outcomeOf(`{{${text}}}`)]).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['work', 'trigger.body.list.map(a, trigger.body.list.map(b, trigger.body.list.map(c, a * b * c)))'],
    ['text', 'trigger.body.list.map(a, trigger.body.list.map(b, trigger.body.text + trigger.body.text))'],
    ['backtracking', "trigger.body.text.matches('(a+)+b')"],
    ['nesting', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['signs', `${'!'.repeat(20_000)}true`],
    ['length', `1${'+1'.repeat(100_000)}`],
  ])('gets no more %s than there is for one', (_, text) => {
    expect([undefined, false]).toContain(outcomeOf(text));
  });
});

describe('what is made of a secret', () => {
  it.each([
    ["secret('A')", '[redacted]'],
    ["secret('A') + 'x'", '[redacted]'],
    ["key: {{ secret('A') }}, user {{ trigger.subject }}", 'key: [redacted], user usr_1'],
  ])('%s is redacted', (text, value) => {
    expect(evaluate(text, SCOPE)).toBe(value);
  });
});
