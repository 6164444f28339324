import { describe, expect, it } from 'vitest';
import { type EndedExecution, recordOf, recordText } from './execution-record.js';
import type { TaskRun } from './task-run.js';

const ENDED: EndedExecution = {
  id: '0190a000-0000-7000-8000-000000000001',
  tenant: 'main',
  event: '0190a000-0000-7000-8000-000000000002',
  type: 'user.created',
  subject: 'ada "the first"\n\u2028',
  workflow: '0190a000-0000-7000-8000-000000000003',
  revision: 3,
  trigger: 'created',
  environment: 'production',
  test: false,
  lane: null,
  status: 'dead',
  reason: 'permanent',
  error: { code: 'gone', message: 'it is "gone"' },
  attempt: 2,
  replayOf: null,
  parent: null,
  acceptedAt: 1_795_840_409_561.174,
  startedAt: null,
  finishedAt: 1_795_840_409_700,
};

const aRun = (taskId: string, parts: Partial<TaskRun> = {}): TaskRun => ({
  executionId: ENDED.id,
  taskId,
  iteration: 0,
  position: 0,
  action: 'set',
  status: 'succeeded',
  attempt: 1,
  misses: 0,
  startedAt: new Date(1_795_840_409_600),
  firstStartedAt: new Date(1_795_840_409_600),
  finishedAt: new Date(1_795_840_409_650),
  dueAt: null,
  input: null,
  output: null,
  error: null,
  ...parts,
});

/** A run as it comes back from its row: JSON that was written and read. */
const fromRow = (run: TaskRun): TaskRun => ({
  ...run,
  input: JSON.parse(JSON.stringify(run.input ?? null)) as unknown,
  output: JSON.parse(JSON.stringify(run.output ?? null)) as unknown,
});

describe('the record of an execution', () => {
  it('is a line of JSON for it and one for each task run, by task and iteration', () => {
    const runs = [
      aRun('b', { iteration: 10 }),
      aRun('b', { iteration: 2 }),
      aRun('B'),
      aRun('a', { finishedAt: null }),
    ];
    const [head, ...lines] = recordText(ENDED, runs)
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { tenant, ...rest } = ENDED;
    expect(head).toEqual({ ...rest, tenant });
    expect(lines.map(({ task, iteration }) => [task, iteration])).toEqual([
      ['B', 0],
      ['a', 0],
      ['b', 2],
      ['b', 10],
    ]);
    expect(lines[1]).toEqual({
      task: 'a',
      iteration: 0,
      action: 'set',
      status: 'succeeded',
      attempt: 1,
      startedAt: 1_795_840_409_600,
      finishedAt: null,
      input: null,
      output: null,
      error: null,
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['members that are not there', { a: undefined, b: [undefined] }],
    ['numbers that JSON has not', [NaN, Infinity, -0, 1e21, 0.1]],
    [
      'names that are numbers, and one that is not an ordinary name',
      JSON.parse('{"b":1,"10":2,"2":3,"__proto__":4}'),
    ],
    ['dates', { at: new Date(0) }],
    ['text of any kind', ['\ud800', '\u0000', '\u2028', 'ünï', '"\\/']],
    ['text alone', 'text'],
    ['false', false],
  ])('is the same of memory and of rows: %s', (_, value) => {
    const run = aRun('a', { input: value, output: value });
    expect(recordOf(ENDED, [fromRow(run)])).toEqual(recordOf(ENDED, [run]));
  });

  it('is another one for every part that differs', () => {
    const { digest } = recordOf(ENDED, [aRun('a', { output: { x: 1 } })]);
    const others = [
      recordOf({ ...ENDED, status: 'succeeded' }, [aRun('a', { output: { x: 1 } })]),
      recordOf({ ...ENDED, finishedAt: ENDED.finishedAt + 1 }, [aRun('a', { output: { x: 1 } })]),
      recordOf(ENDED, [aRun('a', { output: { x: 2 } })]),
      recordOf(ENDED, [aRun('a', { output: { x: 1 }, attempt: 2 })]),
      recordOf(ENDED, [aRun('a', { output: { x: 1 } }), aRun('b')]),
      recordOf(ENDED, []),
    ].map((other) => other.digest);
    expect(new Set([digest, ...others]).size).toBe(7);
  });
});
