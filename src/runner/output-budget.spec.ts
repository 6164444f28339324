import { describe, expect, it } from 'vitest';

import { aJourney, aTask, TestWalk, written } from '../../test/support/a-walk.js';
import type { TaskRun } from '../ledger/task-run.js';
import { bytesOf } from '../ledger/truncated-output.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import type { TaskDefinition } from '../workflow/tasks/task-definition.js';
import { loopBounds, withoutPassed } from './loop-bounds.js';
import { keyOf } from './walk-state.js';

const LARGE = { text: 'x'.repeat(200) };
const MARK = { truncated: true, bytes: Buffer.byteLength(JSON.stringify(LARGE)) };

function walk(tasks: readonly TaskDefinition[], budget: number, runs: readonly TaskRun[] = []): TestWalk {
  const one = new TestWalk(aJourney(tasks), runs);
  one.parts.outputBudget = budget;
  return one;
}

const outputOf = (one: TestWalk, taskId: string): unknown => {
  const { added, changed } = one.step.state.unsaved();
  return [...added, ...changed].find((run) => run.taskId === taskId)?.output;
};

describe('the outputs of an execution', () => {
  it('are kept whole up to the budget', () => {
    const one = walk([aTask('a', 'call'), aTask('b', 'call')], MARK.bytes);
    one.answer('a', LARGE);
    expect(outputOf(one, 'a')).toEqual(LARGE);
  });

  it('past it are recorded by their size, and the execution goes on', () => {
    const one = walk([aTask('a', 'call'), aTask('b', 'call'), aTask('c', 'say')], MARK.bytes + 20);
    one.answer('a', LARGE);
    const step = one.answer('b', LARGE);
    expect(outputOf(one, 'b')).toEqual(MARK);
    expect(written(step)).toContain('c succeeded');
    expect(step.settlement).toMatchObject({ kind: 'final', status: 'succeeded' });
  });

  it('leave room for smaller ones after one that was too large', () => {
    const one = walk([aTask('a', 'call'), aTask('b', 'call')], 100);
    one.answer('a', LARGE);
    one.answer('b', { ok: true });
    expect(outputOf(one, 'b')).toEqual({ ok: true });
  });

  it('that were not kept fail the expression that reads them, and say why', () => {
    const reading = aTask('b', 'say', { if: `tasks.a.output.text != '' || true` });
    const one = walk([aTask('a', 'call'), reading], 100);
    const { settlement, burial } = one.answer('a', LARGE);
    expect(settlement).toMatchObject({ kind: 'final', status: 'dead' });
    expect(JSON.stringify(burial)).toContain(`the output of a (${MARK.bytes} bytes) was not kept`);
  });

  it('may be asked about all the same: whether the task succeeded', () => {
    const asking = aTask('b', 'say', { if: `tasks.a.status == 'succeeded'` });
    const one = walk([aTask('a', 'call'), asking], 100);
    expect(written(one.answer('a', LARGE))).toContain('b succeeded');
  });

  it('count again when another worker goes on with them', () => {
    const tasks = [aTask('a', 'call'), aTask('b', 'call')];
    const first = walk(tasks, 1000);
    const { added, changed } = first.answer('a', LARGE).state.unsaved();
    const runs = [...added, ...changed].filter(({ taskId }) => taskId === 'a');
    const second = walk(tasks, MARK.bytes + 20, runs);
    second.answer('b', LARGE);
    expect(outputOf(second, 'b')).toEqual(MARK);
  });

  it('count in rounds that were over by then, those of a loop in a loop too', () => {
    const inner = loop('inner', [aTask('a', 'call')]);
    const tasks = [loop('outer', [inner, aTask('b', 'call')]), aTask('c', 'call')];
    const first = walk(tasks, 1_000_000);
    const rows = new Map<string, TaskRun>();
    const keep = (): void => {
      const { added, changed } = first.step.state.unsaved();
      [...added, ...changed].forEach((run) => rows.set(keyOf(run.taskId, run.iteration), run));
    };
    keep();
    for (const call of ['a#10002', 'a#10003', 'b#1', 'a#20003', 'a#20004']) {
      first.answer(call, LARGE);
      keep();
    }
    const taken = asLoaded(first.journey.workflow, [...rows.values()]);
    const kept = [...rows.values()].reduce((sum, { output }) => sum + bytesOf(output), 0);
    expect(taken.map(({ taskId, iteration }) => keyOf(taskId, iteration))).toEqual([
      'outer',
      'inner#2',
      'b#2',
    ]);

    const withRoom = walk(tasks, kept + MARK.bytes, taken);
    withRoom.answer('b#2', LARGE);
    expect(outputOf(withRoom, 'b')).toEqual(LARGE);
    const without = walk(tasks, kept, taken);
    without.answer('b#2', LARGE);
    expect(outputOf(without, 'b')).toEqual(MARK);
  });
});

const loop = (id: string, tasks: TaskDefinition[]): TaskDefinition =>
  aTask(id, 'forEach', { flow: 'forEach', values: [1, 2], tasks, concurrency: 1, onFailure: 'fast' });

/** What the loader takes of the rows in the ledger. */
function asLoaded(workflow: CompiledWorkflow, rows: readonly TaskRun[]): TaskRun[] {
  const outside = rows.filter(({ iteration }) => iteration === 0);
  const bounds = new Map(loopBounds(workflow, outside, false).map(({ taskId, least }) => [taskId, least]));
  const rounds = rows.filter(({ taskId, iteration }) => iteration >= (bounds.get(taskId) ?? Infinity));
  return [...outside, ...withoutPassed(workflow, rounds)];
}
