/** Backtests over a real history: what a draft would have done, told line by line; nothing is done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { LocalDirectoryRepository } from '../../src/directories/local/local-directory.repository.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { anApi, aToken, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { settled } from '../support/builders.js';
import { putEvent } from './admin-ledger.js';

const DAY = 86_400_000;
const NOW = Date.now();
const OLD = 3_000;

let signet: TestSignet;
let target: Target;
let api: TestApi;

type Line = { kind: string } & Record<string, never>;

const block = (name: string, ...tasks: object[]) => Object.fromEntries([[name, tasks]]);
const draft = (events: string, more: readonly object[] = []) => ({
  id: 'greeter',
  namespace: 'acme',
  triggers: [{ id: 'created', type: 'event', source: 'auth-platform', events: [events] }],
  tasks: [
    { id: 'ask', type: 'http.request', method: 'POST', url: `${target.url}/ask` },
    {
      id: 'which',
      type: 'if',
      condition: 'tasks.ask.output.body.good',
      ...block('then', { id: 'role', type: 'role.assign', role: 'good' }),
      else: [{ id: 'off', type: 'user.disable' }],
    },
    ...more,
  ],
});

beforeAll(async () => {
  target = await Target.start();
  target.answer = (_, response) => {
    response.setHeader('content-type', 'application/json').end('{"good":true}');
  };
  signet = await startTestSignet({ env: { ...WITH_ADMIN, OUTBOUND_ALLOW: '127.0.0.0/8' } });
  api = new TestApi(signet);
  await api.apply(draft('user.created', [{ id: 'end', type: 'log', message: 'x' }]));
  const db = signet.part(DataSource);
  const user = { id: '12345', active: true, roles: [], groups: [], attributes: {} };
  await db.transaction((tx) => signet.part(LocalDirectoryRepository).seed(tx, 'main', 'main', [user]));
  for (let n = 0; n < OLD; n += 1) {
    await putEvent(db, {
      type: n % 2 === 0 ? 'user.created' : 'user.updated',
      at: new Date(NOW - DAY + n * 1000),
    });
  }
  target.calls.length = 0;
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});

async function backtest(document: object, since = NOW - 2 * DAY, caller = api): Promise<Line[]> {
  const body = { document: JSON.stringify(document), since: new Date(since).toISOString() };
  const answer = await caller.call('POST', '/workflows/backtest', body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('a backtest', () => {
  it('goes through every event of the period once, and does nothing', async () => {
    const before = await Promise.all(
      ['execution', 'open_execution', 'task_run', 'directory_user'].map((one) => signet.count(one)),
    );

    const lines = await backtest(draft('user.*'));

    expect(lines.at(-1)).toMatchObject({
      kind: 'report',
      isWhole: true,
      events: OLD,
      matched: { before: 0, after: OLD, both: 0 },
      statuses: { before: {}, after: { succeeded: OLD } },
      effects: { [`POST ${target.url}`]: OLD, 'role.assign main': OLD },
      unknown: OLD,
    });
    const progress = lines.filter(({ kind }) => kind === 'progress').map((line) => Number(line['done']));
    expect(progress).toEqual(progress.toSorted((one, other) => one - other));
    expect([progress.length, progress.at(-1)]).toEqual([OLD / 100 + 1, 1]); // one for each batch
    expect(lines.filter(({ kind }) => kind === 'difference')).toHaveLength(100);
    expect(target.calls).toEqual([]);
    expect(
      await Promise.all(
        ['execution', 'open_execution', 'task_run', 'directory_user'].map((one) => signet.count(one)),
      ),
    ).toEqual(before);
  });

  it('tells from how many users it takes something away, and when a person would have been asked', async () => {
    const tasks = [{ id: 'off', type: 'user.disable', user: '{{ trigger.id }}' }];
    const leaver = { ...draft('user.*'), tasks, blastRadius: { users: 1000, window: '1h' } }; // and a directory of one
    const report = (await backtest(leaver)).at(-1);
    expect(report).toMatchObject({
      destructive: { 'user.disable main': OLD },
      blastRadius: [
        {
          workflow: 'acme/greeter',
          users: OLD,
          limit: 10,
          asks: OLD / 10 - 1,
          first: { task: 'off', user: 11 },
        },
      ],
    });
    expect(await signet.count('approval')).toBe(0);
  });

  it('compares with what happened, on the answers that came then', async () => {
    const at = await happened();
    target.calls.length = 0;

    const same = await backtest(draft('user.created'), at - 60_000);
    const none = await backtest(draft('user.deleted'), at - 60_000);

    expect(same.at(-1)).toMatchObject({
      matched: { before: 1, after: 1, both: 1 },
      tasks: {
        before: { 'which -> then': 1, 'end succeeded': 1 },
        after: { 'which -> then': 1, 'role succeeded': 1 },
      },
      unknown: 0,
    });
    expect(same.at(-1)).not.toHaveProperty(['tasks', 'after', 'end succeeded']);
    expect(none.at(-1)).toMatchObject({ matched: { before: 1, after: 0, both: 0 } });
    expect(none.filter(({ kind }) => kind === 'difference')).toMatchObject([
      { before: 'succeeded', after: null },
    ]);
    expect(target.calls).toEqual([]);
  });

  it('tells somebody limited to namespaces of no event that concerns none of theirs', async () => {
    const limited = new TestApi(signet, await aToken(anApi(signet), 'author', ['other']));
    const stranger = await api.tenant('strangers');

    const lines = await backtest({ ...draft('user.*'), namespace: 'other' }, NOW - 2 * DAY, limited);

    expect(lines.at(-1)).toMatchObject({ matched: { before: 0, after: 0 }, events: 0 });
    expect((await backtest(draft('user.*'), NOW - 2 * DAY, stranger)).at(-1)).toMatchObject({ events: 0 });
  });

  it('looks into no workflow out of the reach of who asks', async () => {
    const since = Date.now() - 60_000;
    const start = { id: 'starter', namespace: 'other' };
    await api.apply({ ...start, tasks: [{ id: 'one', type: 'log', message: 'x' }] });
    await api.apply({ id: 'hidden', tasks: [{ id: 'off', type: 'user.disable' }] });
    const { executions } = await api.must('POST', '/workflows/other/starter/trigger', { subject: '12345' });
    await settled(signet, executions[0]);
    const calls = { ...start, tasks: [{ id: 'call', type: 'subflow', workflow: 'acme/hidden' }] };
    const limited = new TestApi(signet, await aToken(anApi(signet), 'author', ['other']));

    const [closed, open] = [await backtest(calls, since, limited), await backtest(calls, since)];

    expect(closed.at(-1)).toMatchObject({ matched: { before: 1, after: 1 }, blastRadius: [] });
    expect(open.at(-1)).toMatchObject({ blastRadius: [{ workflow: 'acme/hidden', users: 1 }] });
  });

  it.each([
    [{ since: 'soon' }, 400],
    [{ since: '2100-01-01T00:00:00Z' }, 400],
    [{ since: '2026-W05-3' }, 400],
    [{ since: '2026-01-01T00:00:00Z', until: '+275760-01-01T00:00:00Z' }, 400],
    [{ since: '2026-01-01T00:00:00Z', document: 'id: x' }, 422],
    [{ since: '2026-01-01T00:00:00Z', environment: 'none' }, 404],
  ])('refuses %j with %i', async (body, status) => {
    const asked = { document: JSON.stringify(draft('user.*')), ...body };
    expect((await api.call('POST', '/workflows/backtest', asked)).status).toBe(status);
  });

  it('is for authors and operators', async () => {
    const auditor = new TestApi(signet, await aToken(anApi(signet), 'auditor'));
    expect((await auditor.call('POST', '/workflows/backtest', {})).status).toBe(403);
  });
});

/** An event that ran for real: when it arrived. */
async function happened(): Promise<number> {
  const asked = { type: 'user.created', subject: '12345' };
  const { executions } = await api.must('POST', '/workflows/acme/greeter/trigger', asked);
  await settled(signet, executions[0]);
  const { event } = await api.must('GET', `/executions/${executions[0]}`);
  // as if the source had sent it
  await signet.rows("update event set source = 'auth-platform' where id = $1", [event.id]);
  return Date.parse(event.receivedAt);
}
