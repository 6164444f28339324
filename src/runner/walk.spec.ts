import { describe, expect, it } from 'vitest';
import { aJourney, aTask, TestWalk, written } from '../../test/support/a-walk.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { WorkflowDocument } from '../workflow/document.js';
import type { TaskDefinition } from '../workflow/tasks/task-definition.js';
import { advance } from './walk.js';
import { WalkState } from './walk-state.js';

const walk = (
  tasks: readonly TaskDefinition[],
  runs: readonly TaskRun[] = [],
  rest: Partial<WorkflowDocument> = {},
): TestWalk => new TestWalk(aJourney(tasks, rest), runs);
const callsOf = ({ step }: TestWalk): string[] => step.calls.map(({ run }) => run.taskId);

describe('a walk', () => {
  it('does at once all that needs neither a commit nor the world, and ends', () => {
    const { step } = walk([aTask('a', 'say'), aTask('b', 'say')]);
    expect(step.settlement).toMatchObject({ status: 'succeeded' });
    expect(written(step)).toEqual(['a succeeded', 'b succeeded']);
  });

  it('stops before a call, with its intent to be written first', () => {
    const one = walk([aTask('a', 'say'), aTask('b', 'call'), aTask('c', 'say')]);
    expect(callsOf(one)).toEqual(['b']);
    expect(one.step.settlement).toBeNull();
    expect(written(one.step)).toEqual(['a succeeded', 'b started']);
  });

  it('goes on behind a call that came back, with its output in sight', () => {
    const tasks = [aTask('b', 'call'), aTask('c', 'say', { if: 'tasks.b.output.ok' })];
    expect(written(walk(tasks).answer('b', { ok: true })).at(-1)).toBe('c succeeded');
    expect(written(walk(tasks).answer('b', { ok: false })).at(-1)).toBe('c skipped');
  });

  it('stops at a change of our own tables without an intent, and goes on within', () => {
    const change = walk([aTask('a', 'change'), aTask('b', 'say')]);
    expect(change.step.own?.task.id).toBe('a');
    expect(written(change.step)).toEqual([]);
    expect(written(change.apply())).toEqual(['a succeeded', 'b succeeded']);
  });

  it('is the same walk every time: a step that was not committed may be taken again', () => {
    const { journey, step, parts } = walk([aTask('a', 'change'), aTask('b', 'say')]);
    const result = { changed: true, user: null, difference: {} };
    const again = () => written(advance(journey, step.state, parts, { own: { work: step.own!, result } }));
    expect(again()).toEqual(again());
    expect(written(step)).toEqual([]);
  });

  it('passes over what an earlier attempt finished, and tries again what it did not', () => {
    const tasks = [aTask('a', 'say'), aTask('b', 'call', { if: 'tasks.a.output.said' })];
    const { step } = walk(tasks, walk(tasks).step.state.unsaved().added);
    expect(written(step)).toEqual(['b started']);
    expect(step.calls[0]!.run).toMatchObject({ attempt: 2 });
  });

  it('settles for a retry when a task fails in a way that may pass', () => {
    const { step } = walk([aTask('a', 'say'), aTask('b', 'refuse')]);
    expect(step).toMatchObject({ settlement: { kind: 'retry', delayMs: 500 }, burial: null });
    expect(written(step)).toEqual(['a succeeded', 'b retrying']);
  });

  it('tries again when that is due, and not before', () => {
    const tasks = [aTask('b', 'refuse')];
    const runs = walk(tasks).step.state.unsaved().added;
    expect(walk(tasks, runs).step).toMatchObject({ settlement: { kind: 'retry', delayMs: 500 } });
    const later = new TestWalk(aJourney(tasks), []);
    later.parts.at = new Date(later.parts.at.getTime() + 500);
    const step = advance(later.journey, WalkState.of(runs), later.parts);
    expect(step.state.unsaved().changed[0]).toMatchObject({ attempt: 2, status: 'retrying' });
  });

  it('buries at once when a condition is neither true nor false', () => {
    const { step } = walk([aTask('a', 'say', { if: 'trigger.body.role' })]);
    expect(step).toMatchObject({
      settlement: { status: 'dead', reason: 'permanent' },
      burial: { taskId: 'a', error: { code: 'expression_failed' } },
    });
  });

  it('goes on behind a task that failed for good and may', () => {
    const { step } = walk([
      aTask('a', 'fail', { continueOnError: true }),
      aTask('b', 'say', { if: "tasks.a.error.code == 'task_failed'" }),
    ]);
    expect(written(step)).toEqual(['a failed', 'b succeeded']);
    expect(step.settlement).toMatchObject({ status: 'succeeded' });
  });
});

