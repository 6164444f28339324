import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AdminApp, startAdminApp } from './admin-app.js';
import { document, putDead, putManyDead } from './admin-ledger.js';

const YAML = { headers: { 'content-type': 'application/yaml' } };

let app: AdminApp;
let workflowId: string;

beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});
beforeEach(async () => {
  app.rung.length = 0;
  await app.dataSource.query('truncate open_execution, dead_letter, execution, task_run, event');
  workflowId = await apply(document('welcome'));
});

async function apply(text: string): Promise<string> {
  const { body, status } = await app.call('PUT', '/workflows', text, YAML);
  expect([200, 201]).toContain(status);
  const [row] = await app.dataSource.query('select id from workflow where namespace = $1 and name = $2', [
    body.workflow.namespace,
    body.workflow.id,
  ]);
  return row.id;
}

const dead = (more: Partial<Parameters<typeof putDead>[1]> = {}) =>
  putDead(app.dataSource, { workflowId, ...more });
const replay = (id: string, body: object = {}) => app.call('POST', `/dead-letters/${id}/replay`, body);
const open = () => app.dataSource.query('select * from open_execution order by seq');
const runsOf = (id: string) =>
  app.dataSource.query(
    'select task_id, status, attempt, output from task_run where execution_id = $1 order by position',
    [id],
  );

describe('replaying a dead letter', () => {
  it('opens one new execution of the same event, lane and revision, and rings for it', async () => {
    const id = await dead({ lane: 'main:12345' });
    const [before] = await app.dataSource.query('select event_id from execution where id = $1', [id]);
    const answer = await replay(id);
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ execution: expect.any(String), replayOf: id });
    expect(await open()).toMatchObject([
      {
        id: answer.body.execution,
        event_id: before.event_id,
        workflow_id: workflowId,
        revision: 1,
        trigger_id: 'created',
        subject: '12345',
        lane: 'main:12345',
        status: 'pending',
        attempt: 0,
        replay_of: id,
        concurrency_limit: null,
      },
    ]);
    expect(app.rung).toEqual([answer.body.execution]);
    const { body: letter } = await app.call('GET', `/dead-letters/${id}`);
    expect(letter).toMatchObject({
      status: 'replayed',
      resolvedBy: 'token:admin',
      replayExecution: answer.body.execution,
    });
  });

  it('takes over what had succeeded, and nothing else', async () => {
    const { body } = await replay(await dead());
    expect(await runsOf(body.execution)).toEqual([
      { task_id: 'profile', status: 'succeeded', attempt: 2, output: { changed: true } },
    ]);
  });

  it('from the start takes nothing over', async () => {
    const { body } = await replay(await dead(), { from: 'start' });
    expect(await runsOf(body.execution)).toEqual([]);
  });

  it('gives one execution to twenty who replay it at once', async () => {
    const id = await dead();
    const answers = await Promise.all(Array.from({ length: 20 }, () => replay(id)));
    expect(new Set(answers.map(({ body }) => body.execution)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(await open()).toHaveLength(1);
    expect(app.rung).toHaveLength(1);
    const { body } = await app.call('GET', '/audit-entries?verb=dead_letter.replay&subject=12345');
    expect(body.items.filter(({ execution }: { execution: string }) => execution === id)).toHaveLength(1);
  });

  it('with the newest revision takes its document and limit, and only tasks it still has', async () => {
    const id = await dead();
    const changed = document('welcome', 'acme.identity', 'concurrency: { limit: 3, overflow: cancel }\n');
    await apply(changed.replace('- id: profile', '- id: renamed'));
    const { body } = await replay(id, { revision: 'newest' });
    expect(await open()).toMatchObject([{ revision: 2, concurrency_limit: 3, overflow: 'cancel' }]);
    expect(await runsOf(body.execution)).toEqual([]);

    const same = await replay(await dead());
    const rows = await open();
    expect(rows.find((row: { id: string }) => row.id === same.body.execution)).toMatchObject({
      revision: 1,
      concurrency_limit: null,
    });
  });

  it('is refused once it was discarded, and when its event is past retention', async () => {
    const discarded = await dead();
    await app.call('POST', `/dead-letters/${discarded}/discard`, { note: 'by hand' });
    expect((await replay(discarded)).status).toBe(409);

    const old = await dead();
    await app.dataSource.query('delete from event');
    const answer = await replay(old);
    expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
    expect(await open()).toEqual([]);
    expect((await app.call('GET', `/dead-letters/${old}`)).body.status).toBe('open');
  });

  it('of what is none is not found', async () => {
    expect((await replay('019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192')).status).toBe(404);
  });

  it('that dies again is a new letter, linked to the old one', async () => {
    const id = await dead();
    const { body } = await replay(id);
    await app.dataSource.query(
      `with moved as (delete from open_execution returning *)
       insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, status, attempt,
                              replay_of, accepted_at)
       select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, 'dead', 1, replay_of, accepted_at
         from moved`,
    );
    await app.dataSource.query(
      `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, reason, error, fingerprint, attempts)
       select id, tenant, workflow_id, revision, event_id, 'exhausted', '{}', 'abc', 1 from execution where id = $1`,
      [body.execution],
    );
    const { body: shown } = await app.call('GET', `/executions/${body.execution}`);
    expect(shown).toMatchObject({ replayOf: id, deadLetter: { status: 'open', reason: 'exhausted' } });
    expect((await replay(body.execution)).status).toBe(202);
  });
});

