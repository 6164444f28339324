import { describe, expect, it } from 'vitest';

import { aJourney, aTask, TestParts, TestWalk } from '../../test/support/a-walk.js';
import type { Action } from '../actions/action.js';
import { auditLog } from '../actions/audit/audit-log.js';
import { fail } from '../actions/flow/fail.js';
import { log } from '../actions/flow/log.js';
import { set } from '../actions/flow/set.js';
import { TargetRefused } from '../errors/errors.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { TaskDefinition } from '../workflow/tasks/task-definition.js';

const SECRET = 'kingfisher-1852';

const ACTIONS = new Map([auditLog, fail, log, set].map((action) => [action.type, action]));

/** Those of Signet where there is one. */
class RealParts extends TestParts {
  override readonly actions = {
    require: (type: string): Action => ACTIONS.get(type) ?? new TestParts().actions.require(type),
  };
}

function walk(tasks: readonly TaskDefinition[], runs: readonly TaskRun[] = []): TestWalk {
  const journey = { ...aJourney(tasks), secrets: new Map([['KEY', SECRET]]) };
  const subflows = new Map([['other', { workflow: journey.workflow }]]) as never;
  return new TestWalk({ ...journey, subflows }, runs, new RealParts());
}

/** All that is going to be stored or printed of a step. */
function keptOf({ step }: TestWalk): string {
  const { added, changed } = step.state.unsaved();
  const { audit, log: lines, opens } = step.state.notes;
  const { settlement, burial } = step;
  return JSON.stringify({ added, changed, audit, lines, opens, settlement, burial });
}

const toSubflow = (value: string): TaskDefinition =>
  aTask('sub', 'subflow', { flow: 'subflow', workflow: 'other', inputs: { value }, wait: true });
const toEvent = (subject: string): TaskDefinition =>
  aTask('await', 'wait', { flow: 'wait', event: { source: 's', events: ['e'], subject }, onTimeout: [] });

describe('what a secret went into', () => {
  it.each([
    ['inputs of a subflow', toSubflow],
    ['the subject of a wait', toEvent],
  ])('does not become %s, not even by a document of before', (_what, task) => {
    const { step } = walk([task("{{ base64(secret('KEY')) }}")]);

    expect(step.burial).toMatchObject({ error: { message: expect.stringMatching(/^secret\(\) cannot/) } });
    expect(step.state.notes).toMatchObject({ opens: [], waits: [] });
  });

  const derived =
    "{{ base64('x' + secret('KEY')) }} {{ upper(secret('KEY')) }} {{ secret('KEY').substring(4) }}";
  const traces = [Buffer.from(`x${SECRET}`).toString('base64'), SECRET.toUpperCase(), SECRET.slice(4)];

  it.each<[string, TaskDefinition]>([
    ['set', aTask('a', 'set', { input: { values: { a: derived, b: [derived] } } })],
    ['log', aTask('a', 'log', { input: { message: derived } })],
    ['audit.log', aTask('a', 'audit.log', { input: { message: derived, details: { a: derived } } })],
    ['fail', aTask('a', 'fail', { input: { message: derived, details: { a: derived } } })],
    ['return', aTask('a', 'return', { flow: 'return', output: { a: derived } })],
  ])('is kept nowhere by %s, whatever was made of it', (_type, task) => {
    const kept = keptOf(walk([task]));

    expect(traces.filter((trace) => kept.includes(trace))).toEqual([]);
    expect(kept).toContain('[redacted]');
  });
});

describe('what was made of a secret, and comes back', () => {
  const basic = Buffer.from(`crm:${SECRET}`).toString('base64');
  const input = {
    auth: "Basic {{ base64('crm:' + secret('KEY')) }}",
    odd: ["{{ {'k': upper(secret('KEY'))} }}"],
    plain: 'crm',
  };
  const echo = { headers: { authorization: `Basic ${basic}` }, [SECRET.toUpperCase()]: 1, plain: 'crm' };
  const error = new TargetRefused(`no: ${SECRET.toUpperCase()}`, { answer: basic });

  it('is kept in no output', () => {
    const one = walk([aTask('a', 'call', { input })]);
    one.answer('a', echo);

    expect(keptOf(one)).not.toMatch(/KINGFISHER|Y3JtO/);
    expect(one.step.state.find('a', 0)!.output).toEqual({
      headers: { authorization: 'Basic [redacted]' },
      '[redacted]': 1,
      plain: 'crm',
    });
  });

  it.each([
    ['a call', (one: TestWalk) => one.refuse('a', error), 'call'],
    ['a change', (one: TestWalk) => one.on({ own: { work: one.step.own!, result: error } }), 'change'],
  ])('is kept in no error of %s', (_what, fail, type) => {
    const one = walk([aTask('a', type, { input })]);
    fail(one);

    expect(one.step.burial).toMatchObject({ error: { message: 'no: [redacted]' } });
    expect(keptOf(one)).not.toMatch(/KINGFISHER|Y3JtO/);
  });

  it('is left alone in the output of a task that it was not made for', () => {
    const one = walk([aTask('a', 'call', { input }), aTask('b', 'call')]);
    one.answer('a', echo);
    one.answer('b', { name: SECRET.toUpperCase() });

    expect(one.step.state.find('b', 0)!.output).toEqual({ name: SECRET.toUpperCase() });
  });
});

describe('an output that holds a secret', () => {
  const keeps = aTask('kept', 'set', { input: { values: { token: "{{ secret('KEY') }}", plain: 'ok' } } });
  const sends = (member: string): TaskDefinition =>
    aTask('send', 'call', { input: { token: `Bearer {{ tasks.kept.output.${member} }}` } });

  it.each([
    ['a call', sends('token')],
    ['a subflow', toSubflow('{{ tasks.kept.output.token }}')],
    ['the subject of a wait', toEvent('{{ tasks.kept.output.token }}')],
    [
      'a call in a loop',
      aTask('loop', 'forEach', {
        flow: 'forEach',
        values: '{{ [tasks.kept.output.token] }}',
        tasks: [aTask('send', 'call', { input: { token: '{{ each.value }}' } })],
        concurrency: 1,
        onFailure: 'fast',
      }),
    ],
  ])('is not sent as [redacted] by %s: that fails, with and without a reload', (_what, task) => {
    const first = walk([keeps, task]);
    const { added } = first.step.state.unsaved();
    const again = walk(
      [keeps, task],
      added.filter(({ taskId }) => taskId === 'kept'),
    );

    for (const { step } of [first, again]) {
      expect(step.calls).toEqual([]);
      expect(step.burial).toMatchObject({
        error: {
          code: 'expression_failed',
          message: expect.stringMatching(/^it reads an output that holds/),
        },
      });
    }
  });

  it('may be read for what else is in it, and told', () => {
    const tells = aTask('tell', 'log', { input: { message: '{{ tasks.kept.output }}' } });
    const { step } = walk([keeps, tells, sends('plain')]);

    expect(step.calls).toHaveLength(1);
    expect(step.state.notes.log).toEqual([
      { taskId: 'tell', message: '{"token":"[redacted]","plain":"ok"}' },
    ]);
  });
});
