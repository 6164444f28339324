import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Latch, Target } from '../support/a-target.js';
import { deploy, settled } from '../support/builders.js';
import type { Finished } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let target: Target;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({ env: { ROLE: 'worker', OUTBOUND_ALLOW: '127.0.0.0/8' } });
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});
beforeEach(() => {
  target.calls.length = 0;
  target.answer = () => undefined;
});

type Task = Record<string, unknown>;

async function start(
  tasks: readonly Task[],
  {
    body,
    subject,
    ...top
  }: { body?: unknown; subject?: string; timeout?: string; errors?: Task[]; finally?: Task[] } = {},
): Promise<string> {
  const { id: workflowId } = await deploy(signet, { tasks, ...top });
  const [id] = await openAll(signet.part(DataSource), [
    aNewEvent({ workflowId, body, subject: subject ?? null }),
  ]);
  return id!;
}

const run = async (...given: Parameters<typeof start>): Promise<Finished> =>
  settled(signet, await start(...given));

const runsOf = (id: string) =>
  signet.rows<{
    task_id: string;
    status: string;
    attempt: number;
    misses: number;
    input: unknown;
    output: unknown;
    error: { code: string; message: string } | null;
  }>('select * from task_run where execution_id = $1 order by position', [id]);

const deadLettersOf = (id: string) => signet.rows('select * from dead_letter where execution_id = $1', [id]);

const call = (path: string, rest: Task = {}): Task => ({
  id: path,
  type: 'http.request',
  method: 'POST',
  url: `${target.url}/${path}`,
  ...rest,
});
const refuse = (status: number, headers: Record<string, string> = {}) => {
  target.answer = (_, response) => void response.writeHead(status, headers).end();
};

/** Makes what waits to be tried again due now. */
const hurry = async (id: string): Promise<void> => {
  await signet.rows(`update task_run set due_at = now() where execution_id = $1 and status = 'retrying'`, [
    id,
  ]);
  await signet.rows(`update open_execution set due_at = now() where id = $1 and status = 'retrying'`, [id]);
};

/** Seconds until the execution is tried again, once it waits. */
const waitSeconds = (id: string): Promise<number> =>
  eventually(async () => {
    const [row] = await signet.rows<{ s: number }>(
      `select extract(epoch from due_at - now())::float8 as s from open_execution
        where id = $1 and status = 'retrying'`,
      [id],
    );
    return row!.s;
  });

describe('a run', () => {
  it('takes the tasks in order, skips where the condition is not met, and shows each what came before', async () => {
    target.answer = (_, response) =>
      void response.setHeader('content-type', 'application/json').end('{"level":3}');
    const { id, status } = await run(
      [
        { id: 'names', type: 'set', values: { name: '{{ trigger.body.name }}' } },
        { id: 'root', type: 'log', if: "trigger.body.role == 'root'", message: 'never' },
        call('ask', { body: { name: '{{ tasks.names.output.name }}' } }),
        {
          id: 'sum',
          type: 'set',
          values: {
            level: '{{ tasks.ask.output.body.level + 1 }}',
            skipped: '{{ tasks.root.status }}',
            id: '{{ execution.id }}',
          },
        },
        { id: 'said', type: 'log', message: 'level {{ tasks.sum.output.level }}' },
      ],
      { body: { name: 'Ada', role: 'member' } },
    );
    expect(status).toBe('succeeded');
    expect(target.calls.map(({ body }) => body)).toEqual([{ name: 'Ada' }]);
    expect((await runsOf(id)).map((one) => [one.task_id, one.status, one.output])).toEqual([
      ['names', 'succeeded', { name: 'Ada' }],
      ['root', 'skipped', null],
      ['ask', 'succeeded', expect.objectContaining({ status: 200, body: { level: 3 } })],
      ['sum', 'succeeded', { level: 4, skipped: 'skipped', id }],
      ['said', 'succeeded', { message: 'level 4' }],
    ]);
  });

  it('writes an effect on our own tables in the commit that records it, and all of them in one', async () => {
    const { id } = await run(
      [
        { id: 'make', type: 'user.create', set: { roles: ['member'] } },
        { id: 'role', type: 'role.assign', role: 'admin' },
        { id: 'trace', type: 'audit.log', message: 'made' },
      ],
      { subject: 'usr_atomic' },
    );
    const xmins = await signet.rows(
      `select xmin::text from directory_user where id = 'usr_atomic'
        union select xmin::text from task_run where execution_id = $1 and task_id <> 'make'
        union select xmin::text from audit_entry where execution_id = $1 and verb <> 'user.create'
        union select xmin::text from execution where id = $1`,
      [id],
    );
    expect(xmins.length).toBeLessThanOrEqual(2);
    const [user] = await signet.rows(
      `select roles, version::int from directory_user where id = 'usr_atomic'`,
    );
    expect(user).toEqual({ roles: ['member', 'admin'], version: 2 });
  });

  it('records the intent of a call, durably, before the call', async () => {
    const hold = new Latch();
    let seen: unknown;
    target.answer = async (_, response) => {
      const [id] = target.calls.map(({ headers }) => String(headers['idempotency-key']).split('.')[0]);
      seen = (await runsOf(id!)).map(({ task_id, status, input }) => ({ task_id, status, input }));
      await hold.opened;
      response.end();
    };
    const id = await start([call('ask', { body: { a: 1 } })]);
    await eventually(() => expect(seen).toBeDefined());
    expect(seen).toEqual([
      { task_id: 'ask', status: 'started', input: expect.objectContaining({ body: { a: 1 } }) },
    ]);
    hold.open();
    await settled(signet, id);
    expect(await runsOf(id)).toMatchObject([{ status: 'succeeded', attempt: 1 }]);
  });
});

