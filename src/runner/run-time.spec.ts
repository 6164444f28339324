import { describe, expect, it } from 'vitest';
import { aJourney, aTask, NOW, TestParts, TestWalk, written } from '../../test/support/a-walk.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { WorkflowDocument } from '../workflow/document.js';
import type { TaskDefinition } from '../workflow/tasks/task-definition.js';

const TIMEOUT_MS = 1000;
/** Tries are those of the execution: the last of the usual five. */
const LAST_ATTEMPT = 5;

/** Every action takes 600 ms. */
class SlowParts extends TestParts {
  constructor(override at: Date) {
    super();
  }
  override readonly checkInput = (): void => {
    this.at = new Date(this.at.getTime() + 600);
  };
}

function walk(
  tasks: readonly TaskDefinition[],
  rest: Partial<WorkflowDocument> & { readonly attempt?: number; readonly takenUp?: Date } = {},
  runs: readonly TaskRun[] = [],
): TestWalk {
  const { attempt = LAST_ATTEMPT, takenUp = NOW, ...document } = rest;
  const journey = aJourney(tasks, { timeoutMs: TIMEOUT_MS, ...document });
  const execution = { ...journey.execution, attempt };
  return new TestWalk({ ...journey, execution, startedAt: takenUp.getTime() }, runs, new SlowParts(takenUp));
}

const TOO_LATE = {
  code: 'task_timeout',
  message: 'the execution took longer than its timeout',
  details: { timeoutMs: TIMEOUT_MS, begun: false },
};
const say = (id: string, rest: object = {}): TaskDefinition => aTask(id, 'say', rest);
const loop = (tasks: TaskDefinition[], onFailure: 'fast' | 'all'): TaskDefinition =>
  aTask('each', 'forEach', {
    flow: 'forEach',
    values: '{{ [1, 2, 3, 4, 5, 6] }}',
    tasks,
    concurrency: 1,
    onFailure,
  });

describe('once the time of an execution is over', () => {
  it('no task begins, and what a failure asks for runs', () => {
    const { step } = walk([say('a', { undo: say('back') }), say('b'), say('c')], {
      compensate: true,
      errors: [say('mend', { input: { code: '{{ execution.error.code }}' } })],
      finally: [say('last')],
    });

    expect(written(step)).toEqual([
      'a succeeded',
      'back succeeded',
      'b succeeded',
      'c failed',
      'mend succeeded',
      'last succeeded',
    ]);
    expect(step.burial).toMatchObject({ taskId: 'c', reason: 'exhausted', error: TOO_LATE });
    expect(step.state.find('mend', 0)!.output).toMatchObject({ code: 'task_timeout' });
  });

  it('what had all been done is done', () => {
    expect(walk([say('a'), say('b')]).step.settlement).toMatchObject({ status: 'succeeded' });
  });

  it('nothing is different where there is no timeout', () => {
    const { step } = walk([say('a'), say('b'), say('c')], { timeoutMs: undefined });
    expect(step.settlement).toMatchObject({ status: 'succeeded' });
  });

  it('another attempt has all of the time again, as after a call that took too long', () => {
    const tasks = [say('a'), say('b'), say('c')];
    const first = walk(tasks, { attempt: 1 }).step;
    expect(first.settlement).toMatchObject({ kind: 'retry', error: TOO_LATE });

    const { dueAt } = first.state.find('c', 0)!;
    const next = walk(tasks, { attempt: 2, takenUp: dueAt! }, first.state.unsaved().added);
    expect(next.step.settlement).toMatchObject({ status: 'succeeded' });
  });

  it.each<[string, TaskDefinition]>([
    ['a change', aTask('late', 'change')],
    ['a call', aTask('late', 'call')],
    ['a subflow', aTask('late', 'subflow', { flow: 'subflow', workflow: 'other', inputs: {}, wait: false })],
    ['a wait', aTask('late', 'wait', { flow: 'wait', for: '1h', onTimeout: [] })],
    ['a branch', aTask('late', 'if', { flow: 'if', condition: 'true', onTrue: [say('x')], onFalse: [] })],
    ['a loop', { ...loop([say('x')], 'all'), id: 'late' }],
    ['a return', aTask('late', 'return', { flow: 'return', output: {} })],
  ])('%s does not begin either', (_what, task) => {
    const { step } = walk([say('a'), say('b'), task]);

    expect(written(step)).toEqual(['a succeeded', 'b succeeded', 'late failed']);
    expect(step).toMatchObject({ own: null, calls: [], burial: { taskId: 'late', error: TOO_LATE } });
    expect(step.state.notes.opens).toEqual([]);
  });

  it.each<[string, TaskDefinition]>([
    ['ends at the first failure', loop([say('a')], 'fast')],
    ['would go on to its end', loop([say('a')], 'all')],
    ['does not mind what fails', loop([say('a', { continueOnError: true })], 'all')],
  ])('a loop that %s ends with the first round that is too late', (_what, task) => {
    const { step } = walk([task, say('after')]);

    expect(written(step)).toEqual(['each failed', 'a#1 succeeded', 'a#2 succeeded', 'a#3 failed']);
    expect(step.burial).toMatchObject({ taskId: 'a', error: TOO_LATE });
  });

  it('branches side by side end with the first that is too late', () => {
    const branches = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, [say(id)]]));
    const side = aTask('side', 'parallel', {
      flow: 'parallel',
      branches,
      concurrency: 4,
      onFailure: 'all',
      continueOnError: true,
    });
    const first = walk([side, say('after')], { errors: [aTask('slow', 'call')] });
    expect(written(first.step)).toEqual([
      'side failed',
      'a succeeded',
      'b succeeded',
      'c failed',
      'slow started',
    ]);

    const again = walk([side, say('after')], { errors: [say('slow')] }, first.step.state.unsaved().added);
    expect(written(again.step)).toContain('slow succeeded');
    expect(again.step.state.find('after', 0)).toBeUndefined();
  });

  it('what is waited for does not count', () => {
    const tasks = [say('a'), aTask('rest', 'wait', { flow: 'wait', for: '1h', onTimeout: [] }), say('b')];
    const first = walk(tasks).step;
    expect(first.settlement).toMatchObject({ kind: 'wait' });

    const { dueAt } = first.state.find('rest', 0)!;
    const next = walk(tasks, { takenUp: dueAt! }, first.state.unsaved().added);
    expect(next.step.settlement).toMatchObject({ status: 'succeeded' });
  });
});
