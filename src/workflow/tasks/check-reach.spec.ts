/* oxlint-disable unicorn/no-thenable -- a word of the language */
import { describe, expect, it } from 'vitest';
import { aTask, aWebhook, warningsOf } from '../../../test/support/a-workflow.js';
import { builtInActions } from '../../actions/built-in-actions.js';
import { createActionRegistry } from '../../actions/registry.js';
import { GuardedClient } from '../../outbound/guarded-client.js';
import { faultLine } from '../fault.js';
import { parseWorkflow } from '../parse.js';

const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));
const LOG = { type: 'log', message: 'x' };

function ofTasks(tasks: readonly object[], rest: object = {}): string[] {
  const withIds = tasks.map((task, at) => ({ id: `t${at}`, ...task }));
  const text = JSON.stringify({ id: 'one', namespace: 'acme', tasks: withIds, ...rest });
  const { faults, warnings } = parseWorkflow(text, { catalog });
  expect(faults.map((fault) => faultLine(fault))).toEqual([]);
  return warnings.map(({ path, message }) => `${path}: ${message}`);
}

const ends = (id: string): object => ({ id, type: 'fail', message: 'no' });
const goes = (id: string): object => ({ id, ...LOG });
const NEVER = "never runs, for 't0' above it ends this in any case";

describe('tasks that nothing comes to', () => {
  it.each([
    ['after a return', [{ type: 'return' }, LOG, LOG], ['tasks[1]: ' + NEVER]],
    ['after a fail', [{ type: 'fail', message: 'no' }, LOG], ['tasks[1]: ' + NEVER]],
    [
      'after both branches end',
      [
        { type: 'if', condition: 'execution.test', then: [ends('a')], else: [{ id: 'b', type: 'return' }] },
        LOG,
      ],
      ['tasks[1]: ' + NEVER],
    ],
    [
      'after every case ends',
      [
        { type: 'switch', value: '{{ trigger.type }}', cases: { a: [ends('a')] }, defaults: [ends('b')] },
        LOG,
      ],
      ['tasks[1]: ' + NEVER],
    ],
    [
      'after a branch beside others ends',
      [{ type: 'parallel', branches: { a: [ends('a')], b: [goes('b')] } }, LOG],
      ['tasks[1]: ' + NEVER],
    ],
    [
      'in a block',
      [{ type: 'if', condition: 'execution.test', then: [ends('stop'), goes('a')] }],
      ['tasks[0].then[1]: ' + NEVER.replace('t0', 'stop')],
    ],
    [
      'of a loop over nothing',
      [{ type: 'forEach', values: [], tasks: [goes('a')] }],
      ['tasks[0].values: is empty, so its tasks never run'],
    ],
    ['of conditions that read nothing', [{ ...LOG, if: '1 > 2' }], ['tasks[0].if: is always false']],
    [
      'of a branch whose condition reads nothing',
      [{ type: 'if', condition: 'true', then: [goes('a')] }],
      ['tasks[0].condition: is always true'],
    ],
    [
      'of a switch over a text',
      [{ type: 'switch', value: 'a', cases: { a: [goes('a')], b: [goes('b')] } }],
      ["tasks[0].value: is always 'a', so the same case is taken every time"],
    ],
    [
      'of a switch over what reads nothing',
      [{ type: 'switch', value: "{{ lower('A') }}-{{ 1 + 1 }}", cases: { a: [goes('a')] } }],
      ["tasks[0].value: is always 'a-2', so the same case is taken every time"],
    ],
    [
      'of a switch over true and false',
      [
        {
          type: 'switch',
          value: '{{ execution.attempt > 1 }}',
          cases: { true: [goes('a')], false: [goes('b')], yes: [goes('c')] },
          defaults: [goes('d')],
        },
      ],
      [
        "tasks[0].cases.yes: the case 'yes' is never taken, for the value is bool",
        'tasks[0].defaults: never run, for true and false are all the value can be',
      ],
    ],
    [
      'of a switch over a number',
      [
        {
          type: 'switch',
          value: '{{ execution.attempt }}',
          cases: { '1': [goes('a')], '-2.5e3': [goes('b')], first: [goes('c')], '01': [goes('d')] },
        },
      ],
      [
        "tasks[0].cases.first: the case 'first' is never taken, for the value is number",
        "tasks[0].cases[01]: the case '01' is never taken, for the value is number",
      ],
    ],
  ])('are told: %s', (_, tasks, lines) => {
    expect(ofTasks(tasks)).toEqual(lines);
  });

  it.each([
    ['after a return that may be skipped', [{ type: 'return', if: 'execution.test' }, LOG]],
    ['after a fail that is looked past', [{ type: 'fail', message: 'no', continueOnError: true }, LOG]],
    [
      'after a branch that may not be taken',
      [{ type: 'if', condition: 'execution.test', then: [ends('a')] }, LOG],
    ],
    [
      'after a block whose failure is looked past',
      [
        {
          type: 'if',
          condition: 'execution.test',
          then: [ends('a')],
          else: [ends('b')],
          continueOnError: true,
        },
        LOG,
      ],
    ],
    [
      'of a switch that has its default for one of true and false',
      [
        {
          type: 'switch',
          value: '{{ execution.test }}',
          cases: { true: [goes('a')] },
          defaults: [goes('b')],
        },
      ],
    ],
    [
      'of a switch over what may be anything',
      [
        {
          type: 'switch',
          value: '{{ trigger.body.x }}',
          cases: { true: [goes('a')], false: [goes('b')], '1': [goes('c')] },
          defaults: [goes('d')],
        },
      ],
    ],
    [
      'of a switch over text made of a number',
      [{ type: 'switch', value: 'n{{ execution.attempt }}', cases: { n1: [goes('a')], m: [goes('b')] } }],
    ],
    ['of a switch on the clock', [{ type: 'switch', value: '{{ now() }}', cases: { a: [goes('a')] } }]],
    ['after a loop', [{ type: 'forEach', values: '{{ trigger.body }}', tasks: [ends('a')] }, LOG]],
    ['of a condition on the clock', [{ ...LOG, if: "now() > timestamp('2030-01-01T00:00:00Z')" }]],
    ['of a condition on a variable', [{ ...LOG, if: "var('ON') == 1" }]],
  ])('are not told: %s', (_, tasks) => {
    expect(ofTasks(tasks)).toEqual([]);
  });

  it('in a block for errors that cannot be', () => {
    expect(ofTasks([LOG], { errors: [goes('e')] })).toEqual([
      'errors: nothing that could fail runs before this',
    ]);
    expect(ofTasks([{ type: 'log', message: '{{ trigger.body.x }}' }], { errors: [goes('e')] })).toEqual([]);
  });

  it('of a trigger that never starts anything', () => {
    expect(warningsOf(aWebhook('open: true\nwhen: "false"'))).toEqual([
      '7:11 triggers[0].when: is always false',
    ]);
    expect(warningsOf(aTask('type: audit.log\nmessage: x'))).toEqual([]);
  });
});
