import { describe, expect, it } from 'vitest';
import { aJourney, aTask, NOW, TestWalk, written } from '../../../test/support/a-walk.js';
import { SubjectNotFound, TargetUnavailable, TaskFailed } from '../../errors/errors.js';
import type { TaskDefinition } from '../../workflow/tasks/task-definition.js';
import { NOT_WANTED } from '../call.js';
import { iterationOf, outward, roundsOf } from '../iteration.js';

const walk = (tasks: readonly TaskDefinition[]): TestWalk => new TestWalk(aJourney(tasks));
const calls = ({ step }: TestWalk): string[] => step.calls.map(({ run }) => run.taskId);
const rounds = ({ step }: TestWalk): number[] => step.calls.map(({ run }) => run.iteration);

const parallel = (branches: Record<string, TaskDefinition[]>, rest: object = {}): TaskDefinition =>
  aTask('side', 'parallel', { flow: 'parallel', branches, concurrency: 100, onFailure: 'fast', ...rest });

describe('branches side by side', () => {
  it('are all begun before one of them is waited for, and end together', () => {
    const one = walk([
      parallel({ x: [aTask('a', 'call'), aTask('b', 'say')], y: [aTask('c', 'call')] }),
      aTask('d', 'say'),
    ]);
    expect(calls(one)).toEqual(['a', 'c']);
    expect(written(one.answer('c'))).toEqual(['c succeeded']);
    expect(one.step.settlement).toBeNull();
    expect(written(one.answer('a'))).toEqual(['side succeeded', 'a succeeded', 'b succeeded', 'd succeeded']);
    expect(one.step.settlement).toMatchObject({ status: 'succeeded' });
  });

  it('are begun no more at a time than asked', () => {
    const one = walk([
      parallel(
        { x: [aTask('a', 'call')], y: [aTask('b', 'call')], z: [aTask('c', 'call')] },
        { concurrency: 2 },
      ),
    ]);
    expect(calls(one)).toEqual(['a', 'b']);
    one.answer('b');
    expect(calls(one)).toEqual(['c']);
  });

  it('fail fast: what the others have under way is cut off, and then the failure stands', () => {
    const one = walk([parallel({ x: [aTask('a', 'call')], y: [aTask('b', 'call'), aTask('never', 'say')] })]);
    one.refuse('a', new TaskFailed('no'));
    expect(one.step).toMatchObject({ unwanted: ['b'], settlement: null });
    expect(written(one.refuse('b', NOT_WANTED))).toEqual(['side failed', 'b cancelled']);
    expect(one.step.burial).toMatchObject({ taskId: 'a', error: { message: 'no' } });
  });

  it('or go on to their end, and fail then', () => {
    const one = walk([
      parallel(
        { x: [aTask('a', 'call')], y: [aTask('b', 'call'), aTask('more', 'say')] },
        { onFailure: 'all' },
      ),
    ]);
    one.refuse('a', new TaskFailed('no'));
    expect(one.step).toMatchObject({ unwanted: [], settlement: null });
    expect(written(one.answer('b'))).toEqual(['side failed', 'b succeeded', 'more succeeded']);
  });

  it('wait for a try that is to come while nothing else runs', () => {
    const one = walk([parallel({ x: [aTask('a', 'call')], y: [aTask('b', 'call')] })]);
    one.refuse('a', new TargetUnavailable('down'));
    expect(one.step.settlement).toBeNull();
    one.answer('b');
    expect(one.step.settlement).toMatchObject({ kind: 'retry', delayMs: 500 });
  });

  it('apply own changes one in a commit', () => {
    const one = walk([parallel({ x: [aTask('a', 'change')], y: [aTask('b', 'change')] })]);
    expect(one.step.own?.task.id).toBe('a');
    expect(one.apply().own?.task.id).toBe('b');
    expect(one.apply().settlement).toMatchObject({ status: 'succeeded' });
  });

  it('a return in one of them ends the others', () => {
    const one = walk([
      parallel({
        x: [aTask('a', 'call'), aTask('r', 'return', { flow: 'return' })],
        y: [aTask('b', 'call')],
      }),
    ]);
    one.answer('a');
    expect(one.step.unwanted).toEqual(['b']);
    one.refuse('b', NOT_WANTED);
    expect(one.step.settlement).toMatchObject({ status: 'succeeded' });
  });
});

