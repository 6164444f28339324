import { evaluate as evaluateByLibrary } from '@marcbachmann/cel-js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { aScope } from '../../../test/support/a-scope.js';
import { ExpressionFailed } from '../../errors/errors.js';
import { compileExpression } from './expression.js';
import type { Scope } from './scope.js';
import { MAX_LIST } from './frame.js';

const items = Array.from({ length: 3_000 }, (_, index) => index);
const text = 'a'.repeat(200_000);
const same = 'a'.repeat(200_000);
const digits = '1'.repeat(200_000);
const map = Object.fromEntries(items.map((item) => [`k${item}`, item]));
const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => [inner], 1);

interface Outcome {
  readonly value?: unknown;
  readonly fault?: ExpressionFailed;
}

/** What evaluating gives; anything thrown that is not an ExpressionFailed goes through and fails the test. */
function outcomeOf(source: string, scope: Scope): Outcome {
  try {
    return { value: compileExpression(source).evaluate(scope) };
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return { fault: error };
    }
    throw error;
  }
}

function reasonOf(source: string, body: unknown): unknown {
  const { fault } = outcomeOf(source, aScope(body));
  return fault ? fault.details['reason'] : 'none';
}

/** `source` with `step` wrapped around it again and again. */
function again(times: number, source: string, step: (inner: string) => string): string {
  return times === 0 ? source : step(again(times - 1, source, step));
}

describe('work is bounded', () => {
  it.each([
    ['nested loops over a long list', 'trigger.body.items.map(a, trigger.body.items.filter(b, a == b))'],
    [
      'three of them',
      'trigger.body.items.all(a, trigger.body.items.all(b, trigger.body.items.all(c, a + b + c >= 0)))',
    ],
    ['faults looked past', 'trigger.body.items.exists(a, trigger.body.items.exists(b, b.none))'],
    [
      'faults looked past by default()',
      'trigger.body.items.all(a, trigger.body.items.all(b, default(b.none + 1, 1) == 1))',
    ],
    ['text that doubles', again(30, '[trigger.body.text]', (inner) => `${inner}.map(x, x + x)`)],
    ['a list that doubles', again(30, '[trigger.body.items]', (inner) => `${inner}.map(x, x + x)`)],
    ['text that grows by replace', "trigger.body.text.replace('a', trigger.body.text)"],
    ['text that grows by join', 'trigger.body.items.map(i, string(i)).join(trigger.body.text)'],
    [
      'a result that is small inside and huge outside',
      again(20, '[[1]]', (inner) => `${inner}.map(x, [x, x])`),
    ],
    [
      'equality of such values',
      `[0].map(z, ${again(20, '[1]', (inner) => `${inner}.map(x, [x, x])`)}).all(p, p == ${again(20, '[1]', (inner) => `${inner}.map(y, [y, y])`)})`,
    ],
    ['searching long text in long text', 'trigger.body.text.contains(trigger.body.text + "b")'],
    ['long text against a large pattern', "regex(trigger.body.text, '(a?){200}b')"],
    ['membership in a loop', 'trigger.body.items.all(i, i in trigger.body.items)'],
    ['a split in a loop', "trigger.body.items.all(i, size(trigger.body.text.split('a')) > 0)"],
    ['hashing in a loop', "trigger.body.items.all(i, hash(trigger.body.text) != '')"],
    ['long starts in a loop', 'trigger.body.items.all(i, trigger.body.text.startsWith(trigger.body.text))'],
    ['long ends in a loop', 'trigger.body.items.all(i, trigger.body.text.endsWith(trigger.body.text))'],
    ['long text compared in a loop', 'trigger.body.items.all(i, trigger.body.text == trigger.body.same)'],
    ['long text compared with others', 'trigger.body.items.all(i, trigger.body.text != trigger.body.digits)'],
    ['large maps compared in a loop', 'trigger.body.items.all(i, {} != trigger.body.map)'],
    ['numbers out of long text', 'trigger.body.items.all(i, double(trigger.body.digits) > 0.0)'],
    ['short hashes in loops', 'trigger.body.items.all(i, [1, 2, 3, 4, 5, 6, 7, 8].all(j, hash("") != ""))'],
    ['ids in loops', 'trigger.body.items.all(i, [1, 2, 3, 4, 5, 6, 7, 8].all(j, uuid() != ""))'],
    ['a deep value compared', 'trigger.body.deep == [trigger.body.deep]'],
    ['a deep value handed out', '[trigger.body.deep]'],
  ])('%s ends with a limit', (_name, source) => {
    expect(reasonOf(source, { items, text, same, digits, map, deep })).toBe('limit');
  });

  it.each([
    ['one pass over a long list', 'size(trigger.body.items.filter(i, i % 2 == 0)) == 1500'],
    ['a small square', 'size([1, 2, 3].map(a, trigger.body.items.filter(b, b < a))) == 3'],
    ['a search', "trigger.body.text.contains('ab') == false"],
    ['long text of the same', 'trigger.body.text == trigger.body.same'],
    ['a pattern', "regex(trigger.body.text, 'a$')"],
    ['a membership', '2999 in trigger.body.items'],
    ['a long list passed through', 'trigger.body.items'],
    ['a deep value passed through', 'trigger.body.deep'],
  ])('%s is within bounds', (_name, source) => {
    expect(reasonOf(source, { items, text, same, digits, map, deep })).toBe('none');
  });

  it.each([
    ['long sources', `'${'a'.repeat(5_000)}'`],
    ['many nodes', Array.from({ length: 400 }, () => '1').join(' + ')],
    ['deep brackets', '('.repeat(200) + '1' + ')'.repeat(200)],
    ['many signs', `${'!'.repeat(4_000)}true`],
    ['deep lists', '['.repeat(100) + ']'.repeat(100)],
    ['huge patterns', "regex('a', '((a{30}){30}){30}')"],
    ['many large classes', `regex('a', '${'\\\\pL{100}'.repeat(50)}')`],
  ])('%s are refused when compiled', (_name, source) => {
    expect(reasonOf(source, {})).toBe('syntax');
  });

  it('long text that is hardly a number is told at once', () => {
    expect(reasonOf('double(trigger.body)', `${'1'.repeat(1_000_000)}x`)).toBe('value');
  });

  it('a list has a longest length', () => {
    const half = Array.from({ length: MAX_LIST / 2 + 1 }, () => null);

    expect(reasonOf('size(trigger.body + trigger.body)', half)).toBe('limit');
    expect(reasonOf('size(trigger.body + trigger.body)', half.slice(2))).toBe('none');
  });
});

