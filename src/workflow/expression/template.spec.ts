import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { aScope } from '../../../test/support/a-scope.js';
import { ExpressionFailed, SecretMissing } from '../../errors/errors.js';
import { compileTemplate } from './template.js';

function render(value: unknown, body: unknown = {}): unknown {
  return compileTemplate(value).render(aScope(body)).value;
}

function faultOf(value: unknown): ExpressionFailed {
  try {
    compileTemplate(value);
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return error;
    }
    throw error;
  }
  throw new Error('it compiled');
}

/** Anything thrown that is not an ExpressionFailed goes through and fails the test. */
function rendersOrIsRefused(value: unknown): boolean {
  try {
    return render(value) !== undefined;
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return true;
    }
    throw error;
  }
}

describe('rendering', () => {
  const body = { n: 3, on: true, none: null, list: [1, 2], name: 'Ada' };

  it.each([
    ['{{ trigger.body.n }}', 3],
    ['{{trigger.body.on}}', true],
    ['{{ trigger.body.none }}', null],
    ['{{ trigger.body.list }}', [1, 2]],
    ['n is {{ trigger.body.n }}', 'n is 3'],
    ['<{{ trigger.body.none }}>', '<>'],
    ['{{ trigger.body.list }} {{ trigger.body.on }}', '[1,2] true'],
    [' {{ trigger.body.n }}', ' 3'],
    ["{{ {'a': {'b': trigger.body.n}} }}", { a: { b: 3 } }],
    ["{{ {'a': {'b': 1}}}}", { a: { b: 1 } }],
    ["{{ '}}' + '{{' }}", '}}{{'],
    [String.raw`{{ 'it\'s }}' }}`, "it's }}"],
    [String.raw`{{ r'\d }}' }}`, String.raw`\d }}`],
    ["{{ '''}}'s''' }}", "}}'s"],
    ['}} alone { is } text', '}} alone { is } text'],
    [{ deep: [{ name: 'Hi {{ trigger.body.name }}' }, 1] }, { deep: [{ name: 'Hi Ada' }, 1] }],
  ])('%j gives %j', (template, expected) => {
    expect(render(template, body)).toEqual(expected);
  });

  it.each([
    ['a {{ b', "'{{' is not closed by '}}'", 2],
    ["{{ 'open }}", "'{{' is not closed by '}}'", 0],
    ['a {{ }}', 'the expression is empty', 4],
    ['ab {{ lowr(1) }}', "unknown function 'lowr()', did you mean 'lower()'?", 6],
  ])('%j is refused: %s', (template, message, offset) => {
    const failed = faultOf({ list: [0, template] });

    expect(failed.message).toBe(message);
    expect(failed.details).toMatchObject({ offset, at: ['list', 1] });
  });

  it('a key __proto__ is refused', () => {
    expect(faultOf(JSON.parse('{"a": {"__proto__": 1}}')).details['reason']).toBe('value');
  });

  it('a missing member fails and says which', () => {
    expect(() => render({ a: '{{ trigger.body.nobody }}' })).toThrow('trigger.body.nobody is missing');
  });

  it('all expressions of a value share one set of bounds', () => {
    const one = '{{ trigger.body.all(a, trigger.body.all(b, a + b >= 0)) }}';
    const list = Array.from({ length: 200 }, (_, index) => index);

    expect(render([one], list)).toEqual([true]);
    expect(() => render([one, one, one, one], list)).toThrow('the expression does too much work');
  });
});

describe('secrets', () => {
  it('are in the value and never in what is recorded', () => {
    const template = compileTemplate({
      header: "Bearer {{ secret('KEY') }} for {{ trigger.id }}",
      alone: "{{ secret('KEY') }}",
      derived: "{{ hash(secret('OTHER') + trigger.id) }}",
      plain: ['{{ trigger.id }}', 7],
    });
    const { value, recorded } = template.render(aScope());

    expect(value).toMatchObject({
      header: 'Bearer value-of-KEY for evt_1',
      alone: 'value-of-KEY',
      plain: ['evt_1', 7],
    });
    expect(recorded).toEqual({
      header: 'Bearer [redacted] for evt_1',
      alone: '[redacted]',
      derived: '[redacted]',
      plain: ['evt_1', 7],
    });
    expect(template.secrets).toEqual(['KEY', 'OTHER']);
  });

  it('without a secret the recorded value is the value', () => {
    const rendered = compileTemplate({ a: ['{{ trigger.id }}'] }).render(aScope());

    expect(rendered.recorded).toBe(rendered.value);
  });

  it('a missing one stays what it is', () => {
    const secrets = (): string => {
      throw new SecretMissing('secret KEY is not set');
    };

    expect(() =>
      compileTemplate("{{ secret('KEY') == '' || true }}").render(aScope({}, { secrets })),
    ).toThrow(SecretMissing);
  });
});

const constantJson = fc
  .jsonValue()
  .filter((value) => !JSON.stringify(value).includes('{{') && !JSON.stringify(value).includes('__proto__'));

describe('constants', () => {
  it('render to themselves, once and for all', () => {
    fc.assert(
      fc.property(constantJson, (value) => {
        const template = compileTemplate(value);

        expect(template.isConstant).toBe(true);
        expect(template.render(aScope()).value).toEqual(value);
        expect(template.render(aScope())).toBe(template.render(aScope()));
      }),
    );
  });

  it('are not constant with one expression anywhere', () => {
    expect(compileTemplate([{ a: ['{{ 1 }}'] }]).isConstant).toBe(false);
  });

  it('leave the value they were made from alone, and cannot be written into', () => {
    const value = { list: [1] };
    const rendered = compileTemplate(value).render(aScope()).value as { list: number[] };

    value.list.push(2);

    expect(rendered).toEqual({ list: [1] });
    expect(() => rendered.list.push(3)).toThrow(TypeError);
  });

  it('hand on a value as large as it is, but not as often as they like', () => {
    const body = { text: ['x'.repeat(50_000)] };
    const often = (times: number): unknown =>
      render(
        Array.from({ length: times }, () => '{{ trigger.body }}'),
        body,
      );

    expect(often(50)).toHaveLength(50);
    expect(() => often(100)).toThrow('the same value is handed on too often for its size');
    expect(render('{{ trigger.body }}', { text: 'x'.repeat(6_000_000) })).toBeDefined();
  });

  it('any string splits into text and expressions, or is refused', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{{', '}}', '{', '}', "'", '"', '1', ' ', '\\', 'r', 'x')),
        (parts) => {
          expect(rendersOrIsRefused(parts.join(''))).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