const loop = (tasks: TaskDefinition[], rest: object = {}): TaskDefinition =>
  aTask('each', 'forEach', {
    flow: 'forEach',
    values: '{{ trigger.body.list }}',
    tasks,
    concurrency: 1,
    onFailure: 'fast',
    ...rest,
  });

describe('a loop', () => {
  it('takes value after value, each in sight of its tasks', () => {
    const one = walk([
      loop([aTask('a', 'say', { input: { v: '{{ each.value }}', i: '{{ each.index }}' } })]),
      aTask('b', 'say'),
    ]);
    expect(written(one.step)).toEqual([
      'each succeeded',
      'a#1 succeeded',
      'a#2 succeeded',
      'a#3 succeeded',
      'b succeeded',
    ]);
    expect(one.step.state.find('a', 3)!.output).toMatchObject({ v: 3, i: 2 });
  });

  it('has so many rounds open as asked, and goes on when one has ended', () => {
    const one = walk([
      loop([aTask('a', 'call'), aTask('b', 'say', { if: 'tasks.a.output.ok' })], { concurrency: 2 }),
    ]);
    expect(rounds(one)).toEqual([1, 2]);
    expect(written(one.answer('a#2', { ok: true }))).toEqual([
      'a#2 succeeded',
      'a#3 started',
      'b#2 succeeded',
    ]);
    one.answer('a#1', { ok: false });
    expect(one.step.state.find('each', 0)!.output).toEqual({ count: 3, low: 2, failed: 0 });
    expect(one.answer('a#3', { ok: true }).settlement).toMatchObject({ status: 'succeeded' });
  });

  it('keeps what is behind it no longer in memory', () => {
    const one = walk([loop([aTask('a', 'call')])]);
    one.answer('a#1');
    one.on();
    expect(one.step.state.find('a', 1)).toBeUndefined();
    expect(one.step.state.find('a', 2)).toBeDefined();
  });

  it('goes on after a crash with the round it was in', () => {
    const tasks = [loop([aTask('a', 'call')])];
    const before = walk(tasks);
    before.answer('a#1');
    const { added, changed } = before.step.state.unsaved();
    const after = new TestWalk(
      aJourney(tasks),
      [...added, ...changed].filter(({ iteration }) => iteration !== 1),
    );
    expect(rounds(after)).toEqual([2]);
    expect(after.step.calls[0]!.run.attempt).toBe(2);
  });

  it('over nothing is done at once', () => {
    expect(written(walk([loop([aTask('a', 'call')], { values: [] })]).step)).toEqual(['each succeeded']);
  });

  it('fails with the first failure, at once or after all rounds', () => {
    const bad = aTask('a', 'fail', { if: 'each.value == 2' });
    expect(written(walk([loop([bad])]).step)).toEqual(['each failed', 'a#1 skipped', 'a#2 failed']);
    const all = walk([loop([bad], { onFailure: 'all' })]);
    expect(written(all.step)).toEqual(['each failed', 'a#1 skipped', 'a#2 failed', 'a#3 skipped']);
    expect(all.step.burial).toMatchObject({ taskId: 'a' });
  });

  it('whose values are no list, or too many, fails', () => {
    const step = (values: unknown) => walk([loop([aTask('a', 'say')], { values })]).step;
    expect(step('{{ trigger.body.role }}').burial).toMatchObject({ error: { code: 'expression_failed' } });
    expect(step(Array.from({ length: 10_001 }, () => 0)).burial).toMatchObject({ taskId: 'each' });
  });

  it('inside a loop sees both values, and rounds do not meet', () => {
    const inner = {
      ...loop([aTask('a', 'say', { input: { x: '{{ each.parent.value }}-{{ each.value }}' } })]),
      id: 'inner',
    };
    const one = walk([loop([inner, aTask('after', 'say')])]);
    expect(one.step.settlement).toMatchObject({ status: 'succeeded' });
    expect(one.step.state.find('a', iterationOf(iterationOf(0, 2), 1))!.output).toMatchObject({ x: '3-2' });
  });

  it('of ten thousand values begins no more than it may, however many', () => {
    const values = Array.from({ length: 10_000 }, (_, n) => n);
    const one = walk([loop([aTask('a', 'call')], { values, concurrency: 50 })]);
    expect(rounds(one)).toHaveLength(50);
    expect(written(one.step)).toHaveLength(51);
  });
});