describe('a task that fails', () => {
  it('is tried as often as its policy allows, with one key, then buried as exhausted', async () => {
    refuse(503);
    const done = { id: 'done', type: 'user.create', user: 'usr_once' };
    const never = { id: 'never', type: 'log', message: 'never' };
    const { id, ...execution } = await run([
      done,
      call('down', { retry: { type: 'constant', interval: '50ms', maxAttempts: 3 } }),
      never,
    ]);
    expect(execution).toMatchObject({ status: 'dead', reason: 'exhausted', attempt: 3 });
    expect(execution.last_error).toMatchObject({ code: 'target_unavailable' });
    expect(target.calls.map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array(3).fill(`${id}.down.0`),
    );
    expect(await runsOf(id)).toMatchObject([
      { task_id: 'done', status: 'succeeded', attempt: 1 },
      { task_id: 'down', status: 'failed', attempt: 3, error: { code: 'target_unavailable' } },
    ]);
    expect(await deadLettersOf(id)).toMatchObject([
      {
        task_id: 'down',
        reason: 'exhausted',
        attempts: 3,
        status: 'open',
        error: { code: 'target_unavailable' },
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ]);
    expect(await signet.count('directory_user', `id = 'usr_once' and version = 1`)).toBe(1);
  });

  it('goes on from itself when it succeeds at last', async () => {
    target.answer = ({ path }, response) => {
      response.statusCode = path === '/flaky' && target.to('/flaky').length < 3 ? 500 : 200;
    };
    const retry = { type: 'constant', interval: '20ms', maxAttempts: 5 };
    const { id, status, attempt } = await run([call('before'), call('flaky', { retry }), call('after')]);
    expect([status, attempt]).toEqual(['succeeded', 3]);
    expect(['/before', '/flaky', '/after'].map((path) => target.to(path).length)).toEqual([1, 3, 1]);
    expect((await runsOf(id)).map((one) => one.attempt)).toEqual([1, 3, 1]);
    expect(await deadLettersOf(id)).toEqual([]);
  });

  it('waits as its policy says: constant, exponential and spread, never above the ceiling', async () => {
    refuse(500);
    const waitOf = async (retry: Task, earlier = 0): Promise<number> => {
      const id = await start([call('down', { retry: { maxAttempts: 50, maxDuration: '10h', ...retry } })]);
      for (let n = 0; n < earlier; n += 1) {
        await waitSeconds(id);
        await hurry(id);
        await eventually(async () =>
          expect(
            await signet.count('open_execution', `id = $1 and attempt = $2 and status = 'retrying'`, [
              id,
              n + 2,
            ]),
          ).toBe(1),
        );
      }
      const seconds = await waitSeconds(id);
      await signet.rows('delete from open_execution where id = $1', [id]);
      return seconds;
    };
    const between = (value: number, low: number, high: number) =>
      expect([value > low - 20, value <= high]).toEqual([true, true]);
    between(await waitOf({ type: 'constant', interval: '10m', maxInterval: '1h' }), 600, 600);
    between(await waitOf({ type: 'exponential', interval: '10m', maxInterval: '1h' }), 300, 600);
    between(await waitOf({ type: 'exponential', interval: '10m', maxInterval: '1h' }, 1), 600, 1200);
    between(await waitOf({ type: 'exponential', interval: '10m', maxInterval: '20m' }, 4), 600, 1200);
    between(await waitOf({ type: 'random', interval: '10m', maxInterval: '1h' }), 600, 3600);
  });

  it('waits at least as long as the target asked', async () => {
    refuse(429, { 'retry-after': '600' });
    const id = await start([call('busy', { retry: { interval: '1s' } })]);
    expect(await waitSeconds(id)).toBeGreaterThan(580);
    expect(await runsOf(id)).toMatchObject([{ error: { code: 'target_rate_limited' } }]);
    await signet.rows('delete from open_execution where id = $1', [id]);
  });

  it('is buried at once when the target would wait longer than the policy', async () => {
    refuse(429, { 'retry-after': '86400' });
    const { reason } = await run([call('busy', { retry: { interval: '1s', maxDuration: '1h' } })]);
    expect(reason).toBe('exhausted');
    expect(target.calls).toHaveLength(1);
  });

  it('for a reason that trying again cannot mend is buried at once', async () => {
    refuse(422);
    const { id, ...execution } = await run([call('no')]);
    expect(execution).toMatchObject({ status: 'dead', reason: 'permanent', attempt: 1 });
    expect(target.calls).toHaveLength(1);
    expect(await deadLettersOf(id)).toMatchObject([{ reason: 'permanent', attempts: 1, task_id: 'no' }]);
  });

  it.each([
    ['fail', { type: 'fail', message: 'because {{ trigger.body.why }}' }, 'task_failed', 'because of that'],
    [
      'an expression',
      { type: 'log', message: '{{ trigger.body.missing.member }}' },
      'expression_failed',
      'missing',
    ],
    [
      'a condition',
      { type: 'log', message: 'x', if: 'trigger.body.missing.member' },
      'expression_failed',
      'missing',
    ],
    [
      'a secret that is not there',
      { type: 'log', message: "{{ secret('NOT_THERE') }}" },
      'secret_missing',
      'NOT_THERE',
    ],
    [
      'an input of the wrong kind',
      { type: 'user.create', user: '{{ trigger.body.list }}' },
      'invalid_parameters',
      '',
    ],
    [
      'a directory nobody knows',
      { type: 'user.create', user: 'x', directory: 'nowhere' },
      'not_found',
      'nowhere',
    ],
    ['a subject nobody gave', { type: 'user.create' }, 'invalid_parameters', 'subject'],
  ])('by %s says so in its dead letter', async (_, task, code, words) => {
    const { id, ...execution } = await run([{ id: 'only', ...task }], {
      body: { why: 'of that', list: [1] },
    });
    expect(execution).toMatchObject({ status: 'dead', reason: 'permanent', attempt: 1 });
    const [letter] = await deadLettersOf(id);
    expect(letter).toMatchObject({
      task_id: 'only',
      error: { code, message: expect.stringContaining(words) },
    });
  });

  it('the same way twice has one fingerprint, another way another', async () => {
    const tasks = [{ id: 'only', type: 'fail', message: 'user {{ trigger.body.n }} is gone' }];
    const { id: workflowId } = await deploy(signet, { tasks });
    const events = [1, 2].map((n) => aNewEvent({ workflowId, body: { n } }));
    const ids = await openAll(signet.part(DataSource), events);
    await Promise.all(ids.map((id) => settled(signet, id)));
    const other = await run([{ id: 'only', type: 'fail', message: 'something else' }]);
    const letters = await Promise.all([...ids, other.id].map((id) => deadLettersOf(id)));
    const [first, second, third] = letters.map(([letter]) => letter!['fingerprint']);
    expect([second === first, third === first]).toEqual([true, false]);
  });

  it('takes too long when its timeout, or that of the whole, is over', async () => {
    target.answer = () => new Latch().opened;
    const once = { retry: { maxAttempts: 1 } };
    const outcomes = [
      ['GET', 'task_timeout'],
      ['POST', 'outcome_unknown'], // it was sent
    ] as const;
    for (const [method, code] of outcomes) {
      const [task, whole] = await Promise.all([
        run([call('slow', { ...once, method, timeout: '100ms' })]),
        run([call('slow', { ...once, method })], { timeout: '100ms' }),
      ]);
      for (const execution of [task, whole]) {
        expect(execution).toMatchObject({ status: 'dead', reason: 'exhausted', last_error: { code } });
      }
    }
  });

  it('takes too long as a whole, and what sees to that is called all the same', async () => {
    target.answer = ({ path }) => (path === '/slow' ? new Latch().opened : undefined);
    const { status } = await run([call('slow', { retry: { maxAttempts: 1 } })], {
      timeout: '100ms',
      errors: [call('mend')],
      finally: [call('last')],
    });
    expect(status).toBe('dead');
    expect(target.calls.map(({ path }) => path)).toEqual(['/slow', '/mend', '/last']);
  });
});

describe('a user the directory does not know yet', () => {
  const update = { id: 'change', type: 'user.update', set: { displayName: 'x' } };

  it('is waited for on a count of its own, and found when it is there', async () => {
    const id = await start([{ ...update, retry: { maxAttempts: 1 } }], { subject: 'usr_late' });
    await waitSeconds(id);
    await run([{ id: 'make', type: 'user.create', user: 'usr_late' }]);
    await hurry(id);
    expect(await settled(signet, id)).toMatchObject({ status: 'succeeded' });
    const [one] = await runsOf(id);
    expect(one).toMatchObject({ attempt: 1, status: 'succeeded' });
    expect(one!.misses).toBeGreaterThan(0);
  });

  it('who never comes ends it as skipped, with no dead letter', async () => {
    const id = await start([update], { subject: 'usr_never' });
    const hurrying = setInterval(() => void hurry(id).catch(() => undefined), 30);
    const execution = await settled(signet, id).finally(() => clearInterval(hurrying));
    expect(execution).toMatchObject({ status: 'skipped', reason: 'subject_not_found' });
    expect(await runsOf(id)).toMatchObject([{ attempt: 0, misses: 7, error: { code: 'subject_not_found' } }]);
    expect(await deadLettersOf(id)).toEqual([]);
  });
});
