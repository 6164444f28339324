import { describe, expect, it } from 'vitest';

import { CATALOG } from '../../../test/support/a-catalog.js';
import { aScope } from '../../../test/support/a-scope.js';
import { aWebhook, faultsOf, warningsOf } from '../../../test/support/a-workflow.js';
import { compileWorkflow } from '../compile.js';
import type { CompiledAction } from '../tasks/compiled-task.js';
import type { CompiledTrigger } from '../compile.js';
import { parseWorkflow } from '../parse.js';

/** A webhook whose parameters, from line 6 on, are all read. */
function aHook(lines: string): string {
  return aWebhook(`open: true\n${lines}`).replace('hello', '"{{ inputs }}"');
}

/** A webhook that declares `user` (a string) and `roles` (an array), and a task that says `message`. */
function aReader(message: string, top = ''): string {
  return `id: one
namespace: acme
${top}triggers:
  - id: hook
    type: webhook
    open: true
    parameters: { user: string, roles: array }
  - { id: other, type: event, source: s, events: ['*'] }
tasks:
  - { id: first, type: audit.log, message: '${message}' }
`;
}

function triggerOf(text: string): CompiledTrigger {
  const { document, faults } = parseWorkflow(text, { catalog: CATALOG });
  expect(faults).toEqual([]);
  return compileWorkflow(document!).triggers[0]!;
}

describe('parameters of a webhook', () => {
  it('are named with their types alone', () => {
    const { parameters } = triggerOf(
      JSON.stringify({
        id: 'hire',
        namespace: 'acme',
        triggers: [
          { id: 'hook', type: 'webhook', open: true, parameters: { name: 'string', emp_id: 'number' } },
        ],
        tasks: [{ id: 'first', type: 'audit.log', message: '{{ inputs.name }} {{ inputs.emp_id }}' }],
      }),
    );

    const plain = { in: 'body', required: false, whole: false };
    expect(parameters).toEqual([
      { ...plain, name: 'name', type: 'string', from: 'name', way: ['name'], path: 'body.name' },
      { ...plain, name: 'emp_id', type: 'number', from: 'emp_id', way: ['emp_id'], path: 'body.emp_id' },
    ]);
  });

  it('say where they are, what they may be, and what they are when nobody says', () => {
    const { parameters } = triggerOf(
      aHook(`parameters:
  role: { from: /metadata/role, enum: [admin, member], default: member, description: of the user }
  trace: { in: header, from: X-Trace-Id, required: true }
  page: { type: integer, in: query }
  all: { whole: true }`),
    );

    expect(parameters).toEqual([
      expect.objectContaining({ way: ['metadata', 'role'], default: 'member', enum: ['admin', 'member'] }),
      expect.objectContaining({ way: ['x-trace-id'], path: 'header.x-trace-id', required: true }),
      expect.objectContaining({ way: ['page'], path: 'query.page', type: 'integer' }),
      expect.objectContaining({ way: [], path: 'body', type: 'any', whole: true }),
    ]);
  });

  it.each([
    [
      'an unknown type',
      'a: strin',
      "a: must be one of string, number, integer, boolean, object, array, any (did you mean 'string'?)",
    ],
    [
      'an unknown type in a map',
      'a: { type: int }',
      'a.type: must be one of string, number, integer, boolean, object, array, any',
    ],
    ['neither text nor map', 'a: 1', 'a: must be a string or map, not a number'],
    [
      'a misspelt member',
      'a: { requred: true }',
      "a.requred: unknown property 'requred' (did you mean 'required'?)",
    ],
    [
      'a name that no expression can write',
      'a-b: string',
      'a-b: a name must be letters, digits and _, at most 100, starting with a letter or _',
    ],
    ['a word of expressions', 'in: string', "in: 'in' means something else already, use another name"],
    [
      'a name that every object has',
      'constructor: string',
      "constructor: 'constructor' means something else already, use another name",
    ],
    [
      'a broken pointer',
      'a: { from: /b~2 }',
      'a.from: must be a name or a JSON pointer such as /metadata/role',
    ],
    ['a header that cannot be', 'a: { in: header, from: "x y" }', 'a.from: must be the name of a header'],
    [
      'a header that is a credential',
      'a: { in: header, from: X-Api-Key }',
      'a.from: a header of this name is taken for a credential, which is never kept: prove the sender with token or verify',
    ],
    [
      'a query parameter that is a credential',
      'token: { in: query }',
      'token: a query parameter of this name is taken for a credential, which is never kept: prove the sender with token or verify',
    ],
    ['a whole header', 'a: { whole: true, in: header }', 'a.whole: only the body can be taken whole'],
    [
      'a part of the whole',
      'a: { whole: true, from: b }',
      'a.from: whole: true takes all of the body, leave out from',
    ],
    [
      'a default for what is always there',
      'a: { required: true, default: x }',
      'a.default: a required parameter has no default: it is always sent',
    ],
    ['a default of another type', 'a: { type: number, default: "1" }', 'a.default: must be a number'],
    [
      'a default that is null',
      'a: { type: any, default: null }',
      'a.default: must be a value that is not null',
    ],
    [
      'a default that is not allowed',
      'a: { enum: [x], default: y }',
      'a.default: must be one of the values in enum',
    ],
    [
      'an allowed value of another type',
      'a: { type: integer, enum: [1, 1.5] }',
      'a.enum[1]: must be an integer',
    ],
  ])('%s is refused', (_name, line, fault) => {
    const [found, ...more] = faultsOf(aHook(`parameters:\n  ${line}`));

    expect(found).toMatch(/^8:\d+ /);
    expect(found!.replace(/^\S+ /, '')).toBe(`triggers[0].parameters.${fault}`);
    expect(more).toEqual([]);
  });

  it('are at most a hundred, and only of webhooks', () => {
    const many = Array.from({ length: 101 }, (_, index) => `p${index}: string`).join(', ');
    const event = aReader('{{ trigger.id }}').replace("events: ['*']", "events: ['*'], parameters: {}");

    expect(faultsOf(aHook(`parameters: { ${many} }`))).toEqual([
      '7:17 triggers[0].parameters: must NOT have more than 100 properties',
    ]);
    expect(faultsOf(event)).toEqual(["8:57 triggers[1].parameters: unknown property 'parameters'"]);
  });

  it.each([
    'country: { from: country_code }',
    'key: string',
    'a: { from: /~1b/0 }',
    'a: { type: array, enum: [[1]], default: [1] }',
  ])('in the body %s is fine', (line) => {
    expect(faultsOf(aHook(`parameters:\n  ${line}`))).toEqual([]);
  });
});

