import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type AdminApp, startAdminApp } from './admin-app.js';
import { document, putDead, putManyDead } from './admin-ledger.js';

let app: AdminApp;
let workflowId: string;

beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});
beforeEach(async () => {
  await app.dataSource.query('truncate open_execution, dead_letter, execution, task_run, event');
  workflowId = await apply('welcome');
});

async function apply(id: string, namespace?: string): Promise<string> {
  const { status } = await app.call('PUT', '/workflows', document(id, namespace), {
    headers: { 'content-type': 'application/yaml' },
  });
  expect([200, 201]).toContain(status);
  const [row] = await app.dataSource.query('select id from workflow where name = $1', [id]);
  return row.id;
}

const dead = (more: Partial<Parameters<typeof putDead>[1]> = {}) =>
  putDead(app.dataSource, { workflowId, ...more });
const bulk = (body: object, token?: string) =>
  app.call('POST', '/dead-letters/discard', body, token === undefined ? {} : { token });
const withStatus = async (status: string): Promise<string[]> => {
  const rows: { id: string }[] = await app.dataSource.query(
    'select execution_id as id from dead_letter where status = $1 order by 1',
    [status],
  );
  return rows.map(({ id }) => id);
};
/** Executions of the audit entries of discards, of these letters. */
const entered = async (letters: readonly string[]): Promise<string[]> => {
  const rows: { id: string }[] = await app.dataSource.query(
    `select execution_id as id from audit_entry
      where verb = 'dead_letter.discard' and execution_id = any($1) order by 1`,
    [letters],
  );
  return rows.map(({ id }) => id);
};

describe('discarding many', () => {
  it('counts first, then lets go what matches with one note, and leaves the rest', async () => {
    const letters = [await dead({ fingerprint: 'aaa' }), await dead({ fingerprint: 'aaa', subject: '777' })];
    const other = await dead({ fingerprint: 'bbb' });

    const preview = await bulk({ filter: { fingerprint: 'aaa' }, dryRun: true });
    expect([preview.status, preview.body]).toEqual([200, { matches: 2 }]);
    expect(await withStatus('discarded')).toEqual([]);

    const done = await bulk({ filter: { fingerprint: 'aaa' }, note: 'of the old system' });
    expect([done.status, done.body]).toEqual([200, { matches: 2, discarded: 2, executions: letters }]);
    expect((await app.call('GET', `/dead-letters/${letters[0]}`)).body).toMatchObject({
      status: 'discarded',
      note: 'of the old system',
      resolvedBy: 'token:admin',
    });
    expect(await withStatus('open')).toEqual([other]);
    const again = await bulk({ filter: { fingerprint: 'aaa' }, note: 'again' });
    expect(again.body).toEqual({ matches: 0, discarded: 0, executions: [] });
  });

  it('writes an entry for each, of its subject and with the note', async () => {
    const letters = [await dead({ subject: 'ada' }), await dead({ subject: 'bob' })];
    await bulk({ filter: {}, note: 'of the old system' });
    for (const [index, subject] of ['ada', 'bob'].entries()) {
      const { body } = await app.call('GET', `/audit-entries?subject=${subject}`);
      expect(body.items).toMatchObject([
        {
          verb: 'dead_letter.discard',
          actor: 'token:admin',
          message: 'of the old system',
          execution: letters[index],
        },
      ]);
    }
  });

  it('goes by every filter that a replay goes by', async () => {
    const other = await apply('other');
    const past = new Date(Date.now() - 3_600_000);
    const matching = await dead({ subject: '777', reason: 'permanent', fingerprint: 'fff', at: past });
    await app.dataSource.query(`update dead_letter set environment = 'staging'`);
    await app.call('PUT', '/environments/staging', {});
    await dead({ workflowId: other });
    for (const filter of [
      { workflow: 'acme.identity/welcome' },
      { subject: '777' },
      { reason: 'permanent' },
      { fingerprint: 'fff' },
      { environment: 'staging' },
      { to: new Date(past.getTime() + 60_000).toISOString() },
    ]) {
      const done = await bulk({ filter, note: 'x' });
      expect([filter, done.body.executions]).toEqual([filter, [matching]]);
      await app.dataSource.query(`update dead_letter set status = 'open' where execution_id = $1`, [
        matching,
      ]);
    }
    expect((await bulk({ filter: { from: new Date().toISOString() }, note: 'x' })).body.discarded).toBe(0);
    expect((await bulk({ filter: { environment: 'nowhere' }, note: 'x' })).status).toBe(404);
  });

  it('stops at the limit, oldest first', async () => {
    const letters = [await dead(), await dead(), await dead()];
    const { body } = await bulk({ filter: {}, note: 'x', limit: 2 });
    expect(body).toEqual({ matches: 2, discarded: 2, executions: letters.slice(0, 2) });
    expect(await withStatus('open')).toEqual(letters.slice(2));
  });

  it('lets go what could not run again, and nothing that was replayed', async () => {
    const replayed = await dead();
    await app.call('POST', `/dead-letters/${replayed}/replay`, {});
    const old = await dead();
    await app.dataSource.query('delete from event');
    expect((await bulk({ filter: {}, note: 'x' })).body).toMatchObject({ matches: 1, executions: [old] });
    expect(await withStatus('replayed')).toEqual([replayed]);
  });

  it('needs a filter, and a note unless it only counts', async () => {
    const letter = await dead();
    for (const [body, path] of [
      [{ note: 'x' }, 'filter'],
      [{ filter: {} }, 'note'],
      [{ filter: {}, note: '' }, 'note'],
      [{ filter: {}, dryRun: true, note: 7 }, 'note'],
      [{ filter: { reason: 'nonsense' }, note: 'x' }, 'filter.reason'],
      [{ filter: {}, note: 'x', limit: 100_001 }, 'limit'],
    ] as const) {
      const answer = await bulk(body);
      expect([body, answer.status, answer.body.errors[0].path]).toEqual([body, 400, path]);
    }
    expect(await withStatus('open')).toEqual([letter]);
  });

  it('of a limited token reaches only letters of its namespaces', async () => {
    const near = await dead();
    const far = await dead({ workflowId: await apply('far', 'other.place') });
    const token = await app.token('operator', ['acme']);
    expect((await bulk({ filter: {}, dryRun: true }, token)).body).toEqual({ matches: 1 });
    expect((await bulk({ filter: {}, note: 'x' }, token)).body.executions).toEqual([near]);
    expect(await withStatus('open')).toEqual([far]);
  });
});