const atom = fc.constantFrom(
  'trigger.body',
  'trigger.body.a',
  'trigger.body.list',
  "trigger.body['__proto__']",
  'trigger.body.constructor',
  'tasks',
  'now()',
  "duration('1h')",
  "secret('S')",
  '1',
  '2.5',
  "'text'",
  'null',
  'true',
  '[1, "a", null]',
  '{"k": [1]}',
  'v',
);

const { source } = fc.letrec<{ source: string }>((tie) => {
  const inner = tie('source');
  return {
    source: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      atom,
      fc
        .tuple(inner, fc.constantFrom('+', '-', '*', '/', '%', '==', '<', '&&', '||', 'in'), inner)
        .map(([l, op, r]) => `(${l} ${op} ${r})`),
      fc
        .tuple(inner, fc.constantFrom('map', 'filter', 'all', 'exists'), inner)
        .map(([l, m, r]) => `${l}.${m}(v, ${r})`),
      fc
        .tuple(fc.constantFrom('size', 'string', 'lower', 'hash', 'int', 'domain'), inner)
        .map(([f, x]) => `${f}(${x})`),
      fc.tuple(inner, inner).map(([x, y]) => `default(${x}, ${y})`),
      fc.tuple(inner, inner).map(([x, y]) => `${x}[${y}]`),
      fc
        .tuple(inner, fc.constantFrom('__proto__', 'constructor', 'length', 'a'))
        .map(([x, key]) => `${x}.${key}`),
      fc.tuple(inner, inner, inner).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
    ),
  };
});

function isPlainJson(value: unknown): boolean {
  if (value === null || ['string', 'boolean'].includes(typeof value)) {
    return true;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value);
  }
  if (typeof value !== 'object') {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === Array.prototype) &&
    Object.values(value).every(isPlainJson)
  );
}

describe('whatever is written', () => {
  it('gives plain JSON or an ExpressionFailed, and leaves the scope as it was', () => {
    fc.assert(
      fc.property(source, (written) => {
        const scope = aScope({ a: 1, list: [1, 2.5, 'x', { a: null }] });
        const before = JSON.stringify(scope);
        const { value = null, fault } = outcomeOf(written, scope);

        expect(isPlainJson(value)).toBe(true);
        expect(JSON.stringify(value)).not.toContain('native code');
        expect(fault?.message ?? '').not.toContain('value-of-S');
        expect(JSON.stringify(scope)).toBe(before);
      }),
      { numRuns: 1_500 },
    );
  });

  it('random text evaluates or is refused with a place inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (written) => {
        const { fault } = outcomeOf(written, aScope());
        const offset = Number(fault?.details['offset'] ?? 0);

        expect(offset >= 0 && offset <= written.length).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

const plainAtom = fc.constantFrom(
  '1',
  '2',
  '7',
  '0',
  '2.5',
  "'a'",
  "'ab'",
  "''",
  'true',
  'false',
  '[1, 2]',
  '[]',
  "['a']",
);
const { cel } = fc.letrec<{ cel: string }>((tie) => {
  const inner = tie('cel');
  return {
    cel: fc.oneof(
      { depthSize: 'small' },
      plainAtom,
      fc
        .tuple(
          inner,
          fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', 'in'),
          inner,
        )
        .map(([l, op, r]) => `(${l} ${op} ${r})`),
      fc
        .tuple(
          inner,
          fc.constantFrom('map(v, v + v)', 'filter(v, v == 1)', 'all(v, v > 0)', "exists(v, v == 'a')"),
        )
        .map(([l, m]) => `${l}.${m}`),
      fc.tuple(fc.constantFrom('size', 'string', '!'), inner).map(([f, x]) => `${f}(${x})`),
      fc.tuple(inner, inner, inner).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
    ),
  };
});

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : Array.isArray(value) ? value.map(plain) : value;
}

describe('the library is the oracle', () => {
  it('what it evaluates, we evaluate to the same', () => {
    let compared = 0;
    fc.assert(
      fc.property(cel, (written) => {
        let expected: unknown;
        try {
          expected = plain(evaluateByLibrary(written, {}));
        } catch {
          return; // it is stricter about types: what it refuses may well work here
        }
        if (JSON.stringify(expected)?.includes('null') || Object.is(expected, -0)) {
          return; // infinities are refused here
        }
        compared += 1;
        expect(compileExpression(written).evaluate(aScope())).toEqual(expected);
      }),
      { numRuns: 3_000, seed: 7 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});
