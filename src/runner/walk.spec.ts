import { describe, expect, it } from 'vitest';
import type { Action, Effect } from '../actions/action.js';
import { TargetUnavailable } from '../errors/errors.js';
import type { TaskRun } from '../ledger/task-run.js';
import { compileWorkflow } from '../workflow/compile.js';
import type { TaskDefinition } from '../workflow/document.js';
import { type Journey, startOf } from './journey.js';
import { advance, afterOutside, afterOwn, type WalkParts } from './walk.js';

const NOW = new Date('2026-11-21T00:00:00Z');

/** Actions that say which effect they are, by their type. */
const EFFECTS: Record<string, () => Effect> = {
  say: () => ({ kind: 'none', output: { said: true } }),
  change: () => ({
    kind: 'own',
    directory: 'main',
    change: { kind: 'user.get', user: 'u' },
    conclude: ({ changed }) => ({ changed }),
  }),
  call: () => ({ kind: 'outside', perform: async () => null }),
  refuse: () => {
    throw new TargetUnavailable('down');
  },
};

const parts: WalkParts = {
  actions: {
    require: (type) =>
      ({ type, description: '', input: {}, output: {}, prepare: EFFECTS[type]! }) satisfies Action,
  },
  checkInput: () => undefined,
  now: () => NOW,
  random: () => 0,
};

const task = (id: string, type: string, rest: Partial<TaskDefinition> = {}): TaskDefinition => ({
  id,
  type,
  input: {},
  ...rest,
});

function journeyOf(tasks: readonly TaskDefinition[]): Journey {
  const document = { id: 'w', namespace: 'n', labels: {}, triggers: [], tasks };
  const execution = {
    id: 'e',
    tenant: 'main',
    eventId: 'v',
    workflowId: 'w',
    revision: 1,
    environment: 'production',
    test: false,
    triggerId: 't',
    lane: null,
    attempt: 1,
    fence: '1',
    takeovers: 0,
    replayOf: null,
    claimScope: null,
  };
  const event = { subject: 'u' } as Journey['event'];
  const trigger = { body: { role: 'admin' } };
  return {
    execution,
    event,
    trigger,
    workflow: compileWorkflow(document),
    timeoutMs: undefined,
    directories: new Map(),
    variables: {},
    secrets: new Map(),
  };
}

const walked = (tasks: readonly TaskDefinition[], runs: readonly TaskRun[] = []) =>
  advance(journeyOf(tasks), startOf(runs), parts);
const statuses = (step: { progress: { unsavedRuns: readonly TaskRun[] } }): string[] =>
  step.progress.unsavedRuns.map(({ taskId, status }) => `${taskId} ${status}`);

describe('a walk', () => {
  it('does at once all that needs neither a commit nor the world, and ends', () => {
    const step = walked([task('a', 'say'), task('b', 'say')]);
    expect(step).toMatchObject({ kind: 'settle', settlement: { status: 'succeeded' } });
    expect(statuses(step)).toEqual(['a succeeded', 'b succeeded']);
  });

  it('stops before a call, with its intent to be written first', () => {
    const step = walked([task('a', 'say'), task('b', 'call'), task('c', 'say')]);
    expect(step.kind).toBe('outside');
    expect(statuses(step)).toEqual(['a succeeded', 'b started']);
  });

  it('goes on behind a call that came back, with its output in sight', () => {
    const tasks = [task('b', 'call'), task('c', 'say', { if: 'tasks.b.output.ok' })];
    const call = walked(tasks);
    const yes = call.kind === 'outside' ? afterOutside(call, { ok: true }, parts) : call;
    const no = call.kind === 'outside' ? afterOutside(call, { ok: false }, parts) : call;
    expect(statuses(yes).at(-1)).toBe('c succeeded');
    expect(statuses(no).at(-1)).toBe('c skipped');
  });

  it('stops at a change of our own tables without an intent, and goes on within', () => {
    const change = walked([task('a', 'change'), task('b', 'say')]);
    expect([change.kind, statuses(change)]).toEqual(['own', []]);
    const result = { changed: true, user: null, difference: {} };
    const end = change.kind === 'own' ? afterOwn(change, result, parts) : change;
    expect(statuses(end)).toEqual(['a succeeded', 'b succeeded']);
  });

  it('is the same walk every time: a step that was not committed may be taken again', () => {
    const change = walked([task('a', 'change'), task('b', 'say')]);
    const result = { changed: true, user: null, difference: {} };
    const again = () => (change.kind === 'own' ? afterOwn(change, result, parts) : change);
    expect(again()).toEqual(again());
    expect(statuses(change)).toEqual([]);
  });

  it('passes over what an earlier attempt finished, and tries again what it did not', () => {
    const first = walked([task('a', 'say'), task('b', 'call')]);
    const runs = first.progress.unsavedRuns;
    const step = walked([task('a', 'say'), task('b', 'call')], runs);
    expect(statuses(step)).toEqual(['b started']);
    expect(step.progress.unsavedRuns[0]).toMatchObject({ attempt: 2 });
    expect(step.progress.tasks['a']).toMatchObject({ output: { said: true } });
  });

  it('settles for a retry when a task fails in a way that may pass', () => {
    const step = walked([task('a', 'say'), task('b', 'refuse')]);
    expect(step).toMatchObject({ kind: 'settle', settlement: { kind: 'retry', delayMs: 500 }, burial: null });
    expect(statuses(step)).toEqual(['a succeeded', 'b failed']);
  });

  it('buries at once when a condition is neither true nor false', () => {
    const step = walked([task('a', 'say', { if: 'trigger.body.role' })]);
    expect(step).toMatchObject({
      kind: 'settle',
      settlement: { status: 'dead', reason: 'permanent' },
      burial: { taskId: 'a', error: { code: 'expression_failed' } },
    });
  });
});
