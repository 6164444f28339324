import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInActions } from '../actions/built-in-actions.js';
import { createActionRegistry } from '../actions/registry.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { faultLine } from './fault.js';
import { parseWorkflow } from './parse.js';

const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));

const documentOf = (task: object): string =>
  JSON.stringify({
    id: 'one',
    namespace: 'acme',
    triggers: [
      {
        id: 'hook',
        type: 'webhook',
        open: true,
        parameters: { age: 'integer', name: 'string', old: 'boolean', tags: 'array', any: 'any' },
      },
    ],
    tasks: [
      { id: 'read', type: 'log', message: '{{ inputs }}' },
      { id: 'up', type: 'user.update', user: 'ada', set: { active: true } },
      { id: 'values', type: 'set', values: { n: 1, text: 'a {{ inputs.name }}', any: '{{ inputs.any }}' } },
      { id: 'ask', type: 'approval', message: 'sure?' },
      { id: 'last', ...task },
    ],
  });

/** Faults and warnings, without their place. */
function said(task: object): { faults: string[]; warnings: string[] } {
  const { faults, warnings } = parseWorkflow(documentOf(task), { catalog });
  const lines = (all: typeof faults): string[] => all.map((one) => faultLine({ ...one, line: 1, column: 1 }));
  const plain = (line: string): string => line.replace(/^1:1 tasks\[4\]\.?/, '');
  return { faults: lines(faults).map(plain), warnings: lines(warnings).map(plain) };
}
const ofIf = (condition: string): ReturnType<typeof said> =>
  said({ type: 'log', message: 'x', if: condition });

describe('an expression that cannot come to anything is refused', () => {
  it.each([
    ["inputs.age + 'x' == 'y'", 'if: number + string cannot be done'],
    ["inputs.age < 'x'", 'if: number < string cannot be done'],
    ['inputs.name', 'if: a condition must be true or false, and this is string'],
    ['tasks.up.output.user.displayName', 'if: a condition must be true or false, and this is string'],
    ["lower(inputs.age) == 'x'", 'if: lower() needs string, and this is number'],
    ["inputs.age.startsWith('x')", 'if: startsWith() needs string, and this is number'],
    ['inputs.name.exists(one, one == 1)', 'if: exists() needs list or map, and this is string'],
    ["'a' in inputs.name", "if: 'in' needs a list or a map on its right, and this is string"],
    ['!inputs.name', 'if: ! needs bool, and this is string'],
    ['timestamp(trigger.time) > trigger.time', 'if: timestamp > string cannot be done'],
    ['tasks.up.output.user.roles + 1 == []', 'if: list + number cannot be done'],
    ['tasks.values.output.n.contains("x")', 'if: contains() needs string, and this is number'],
  ])('%s', (condition, line) => {
    expect(ofIf(condition)).toEqual({ faults: [line], warnings: [] });
  });

  it('with its place in the text', () => {
    const task = '{ id: x, type: log, message: "hi {{ 1 + trigger.time }}" }';
    const { faults } = parseWorkflow(`id: one\nnamespace: acme\ntasks:\n  - ${task}\n`, { catalog });
    expect(faults.map((fault) => faultLine(fault))).toEqual([
      '4:41 tasks[0].message: number + string cannot be done',
    ]);
  });
});

describe('a value that its task cannot take is refused', () => {
  it.each([
    [
      { type: 'forEach', values: '{{ inputs.name }}', tasks: [{ id: 'in', type: 'log', message: 'x' }] },
      'values: must be list, and this is string',
    ],
    [{ type: 'wait', for: '{{ inputs.age }}' }, 'for: must be string, and this is number'],
    [
      { type: 'user.update', user: '{{ inputs.old }}', set: {} },
      'user: must be string or number, and this is bool',
    ],
    [{ type: 'user.update', user: 'x', set: '{{ inputs.tags }}' }, 'set: must be map, and this is list'],
    [{ type: 'audit.log', message: '{{ inputs.tags }}' }, 'message: must be string, and this is list'],
  ])('%j', (task, line) => {
    expect(said(task)).toEqual({ faults: [line], warnings: [] });
  });
});

describe('an expression that may come to something, but hardly to what was meant, is warned of', () => {
  it.each([
    ["inputs.age == '1'", 'if: number is never equal to string'],
    ['tasks.ask.output.outcome == 1', undefined],
    ["tasks.up.output.changed == 'true'", 'if: bool is never equal to string'],
    ['1 in tasks.up.output.user.roles', 'if: number is never equal to string'],
    [
      "tasks.up.output.user.emial == 'x'",
      "if: tasks.up.output.user has no member 'emial' (did you mean 'email'?)",
    ],
    ["tasks.values.output.txt == 'x'", "if: tasks.values.output has no member 'txt' (did you mean 'text'?)"],
    ["inputs.name.first == 'x'", "if: inputs.name is string and has no member 'first'"],
    ['inputs.old || inputs.name', 'if: || needs bool, and this is string'],
  ])('%s', (condition, line) => {
    expect(ofIf(condition)).toEqual({ faults: [], warnings: line === undefined ? [] : [line] });
  });
});

