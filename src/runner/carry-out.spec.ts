import { describe, expect, it } from 'vitest';
import { aJourney, aTask, NOW, TestParts } from '../../test/support/a-walk.js';
import { TaskFailed } from '../errors/errors.js';
import type { TaskDefinition } from '../workflow/tasks/task-definition.js';
import { carryOut, type RadiusRuling, worksOf } from './carry-out.js';
import { takenUp } from './held-task.js';
import { putOff } from './put-off.js';
import type { RadiusWork, Step } from './step.js';
import { advance } from './walk.js';
import { WalkState } from './walk-state.js';

const parts = new TestParts();
const LATER = new Date(NOW.getTime() + 60_000);
const HOLD: RadiusRuling = { kind: 'hold', approval: 'q', until: LATER, reached: null };
const REFUSE: RadiusRuling = { kind: 'refuse', error: new TaskFailed('said no') };

const parallel = (...branches: TaskDefinition[][]): TaskDefinition => ({
  id: 'all',
  type: 'parallel',
  flow: 'parallel',
  branches: Object.fromEntries(branches.map((tasks, index) => [`b${index}`, tasks])),
  concurrency: 10,
  onFailure: 'all',
});

const begun = (...tasks: TaskDefinition[]): Step => advance(aJourney(tasks), WalkState.of([]), parts);

function ruled(step: Step, rulings: Readonly<Record<string, RadiusRuling>>): Step {
  const byWork = new Map<RadiusWork, RadiusRuling>();
  for (const work of worksOf(step)) {
    if (rulings[work.run.taskId]) {
      byWork.set(work, rulings[work.run.taskId]!);
    }
  }
  return carryOut(step, byWork, parts);
}

const statusOf = (step: Step, id: string): string | undefined => step.state.find(id, 0)?.status;
const callsOf = (step: Step): string[] => step.calls.map(({ run }) => run.taskId);

describe('a task that would touch one user too many', () => {
  it.each(['take', 'takeOwn'])('waits without a try of its own (%s)', (type) => {
    const step = ruled(begun(aTask('t', type)), { t: HOLD });
    expect(step).toMatchObject({ own: null, calls: [], settlement: { kind: 'wait', delayMs: 60_000 } });
    expect(step.running.size).toBe(0);
    expect(step.state.find('t', 0)).toMatchObject({
      status: 'waiting',
      attempt: 0,
      dueAt: LATER,
      error: { code: 'blast_radius', details: { approval: 'q' } },
    });
  });

  it('is asked for anew once its execution is taken up, and not before', () => {
    const { journey, state } = ruled(begun(aTask('t', 'take')), { t: HOLD });
    const runs = state.unsaved().added;
    expect(callsOf(advance(journey, state.committed(), parts))).toEqual([]);
    const again = advance(journey, WalkState.of(takenUp(journey.workflow, runs)), parts);
    expect(callsOf(again)).toEqual(['t']);
    expect(again.state.find('t', 0)).toMatchObject({ status: 'started', attempt: 1, error: null });
  });

  it.each(['take', 'takeOwn'])('fails for good when it is refused (%s)', (type) => {
    const step = ruled(begun(aTask('t', type), aTask('after', 'say')), { t: REFUSE });
    expect(statusOf(step, 't')).toBe('failed');
    expect(statusOf(step, 'after')).toBeUndefined();
    expect(step.burial).toMatchObject({ taskId: 't', error: { code: 'task_failed', message: 'said no' } });
  });

  it('keeps nothing else from going on', () => {
    const tasks = parallel([aTask('held', 'take')], [aTask('free', 'take')], [aTask('call', 'call')]);
    const step = ruled(begun(tasks), { held: HOLD });
    expect(callsOf(step)).toEqual(['free', 'call']);
    expect([...step.running].toSorted()).toEqual(['call', 'free']);
    expect(statusOf(step, 'held')).toBe('waiting');
    expect(statusOf(step, 'free')).toBe('started');
    expect(step.settlement).toBeNull();
  });

  it('lets what follows a refusal begin with the next commit, where it has to be counted', () => {
    const refused = aTask('refused', 'take', { continueOnError: true });
    for (const type of ['take', 'takeOwn']) {
      const step = ruled(begun(refused, aTask('next', type)), { refused: REFUSE });
      expect(step).toMatchObject({ own: null, calls: [], goesOn: true, settlement: null });
      expect(statusOf(step, 'next')).toBeUndefined();
    }
    expect(callsOf(ruled(begun(refused, aTask('next', 'call')), { refused: REFUSE }))).toEqual(['next']);
  });

  it('is not there where nothing is ruled', () => {
    const step = begun(parallel([aTask('a', 'take')], [aTask('b', 'takeOwn')]));
    expect(ruled(step, {})).toBe(step);
  });

  it('is put off when nobody has counted it', () => {
    const step = putOff(begun(parallel([aTask('a', 'take')], [aTask('b', 'call')])));
    expect(callsOf(step)).toEqual(['b']);
    expect([...step.running]).toEqual(['b']);
    expect(statusOf(step, 'a')).toBeUndefined();
    const harmless = begun(aTask('b', 'call'));
    expect(putOff(harmless)).toBe(harmless);
  });
});
