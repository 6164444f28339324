import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../test/support/a-catalog.js';
import { wrongInputs } from './check-subflows.js';
import { renderFault } from './fault.js';
import { parseWorkflow } from './parse.js';

const GRANT = `id: grant
namespace: acme
triggers:
  - id: hook
    type: webhook
    open: true
    parameters:
      user: { type: string, required: true }
      level: { type: integer, required: true }
      note: string
    inputs: { origin: { kind: x } }
tasks:
  - { id: a, type: audit.log, message: '{{ inputs.user }} {{ inputs.level }} {{ inputs.note }} {{ inputs.origin }}' }
`;
const PLAIN = `id: plain
namespace: acme.other
tasks:
  - { id: a, type: audit.log, if: has(trigger.body.user), message: x }
  - id: b
    type: if
    condition: trigger.body.level > 1
    then: [{ id: c, type: audit.log, message: "{{ trigger.?body.?reason.orValue('') }}" }]
`;
const READS_ALL = PLAIN.replace('message: x', "message: '{{ trigger.body }}'");

/** What is said of a task with these members, where `others` are deployed. */
function said(task: string, others: readonly string[] = [GRANT, PLAIN]): string[] {
  const text = `id: caller
namespace: acme
triggers:
  - id: hook
    type: webhook
    open: true
    parameters: { who: string, age: integer, flags: array, any: any }
tasks:
  - { id: read, type: audit.log, message: '{{ inputs.who }} {{ inputs.age }} {{ inputs.flags }} {{ inputs.any }}' }
  - { id: other, type: subflow, ${task} }
`;
  const { document, calls, faults } = parseWorkflow(text, { catalog: CATALOG });
  expect(faults).toEqual([]);
  const documents = others.map((other) => parseWorkflow(other, { catalog: CATALOG }).document!);
  const deployed = new Map(documents.map((one) => [`${one.namespace}/${one.id}`, one]));
  return wrongInputs(text, calls!, document!, deployed).map((fault) => renderFault(text, fault));
}
const lines = (task: string, others?: readonly string[]): string[] =>
  said(task, others).map((one) => one.split('\n')[0]!.replace(/^\d+:\d+ tasks\[1\]\.?/, ''));

describe('a subflow that is not given what it takes', () => {
  it.each([
    [
      'an input nobody reads',
      "workflow: grant, inputs: { user: x, level: 1, levle: '{{ inputs.any }}' }",
      [
        "inputs.levle: acme/grant does not read the input 'levle', it takes user, level, note, origin (did you mean 'level'?)",
      ],
    ],
    [
      'an input too few',
      "workflow: acme/grant, inputs: { note: '{{ inputs.who }}' }",
      ["inputs: acme/grant needs 'user', 'level' as well"],
    ],
    ['no inputs at all', 'workflow: grant', ["inputs: acme/grant needs 'user', 'level' as well"]],
    [
      'a value of another type',
      "workflow: grant, inputs: { user: '{{ inputs.age }}', level: '{{ inputs.age }} years', origin: 1 }",
      [
        "inputs.user: acme/grant takes string as 'user', and this is number",
        "inputs.level: acme/grant takes number as 'level', and this is string",
        "inputs.origin: acme/grant takes map as 'origin', and this is number",
      ],
    ],
    [
      'what it does not read of the body either',
      'workflow: acme.other/plain, inputs: { usr: x }',
      [
        "inputs.usr: acme.other/plain does not read the input 'usr', it takes user, level, reason (did you mean 'user'?)",
      ],
    ],
  ])('is warned of: %s', (_, task, expected) => {
    expect(lines(task)).toEqual(expected);
  });

  it('is told with its line and a caret', () => {
    expect(said('workflow: grant, inputs: { user: x, level: high }')).toEqual([
      [
        "10:76 tasks[1].inputs.level: acme/grant takes number as 'level', and this is string",
        '  10 |   - { id: other, type: subflow, workflow: grant, inputs: { user: x, level: high } }',
        `     | ${' '.repeat(75)}^`,
      ].join('\n'),
    ]);
  });

  it.each([
    [
      'all as it should be',
      "workflow: grant, inputs: { user: '{{ inputs.who }}', level: '{{ inputs.age }}' }",
    ],
    ['a value that may be anything', "workflow: grant, inputs: { user: '{{ inputs.any }}', level: 1 }"],
    ['a time, which becomes text', "workflow: grant, inputs: { user: '{{ now() }}', level: 1 }"],
    ['what it reads of the body', "workflow: acme.other/plain, inputs: { user: 1, level: '2', reason: [] }"],
    ['a workflow that is not there', 'workflow: nowhere, inputs: { x: 1 }'],
  ])('is not warned of: %s', (_, task) => {
    expect(lines(task)).toEqual([]);
  });

  it('is not warned of where that reads all there is', () => {
    expect(lines('workflow: acme.other/plain, inputs: { anything: 1 }', [READS_ALL])).toEqual([]);
  });

  it('is not missed where another of its triggers does without', () => {
    const two = GRANT.replace('tasks:', '  - { id: second, type: webhook, open: true }\ntasks:');
    expect(lines('workflow: grant', [two])).toEqual([]);
  });
});