describe('inputs of a webhook', () => {
  it('are templates over the event', () => {
    const { inputs } = triggerOf(aHook('inputs: { user: "{{ trigger.body.user }}", from: "kestra" }'));

    expect(inputs!.render(aScope({ user: 7 })).value).toEqual({ user: 7, from: 'kestra' });
  });

  it.each([
    [
      'a secret',
      `a: "{{ secret('A') }}"`,
      'a: secret() cannot be used here, for what this gives is stored or shown',
    ],
    [
      'a task',
      'a: "{{ tasks.first.output }}"',
      'a: tasks is not known here: this is decided before the execution starts',
    ],
    [
      'another input',
      'a: "{{ inputs.b }}"',
      'a: inputs is not known here: this is decided before the execution starts',
    ],
    ['a name that cannot be', 'null: x', "null: 'null' means something else already, use another name"],
  ])('with %s are refused', (_name, line, fault) => {
    expect(faultsOf(aHook(`inputs:\n  ${line}`))).toEqual([
      expect.stringContaining(`triggers[0].inputs.${fault}`),
    ]);
  });
});

describe('what expressions read of inputs', () => {
  it.each([
    ['{{ inputs.user }} {{ inputs.roles }}', []],
    ['{{ inputs.?user.orValue("x").trim() }} {{ size(inputs.roles[0].name) }}', []],
    ['{{ inputs }}', []],
    ['{{ inputs[trigger.type] }}', []],
    ['{{ inputs.user }}', ['7:33 triggers[0].parameters.roles: nothing reads inputs.roles']],
    [
      '{{ inputs.user.name }} {{ inputs.roles.x }}',
      [
        "10:48 tasks[0].message: inputs.user is string and has no member 'name'",
        "10:71 tasks[0].message: inputs.roles is list and has no member 'x'",
      ],
    ],
  ])('%s is read, with the warnings %j', (message, warnings) => {
    expect(warningsOf(aReader(message))).toEqual(warnings);
  });

  it('must be declared', () => {
    const unknown = "inputs has no member 'usr' here, it has user, roles (did you mean 'user'?)";
    const none = "inputs has no member 'x' here, no parameters are declared for it";

    expect(faultsOf(aReader('{{ has(inputs.usr) }}'))).toEqual([`10:44 tasks[0].message: ${unknown}`]);
    expect(faultsOf(aReader('x', 'lane: "{{ inputs.usr }}"\n'))).toEqual([`3:7 lane: ${unknown}`]);
    expect(faultsOf(aWebhook('open: true\nwhen: inputs.x == 1'))).toEqual([`7:11 triggers[0].when: ${none}`]);
  });

  it('is in a condition of a trigger what that trigger declares', () => {
    const when = (of: string, condition: string): string =>
      aReader('{{ inputs }}').replace(of, `${of}, when: '${condition}'`);
    const event = "events: ['*']";

    expect(
      faultsOf(aReader('{{ inputs }}').replace('open: true', 'open: true\n    when: size(inputs.user) > 0')),
    ).toEqual([]);
    expect(faultsOf(when(event, 'has(inputs.user)'))).toEqual([
      expect.stringContaining(
        "triggers[1].when: inputs has no member 'user' here, no parameters are declared for it",
      ),
    ]);
  });

  it('may be anything where a template makes it, also when a parameter has the same name', () => {
    const text = aReader('{{ inputs.user.name }} {{ inputs.roles }}');

    expect(
      warningsOf(
        text.replace('    open: true', '    open: true\n    inputs: { user: "{{ trigger.body }}" }'),
      ),
    ).toEqual([]);
  });

  it('gives the values of the scope', () => {
    const { document } = parseWorkflow(aReader('{{ inputs.user }} {{ inputs.roles }}'), { catalog: CATALOG });
    const scope = aScope({}, { inputs: { user: 'ada', roles: ['admin'] } });

    expect((compileWorkflow(document!).tasks[0] as CompiledAction).input.render(scope).value).toEqual({
      message: 'ada ["admin"]',
    });
  });
});