describe('discarding thousands', () => {
  it('by two callers, beside a replay of the same, decides once about each', async () => {
    const letters = await putManyDead(app.dataSource, workflowId, 1500);
    const [first, second, replay] = await Promise.all([
      bulk({ filter: {}, note: 'one' }),
      bulk({ filter: {}, note: 'two' }),
      app.call('POST', '/dead-letters/replay', { filter: {} }),
    ]);
    const discarded = [...first.body.executions, ...second.body.executions];
    expect(new Set(discarded).size).toBe(discarded.length);
    expect(new Set(await withStatus('discarded'))).toEqual(new Set(discarded));
    const entries = await entered(letters);
    expect([entries.length, new Set(entries)]).toEqual([discarded.length, new Set(discarded)]);
    expect(discarded.length + replay.body.replayed).toBe(letters.length);
    expect(await withStatus('open')).toEqual([]);
  });

  it('that is cut off in between has decided about what it says, and goes on when asked again', async () => {
    const letters = await putManyDead(app.dataSource, workflowId, 500);
    const blocker = app.dataSource.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('select from dead_letter where execution_id = $1 for update', [letters[300]]);
    const cut = bulk({ filter: {}, note: 'first' });
    await eventually(async () => {
      const waiting = await app.dataSource.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where wait_event_type = 'Lock' and datname = current_database()`,
      );
      expect(waiting).toHaveLength(1);
    });
    expect((await cut).status).toBeGreaterThanOrEqual(500);
    await blocker.rollbackTransaction();
    await blocker.release();
    const before = letters.slice(0, 200);
    expect([await withStatus('discarded'), await entered(letters)]).toEqual([before, before]);

    const rest = await bulk({ filter: {}, note: 'second' });
    expect(rest.body).toEqual({ matches: 300, discarded: 300, executions: letters.slice(200) });
    expect([await withStatus('discarded'), await entered(letters)]).toEqual([letters, letters]);
  });
});