describe('replaying many', () => {
  it('counts first, then replays what matches and leaves the rest', async () => {
    await dead({ fingerprint: 'aaa' });
    await dead({ fingerprint: 'aaa', subject: '777' });
    const other = await dead({ fingerprint: 'bbb' });
    const bulk = (body: object) => app.call('POST', '/dead-letters/replay', body);

    const preview = await bulk({ filter: { fingerprint: 'aaa' }, dryRun: true });
    expect([preview.status, preview.body]).toEqual([200, { matches: 2 }]);
    expect(await open()).toEqual([]);

    const done = await bulk({ filter: { fingerprint: 'aaa' } });
    expect(done.status).toBe(202);
    expect(done.body).toMatchObject({ matches: 2, replayed: 2 });
    expect(new Set(app.rung)).toEqual(new Set(done.body.executions));
    expect((await app.call('GET', `/dead-letters/${other}`)).body.status).toBe('open');
    expect((await bulk({ filter: { fingerprint: 'aaa' } })).body).toMatchObject({ matches: 0, replayed: 0 });
  });

  it('goes through thousands in the order they were accepted, each once, two callers at a time', async () => {
    await putManyDead(app.dataSource, workflowId, 2500);
    const both = await Promise.all(
      [1, 2].map(() => app.call('POST', '/dead-letters/replay', { filter: { reason: 'exhausted' } })),
    );
    const executions = both.flatMap(({ body }) => body.executions);
    expect(executions).toHaveLength(2500);
    expect(new Set(executions).size).toBe(2500);
    const rows: { replay_of: string }[] = await open();
    expect(new Set(rows.map((row) => row.replay_of)).size).toBe(2500);
    const [{ n }] = await app.dataSource.query(
      `select count(*)::int n from dead_letter where status = 'open'`,
    );
    expect(n).toBe(0);
  });

  it('stops at the limit, oldest first', async () => {
    const ids = [await dead(), await dead(), await dead()];
    const { body } = await app.call('POST', '/dead-letters/replay', { filter: {}, limit: 2 });
    expect(body).toMatchObject({ matches: 2, replayed: 2 });
    expect((await open()).map((row: { replay_of: string }) => row.replay_of)).toEqual(ids.slice(0, 2));
  });

  it('needs a filter, so that nobody replays everything by an empty body', async () => {
    for (const body of [{}, { filter: null }]) {
      const answer = await app.call('POST', '/dead-letters/replay', body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].path).toBe('filter');
    }
    const answer = await app.call('POST', '/dead-letters/replay', { filter: { workflow: null } });
    expect(answer.body.errors[0].path).toBe('filter.workflow');
  });
});

describe('a reason that is none', () => {
  it('is refused with those there are, in the list and in bulk', async () => {
    for (const [method, path, body] of [
      ['GET', '/dead-letters?reason=nonsense', undefined],
      ['POST', '/dead-letters/replay', { filter: { reason: 'nonsense' }, dryRun: true }],
    ] as const) {
      const answer = await app.call(method, path, body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].message).toBe(
        'must be one of permanent, exhausted, unexpected, poison, concurrency, quota, invalid_document',
      );
    }
  });
});

describe('discarding', () => {
  it('keeps the note and who did it, and doing it again changes nothing', async () => {
    const id = await dead();
    const first = await app.call('POST', `/dead-letters/${id}/discard`, { note: 'created by hand' });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      status: 'discarded',
      note: 'created by hand',
      resolvedBy: 'token:admin',
    });
    const again = await app.call('POST', `/dead-letters/${id}/discard`, { note: 'another' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const { body } = await app.call('GET', `/audit-entries?execution=${id}`);
    expect(body.items).toMatchObject([{ verb: 'dead_letter.discard', message: 'created by hand' }]);
  });

  it('is refused without a note, and once it was replayed', async () => {
    const id = await dead();
    expect((await app.call('POST', `/dead-letters/${id}/discard`, {})).status).toBe(400);
    await replay(id);
    expect((await app.call('POST', `/dead-letters/${id}/discard`, { note: 'x' })).status).toBe(409);
  });
});

describe('the list of dead letters', () => {
  it('is filtered by everything it says', async () => {
    const id = await dead({ subject: '777', reason: 'permanent', fingerprint: 'fff' });
    await dead();
    const found = async (query: string) =>
      (await app.call('GET', `/dead-letters?${query}`)).body.items.map(
        ({ execution }: { execution: string }) => execution,
      );
    for (const query of ['subject=777', 'reason=permanent', 'fingerprint=fff']) {
      expect([query, await found(query)]).toEqual([query, [id]]);
    }
    expect(await found('status=open&workflow=acme.identity/welcome')).toHaveLength(2);
    expect(await found('workflow=acme.identity/other')).toEqual([]);
    expect(await found('status=replayed')).toEqual([]);
  });

  it('shows and gives a limited token only letters of its namespaces', async () => {
    const id = await dead();
    const token = await app.token('operator', ['other']);
    const near = await app.token('operator', ['acme']);
    const list = async (by: string) =>
      (await app.call('GET', '/dead-letters', undefined, { token: by })).body.items;
    expect(await list(token)).toEqual([]);
    expect(await list(near)).toHaveLength(1);
    expect((await app.call('POST', `/dead-letters/${id}/replay`, {}, { token })).status).toBe(404);
    expect((await app.call('POST', `/dead-letters/${id}/discard`, { note: 'x' }, { token })).status).toBe(
      404,
    );
    const bulk = await app.call('POST', '/dead-letters/replay', { filter: {} }, { token });
    expect(bulk.body).toEqual({ matches: 0, replayed: 0, executions: [] });
    expect((await app.call('POST', `/dead-letters/${id}/replay`, {}, { token: near })).status).toBe(202);
  });
});