describe('an iteration', () => {
  it('tells the rounds it is made of, and fits a Postgres integer', () => {
    const last = iterationOf(iterationOf(0, 9999), 9999);
    expect(roundsOf(last)).toEqual([9999, 9999]);
    expect(last).toBeLessThan(2 ** 31);
    expect(outward(last, 2, 1)).toBe(iterationOf(0, 9999));
    expect(outward(last, 2, 0)).toBe(0);
    expect(roundsOf(0)).toEqual([]);
  });
});

describe('a wait', () => {
  const wait = (rest: object): TaskDefinition => aTask('w', 'wait', { flow: 'wait', onTimeout: [], ...rest });
  const later = (one: TestWalk, ms: number): TestWalk => {
    one.parts.at = new Date(NOW.getTime() + ms);
    return one;
  };

  it('gives the execution back until it is due, then goes on', () => {
    const one = walk([wait({ for: '2h' }), aTask('a', 'say')]);
    expect(one.step.settlement).toEqual({ kind: 'wait', delayMs: 7_200_000 });
    expect(written(one.step)).toEqual(['w waiting']);
    expect(written(later(one, 7_200_000).on())).toEqual(['w succeeded', 'a succeeded']);
  });

  it('fires once, also when it was due long ago', () => {
    const one = later(walk([wait({ for: '1s' }), aTask('a', 'call')]), 86_400_000);
    expect(written(one.on())).toEqual(['w succeeded', 'a started']);
    expect(written(one.on())).toEqual([]);
  });

  it('until an instant that is past does not wait', () => {
    const { step } = walk([wait({ until: '2020-01-01T00:00:00Z' })]);
    expect(step.settlement).toMatchObject({ status: 'succeeded' });
  });

  it('for a length that came out below nothing does not wait either', () => {
    const { step } = walk([wait({ for: "{{ duration('-90s') }}" })]);
    expect(step.settlement).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    ['no instant', { until: '{{ trigger.body.role }}' }],
    ['a day', { until: "{{ '2026-11-22' }}" }],
    ['a time without its zone', { until: "{{ '2026-11-22T00:00:00' }}" }],
    ['a number', { until: '{{ 2026 }}' }],
    ['no length', { for: '{{ trigger.body.role }}' }],
    ['an instant more than 366 days ahead', { until: '2027-11-23T00:00:00Z' }],
    ['a length of more', { for: "{{ '367d' }}" }],
  ])('until or for %s fails', (_what, rest) => {
    const { burial, settlement } = walk([wait(rest)]).step;
    expect(burial).toMatchObject({ taskId: 'w', error: { code: 'expression_failed' } });
    expect(settlement).toMatchObject({ status: 'dead' });
  });

  it('for a workflow it started is told of its end, also while something else is to be tried again', () => {
    const child = aTask('c', 'subflow', { flow: 'subflow', workflow: 'other', inputs: {}, wait: true });
    const tasks = [parallel({ x: [child], y: [aTask('a', 'refuse')] })];
    const [run] = walk([aTask('c', 'say')]).step.state.unsaved().added;
    const waiting = { ...run!, status: 'waiting', finishedAt: null, dueAt: null } as const;
    const at = walk([]).parts.at.getTime();
    const runs = [
      {
        ...waiting,
        dueAt: new Date(at - 1),
        startedAt: new Date(at - 86_400_000),
        output: { execution: 'x' },
      },
    ];
    const { step } = new TestWalk(aJourney(tasks), runs);
    expect(step.settlement).toMatchObject({ kind: 'retry', awaited: ['x'] });
    expect(step.state.find('c', 0)!.dueAt).toEqual(new Date(at + 300_000));
  });

  it('does not keep the branch beside it', () => {
    const one = walk([parallel({ x: [wait({ for: '1h' })], y: [aTask('a', 'call')] })]);
    expect(calls(one)).toEqual(['a']);
    expect(one.answer('a').settlement).toEqual({ kind: 'wait', delayMs: 3_600_000 });
  });
});

