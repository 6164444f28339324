/** Expressions, grown and broken: they give a value of data or say why not, and reach nothing else. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpressionFailed } from '../src/errors/errors.js';
import { compileExpression } from '../src/workflow/expression/expression.js';
import { aScope } from './support/a-scope.js';
import { fuzzRun } from './support/fuzz.js';

const ATOMS = [
  'trigger.body',
  'trigger.body.items',
  'trigger.body.text',
  'trigger.body["a b"]',
  'trigger.body.__proto__',
  'trigger.body.constructor',
  'trigger.constructor.prototype',
  'trigger.body.items.constructor',
  "trigger.body['__proto__']['polluted']",
  'trigger.headers',
  'execution.id',
  'tasks.none.output',
  'each.value',
  'inputs',
  '__proto__',
  'constructor',
  'this',
  'globalThis',
  'process.env',
  'null',
  'true',
  '1',
  '-1',
  '0u',
  '9223372036854775807',
  '1e308',
  '0.0',
  "''",
  "'\\u0000\\ud800'",
  "b'bytes'",
  "'x'",
  '[]',
  '{}',
  "{'a': 1, '__proto__': 2}",
  'x',
];
const FUNCTIONS = [
  'size',
  'string',
  'int',
  'double',
  'bool',
  'type',
  'hash',
  'default',
  'has',
  'dyn',
  'timestamp',
  'duration',
  'secret',
  'var',
  'uuid',
  'constructor',
  'eval',
  'Function',
];
const METHODS = [
  'map',
  'filter',
  'all',
  'exists',
  'exists_one',
  'contains',
  'startsWith',
  'matches',
  'replace',
  'split',
  'join',
  'size',
  'toString',
  'valueOf',
  'constructor',
  'call',
  'bind',
  '__defineGetter__',
];
const OPERATORS = ['+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', 'in', '.', '?'];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 7, depthIdentifier: 'expression' },
    fc.constantFrom(...ATOMS),
    fc
      .tuple(tie('expression'), fc.constantFrom(...OPERATORS), tie('expression'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc.tuple(fc.constantFrom('!', '-', '--', '~'), tie('expression')).map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom(...FUNCTIONS), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, values]) => `${name}(${values.join(', ')})`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...METHODS), fc.array(tie('expression'), { maxLength: 2 }))
      .map(([on, name, values]) => `${on}.${name}(${['x', ...values].slice(0, 2).join(', ')})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `${a}[${b}]`),
    fc.array(tie('expression'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  ),
}));

/** As it is, or with a few characters wrong. */
const written = fc
  .tuple(
    expression,
    fc.array(fc.tuple(fc.nat(100_000), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 2 }),
  )
  .map(([source, edits]) =>
    edits.reduce((text, [at, more]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + more + text.slice(place + 1);
    }, source),
  );

const body = {
  items: Array.from({ length: 500 }, (_, n) => n),
  text: 'a'.repeat(10_000),
  'a b': { c: [1, 'x', null] },
};

function isData(value: unknown, depth = 0): boolean {
  if (value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value) || depth > 80) {
    return true;
  }
  if (typeof value !== 'object' || value === Object.prototype || value === globalThis) {
    return false;
  }
  return Object.values(value).every((inner) => isData(inner, depth + 1));
}

/** What is wrong with what came of it, if anything is; rejects nothing but what no expression may throw. */
function faultOf(source: string): string | null {
  try {
    const value = compileExpression(source).evaluate(aScope(body));
    return isData(value) ? null : 'gave more than data';
  } catch (error) {
    if (!(error instanceof ExpressionFailed)) {
      throw error;
    }
    return error.message.length < 2000 ? null : 'said too much';
  }
}

function isSound(source: string): boolean {
  return faultOf(source) === null && !('polluted' in {});
}

describe('an expression', () => {
  it('gives data or fails as an expression does, whatever it says', () => {
    expect(() => fc.assert(fc.property(written, isSound), fuzzRun('expressions', 2000))).not.toThrow();
  });

  it('may be any text', () => {
    const any = fc.string({ unit: 'binary', maxLength: 300 });
    expect(() => fc.assert(fc.property(any, isSound), fuzzRun('expression texts', 2000))).not.toThrow();
  });

  it.each(ATOMS.filter((atom) => /proto|constructor|this|process/.test(atom)))(
    'reaches nothing by %s',
    (atom) => {
      const sources = [atom, `${atom}.polluted`, `has(${atom}.a)`, `default(${atom}, 1)`, `string(${atom})`];
      expect(sources.map(faultOf)).toEqual(sources.map(() => null));
    },
  );
});
