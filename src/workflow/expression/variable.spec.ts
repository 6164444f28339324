import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { aScope } from '../../../test/support/a-scope.js';
import { ExpressionFailed } from '../../errors/errors.js';
import { compileExpression } from './expression.js';
import { compileTemplate } from './template.js';

const VARIABLES = { REGION: 'eu-west-1', LIMITS: { daily: 3 }, _MINE: true, NONE: null };

const evaluate = (source: string, variables: Readonly<Record<string, unknown>> = VARIABLES): unknown =>
  compileExpression(source).evaluate(aScope({ name: 'REGION' }, { variables }));

function fault(source: string): ExpressionFailed {
  try {
    evaluate(source);
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return error;
    }
    throw error;
  }
  throw new Error(`${source} did not fail`);
}

describe('var()', () => {
  it.each([
    ["var('REGION')", 'eu-west-1'],
    ['var("REGION") + \'!\'', 'eu-west-1!'],
    ["var('LIMITS').daily + 1", 4],
    ["var ( 'LIMITS' )", { daily: 3 }],
    ["var('_MINE')", true],
    ["var('NONE')", null],
    ["[1, 2].map(n, var('LIMITS').daily * n)", [3, 6]],
    ["default(var('MISSING'), 'none')", 'none'],
    ["var('REGION').startsWith('eu') && trigger.type == 'user.created'", true],
    ["'var(' + var('REGION') + \"var('X')\" // var('Y')", "var(eu-west-1var('X')"],
    ["'it\\'s var(' + var('REGION')", "it's var(eu-west-1"],
    ["{'var': var('REGION')}.var", 'eu-west-1'],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it('that is not there says so, and which', () => {
    expect(fault("var('MISSING')")).toMatchObject({
      message: 'there is no variable MISSING in this namespace and environment',
      details: { reason: 'missing' },
    });
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])(
    'is not what every object has: %s',
    (name) => {
      expect(fault(`var('${name}')`).details['reason']).toBe('missing');
    },
  );

  it.each([
    ['var(trigger.body.name)', /^var\(\) takes the name itself/],
    ["var('REG' + 'ION')", /^var\(\) takes the name itself/],
    ['var()', /^var\(\) takes the name itself/],
    ["var('A', 'B')", /^var\(\) takes the name itself/],
    ['var(1)', /^var\(\) takes the name itself/],
    ["var('../etc')", /^the name of a variable/],
    ["var('')", /^the name of a variable/],
    [`var('${'x'.repeat(129)}')`, /^the name of a variable/],
    ["VAR('REGION')", "unknown function 'VAR()', did you mean 'var()'?"],
    ["trigger.var('REGION')", "unknown method 'var()'"],
    ['var', 'reserved identifier: var'],
    ["while('REGION')", 'reserved identifier: while'],
  ])('%s is refused when compiled', (source, message) => {
    expect(fault(source).message).toMatch(message);
    expect(fault(source).details['reason']).toBe('syntax');
  });

  it('does not move what is wrong elsewhere in the text', () => {
    expect(fault("var('REGION') ==\n  lowr('b')").details).toMatchObject({ line: 2, column: 3 });
  });

  it('is told with the expression that names it, and with the template', () => {
    expect(compileExpression("var('B') != var('A') && var('A') == secret('C')")).toMatchObject({
      variables: ['B', 'A'],
      secrets: ['C'],
    });
    expect(
      compileTemplate({ one: "{{ var('A') }}", two: ["{{ var('B') }}", "{{ var('A') }}"] }).variables,
    ).toEqual(['A', 'B']);
  });

  it('reads the same text in any string, whatever else stands in it', () => {
    const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
    const piece = fc.constantFrom('var(', "'", '"', '\\', '//', ' ', 'x', "var('Y')", '"""', "'''");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        (text) => {
          expect(evaluate(`${quoted(text)} + var('REGION')`)).toBe(`${text}eu-west-1`);
        },
      ),
    );
  });
});