describe('what nobody foresaw', () => {
  it('an answer nested too deep to be kept fails its task, which is not called for ever', () => {
    const one = walk([aTask('b', 'call')]);
    one.parts.outputBudget = 1_000_000;
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    const { settlement } = one.answer('b', deep);
    expect(settlement).toMatchObject({ kind: 'retry', error: { code: 'unexpected' } });
    expect(one.step.state.find('b', 0)).toMatchObject({ status: 'retrying', attempt: 1 });
  });

  it('ends the execution when it stops the walk itself', () => {
    const tasks = [aTask('a', 'say'), aTask('b', 'call')];
    const [run] = walk(tasks).step.state.unsaved().added;
    const { step } = walk(tasks, [{ ...run!, status: 'failed', error: null }]);
    expect(step).toMatchObject({
      settlement: { kind: 'final', status: 'dead', reason: 'unexpected' },
      burial: { executionId: 'e', taskId: null, reason: 'unexpected' },
      calls: [],
      own: null,
    });
  });
});

describe('what a failure asks for', () => {
  const errors = [aTask('mend', 'say', { input: { code: '{{ execution.error.code }}' } })];

  it('runs, then what always runs, and the execution is dead all the same', () => {
    const { step } = walk([aTask('a', 'fail'), aTask('b', 'say')], [], {
      errors,
      finally: [aTask('last', 'say')],
    });
    expect(written(step)).toEqual(['a failed', 'mend succeeded', 'last succeeded']);
    expect(step.burial).toMatchObject({ taskId: 'a', reason: 'permanent' });
    expect(step.state.find('mend', 0)!.output).toMatchObject({ code: 'task_failed' });
  });

  it('is not run when all went well; what always runs is', () => {
    const { step } = walk([aTask('a', 'say')], [], { errors, finally: [aTask('last', 'say')] });
    expect(written(step)).toEqual(['a succeeded', 'last succeeded']);
  });

  it('a failure of what always runs is the failure of an execution that had none', () => {
    const { step } = walk([aTask('a', 'say')], [], { finally: [aTask('last', 'fail')] });
    expect(step.burial).toMatchObject({ taskId: 'last' });
  });

  it('takes back what succeeded, the last first, when the workflow compensates', () => {
    const undo = (id: string) => ({ undo: aTask(`undo-${id}`, 'say') });
    const one = walk(
      [aTask('a', 'say', undo('a')), aTask('b', 'call', undo('b')), aTask('c', 'fail', undo('c'))],
      [],
      { compensate: true, errors },
    );
    one.parts.at = new Date(one.parts.at.getTime() + 5);
    const step = one.answer('b');
    expect(written(step)).toEqual([
      'undo-a succeeded',
      'b succeeded',
      'undo-b succeeded',
      'c failed',
      'mend succeeded',
    ]);
    const begun = (id: string): Date => step.state.find(id, 0)!.startedAt;
    expect(begun('undo-b') <= begun('undo-a')).toBe(true);
    expect(one.step.settlement).toMatchObject({ status: 'dead' });
  });
});

describe('a branch', () => {
  const choice = (condition: string): TaskDefinition =>
    aTask('which', 'if', {
      flow: 'if',
      condition,
      onTrue: [aTask('yes', 'call')],
      onFalse: [aTask('no', 'say')],
    });

  it('is chosen once, and recorded before it is gone into', () => {
    const one = walk([choice("trigger.body.role == 'admin'"), aTask('after', 'say')]);
    expect(written(one.step)).toEqual(['which started', 'yes started']);
    expect(one.step.state.find('which', 0)!.output).toEqual({ taken: 'then' });
    expect(written(one.answer('yes'))).toEqual(['which succeeded', 'yes succeeded', 'after succeeded']);
  });

  it('that was chosen stays so after a crash, whatever the condition would say now', () => {
    const runs = walk([choice('true')]).step.state.unsaved().added;
    const { step } = walk([choice('false')], runs);
    expect(callsOf({ step } as TestWalk)).toEqual(['yes']);
  });

  it('of a switch goes by the text of its value, else by the defaults', () => {
    const by = (value: string): TaskDefinition =>
      aTask('which', 'switch', {
        flow: 'switch',
        value,
        cases: { admin: [aTask('yes', 'say')], '3': [aTask('three', 'say')] },
        defaults: [aTask('no', 'say')],
      });
    expect(written(walk([by('{{ trigger.body.role }}')]).step)).toContain('yes succeeded');
    expect(written(walk([by('{{ size(trigger.body.list) }}')]).step)).toContain('three succeeded');
    expect(written(walk([by('nobody')]).step)).toContain('no succeeded');
  });

  it('that fails fails what it stands in, and the letter names the task', () => {
    const { step } = walk([
      aTask('which', 'if', { flow: 'if', condition: 'true', onTrue: [aTask('bad', 'fail')], onFalse: [] }),
    ]);
    expect(written(step)).toEqual(['which failed', 'bad failed']);
    expect(step.burial).toMatchObject({ taskId: 'bad', error: { code: 'task_failed', message: 'no' } });
  });
});

describe('a return', () => {
  it('ends the execution well, with tasks left', () => {
    const { step } = walk([
      aTask('r', 'return', { flow: 'return', output: { ok: true } }),
      aTask('b', 'say'),
    ]);
    expect(written(step)).toEqual(['r succeeded']);
    expect(step.settlement).toMatchObject({ kind: 'final', status: 'succeeded' });
  });
});