describe('an execution that is asked to stop', () => {
  const asked = (one: TestWalk, halt: 'cancel' | 'pause') => {
    one.step = { ...one.step, state: one.step.state.committed().fork(halt) };
    return one.on();
  };

  it('is cancelled once what is under way was cut off; what waits does not go on', () => {
    const one = walk([
      parallel({
        x: [aTask('a', 'call')],
        y: [aTask('b', 'wait', { flow: 'wait', for: '1h', onTimeout: [] })],
      }),
    ]);
    expect(asked(one, 'cancel')).toMatchObject({ unwanted: ['a'], settlement: null });
    expect(written(one.refuse('a', NOT_WANTED))).toEqual(['side cancelled', 'a cancelled']);
    expect(one.step.settlement).toMatchObject({ kind: 'final', status: 'cancelled' });
  });

  it('is cancelled while a failure is seen to: what an undo or `errors` began is ended too', () => {
    const one = new TestWalk(
      aJourney([aTask('a', 'say', { undo: aTask('back', 'call') }), aTask('b', 'fail')], {
        compensate: true,
        errors: [aTask('told', 'wait', { flow: 'wait', for: '1h', onTimeout: [] })],
        finally: [aTask('last', 'say')],
      }),
    );
    expect(asked(one, 'cancel')).toMatchObject({ unwanted: ['back'], settlement: null });
    expect(written(one.refuse('back', NOT_WANTED))).toEqual(['back cancelled', 'last succeeded']);
    expect(one.step.settlement).toMatchObject({ kind: 'final', status: 'cancelled' });

    const later = new TestWalk(
      aJourney([aTask('b', 'fail')], {
        errors: [aTask('told', 'wait', { flow: 'wait', for: '1h', onTimeout: [] })],
      }),
    );
    expect(later.step.settlement).toMatchObject({ kind: 'wait' });
    expect(written(asked(later, 'cancel'))).toEqual(['told cancelled']);
    expect(later.step.settlement).toMatchObject({ kind: 'final', status: 'cancelled' });
  });

  it('pauses once what is under way has come back, and begins nothing', () => {
    const one = walk([aTask('a', 'call'), aTask('b', 'say')]);
    expect(asked(one, 'pause').settlement).toBeNull();
    expect(written(one.answer('a'))).toEqual(['a succeeded']);
    expect(one.step.settlement).toEqual({ kind: 'pause' });
  });
});

describe('an execution that ended in a block', () => {
  const choice = (inside: TaskDefinition): TaskDefinition =>
    aTask('which', 'if', { flow: 'if', condition: 'true', onTrue: [inside], onFalse: [] });
  const last = { finally: [aTask('last', 'call')] };

  it('by a return is not gone on with while what always runs is under way', () => {
    const tasks = [choice(aTask('r', 'return', { flow: 'return' })), aTask('never', 'call')];
    const one = new TestWalk(aJourney(tasks, last));
    expect(calls(one)).toEqual(['last']);
    expect(written(one.answer('last'))).toEqual(['last succeeded']);
    expect(one.step.settlement).toMatchObject({ kind: 'final', status: 'succeeded' });
  });

  it('because its subject is gone stays skipped', () => {
    const tasks = [choice(aTask('a', 'call')), aTask('never', 'call')];
    const one = new TestWalk(aJourney(tasks, last));
    one.refuse('a', new SubjectNotFound('gone'));
    while (one.step.settlement?.kind === 'retry') {
      one.parts.at = new Date(one.parts.at.getTime() + one.step.settlement.delayMs);
      one.on();
      one.refuse('a', new SubjectNotFound('gone'));
    }
    expect(calls(one)).toEqual(['last']);
    one.answer('last');
    expect(one.step.settlement).toMatchObject({ status: 'skipped', reason: 'subject_not_found' });
  });
});