describe('what a trigger makes of the event', () => {
  const ofInputs = (condition: string): ReturnType<typeof said> => {
    const inputs = { user: { id: 'u {{ trigger.subject }}', from: '{{ trigger.body.x }}', tags: ['a'] } };
    const triggers = [{ id: 'hook', type: 'webhook', open: true, inputs, parameters: { user: 'integer' } }];
    const tasks = [{ id: 'last', type: 'log', if: condition, message: '{{ inputs.user }}' }];
    const { faults, warnings } = parseWorkflow(
      JSON.stringify({ id: 'one', namespace: 'acme', triggers, tasks }),
      { catalog },
    );
    const plain = (all: typeof faults): string[] => all.map(({ message }) => message);
    return { faults: plain(faults), warnings: plain(warnings) };
  };

  it('is known as deep as it is written', () => {
    expect(ofInputs('inputs.user.id + 1 == 2').faults).toEqual(['string + number cannot be done']);
    expect(ofInputs("inputs.user.idd == 'x'").warnings).toEqual(["inputs.user has no member 'idd'"]);
    expect(ofInputs('1 in inputs.user.tags').warnings).toEqual(['number is never equal to string']);
    const right = "inputs.user.id == 'x' && inputs.user.from.deep > 1 && has(inputs.user.more)";
    expect(ofInputs(right)).toEqual({ faults: [], warnings: [] });
  });
});

describe('an expression that may be right is let be', () => {
  it.each([
    "inputs.any == 1 || inputs.any.x == 'y'",
    'inputs.age == null',
    'has(tasks.up.output.user.attributes.team)',
    "default(tasks.up.output.user.phone, 'none') == 'none'",
    "trigger.body.x + 1 > 2 && trigger.headers['a'].contains('b')",
    'timestamp(trigger.time) + duration("1h") > now()',
    'now() - timestamp(trigger.time) < duration("1d")',
    "tasks.up.output.user.groups.filter(g, g.startsWith('x')).size() > 0",
    "tasks.up.status == 'skipped' || tasks.up.error.code == 'x'",
    "tasks.up.output.difference.email.from == 'x'",
    "trigger.body.?a.b.orValue('x') == 'x'",
    'trigger.body.a.map(k, k + 1).exists(n, n > 1)',
    "{'a': inputs.age}.a == 1 && [1, inputs.name][1] == 'a'",
    'cel.bind(n, inputs.age, n * 2) > 1.5',
    "(inputs.old ? inputs.name : inputs.age) == 'x'",
    'trigger.subject == 1',
    "var('X') + 1 > 2",
  ])('%s', (condition) => {
    expect(ofIf(condition)).toEqual({ faults: [], warnings: [] });
  });
});

/** Conditions by what they come to; each right one becomes wrong by one word. */
const number = fc.constantFrom(
  'inputs.age',
  '1',
  'size(inputs.name)',
  'tasks.values.output.n',
  'inputs.tags.size()',
);
const text = fc.constantFrom('inputs.name', "'a'", 'lower(inputs.name)', 'trigger.id', 'tasks.up.status');
const bool = fc.oneof(
  fc.tuple(number, fc.constantFrom('<', '==', '>='), number).map((parts) => parts.join(' ')),
  fc.tuple(text, fc.constantFrom('<', '==', '!='), text).map((parts) => parts.join(' ')),
  text.map((one) => `${one}.contains('a')`),
  fc.constantFrom('inputs.old', 'tasks.up.output.changed', 'has(inputs.name)'),
);
const condition = fc.oneof(
  bool,
  fc.tuple(bool, fc.constantFrom('&&', '||'), bool).map(([one, op, other]) => `(${one}) ${op} (${other})`),
  bool.map((one) => `!(${one})`),
  fc.tuple(bool, number, number).map(([one, left, right]) => `(${one} ? ${left} : ${right}) > 0`),
);

describe('generated conditions', () => {
  it('have no fault as they are', () => {
    fc.assert(
      fc.property(condition, (source) => {
        expect(ofIf(source).faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('have one once a number takes the place of text, or a name is misspelt', () => {
    const wrong = fc.oneof(
      fc.tuple(number, text).map(([one, other]) => `${one} + ${other} == 1`),
      fc.tuple(number, text).map(([one, other]) => `${one} < ${other}`),
      number.map((one) => `${one}.contains('a')`),
      number,
      text,
      bool.map((one) => `inputs.oldd || (${one})`),
      bool.map((one) => `tasks.upp.output.changed || (${one})`),
      text.map((one) => `lowre(${one}) == 'a'`),
    );
    fc.assert(
      fc.property(wrong, (source) => {
        expect(ofIf(source).faults).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});
