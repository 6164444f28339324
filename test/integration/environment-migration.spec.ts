/** A ledger of the time before environments, brought here with what is in it, and back, and here again. */
import { createHash, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/config/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { deriveKey, seal } from '../../src/secrets/seal.js';
import { parseWorkflow } from '../../src/workflow/parse.js';
import { CATALOG } from '../support/a-catalog.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { MASTER_KEY, startTestSignet } from '../support/a-signet.js';
import { ADMIN_TOKEN, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await createDataSource({ url: database.url, pool: 4, statementTimeoutMs: 60_000 }).initialize();
  await undoTo(1);
  await furnish();
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

/** Undoes migrations until so many are left. */
async function undoTo(left: number): Promise<void> {
  const [row]: { n: number }[] = await db.query('select count(*)::int as n from signet_migration');
  for (let applied = row!.n; applied > left; applied -= 1) {
    await db.undoLastMigration({ transaction: 'each' });
  }
}

const ADDRESS: Record<string, string> = {};

interface Old {
  readonly tenant?: string;
  readonly deployed?: number;
  readonly enabled?: boolean;
  readonly deleted?: boolean;
  readonly hookEnabled?: boolean;
  readonly triggerEnabled?: boolean;
}

/** A workflow with two revisions, the second deployed unless it says otherwise, as the first migration keeps it. */
async function oldWorkflow(name: string, old: Old = {}): Promise<string> {
  const {
    tenant = 'main',
    deployed = 2,
    enabled = true,
    deleted = false,
    hookEnabled = true,
    triggerEnabled = true,
  } = old;
  const id = newId();
  await db.query(
    `insert into workflow (id, tenant, namespace, name, enabled, deployed_revision, deleted_at)
     values ($1, $2, 'acme', $3, $4, $5, case when $6 then now() end)`,
    [id, tenant, name, enabled, deployed, deleted],
  );
  for (const number of [1, 2]) {
    const trigger = {
      id: 'hook',
      type: 'webhook',
      enabled: triggerEnabled,
      token: { from: 'header:x-key', secrets: ["{{ secret('KEY') }}"] },
    };
    const text = JSON.stringify({
      id: name,
      namespace: 'acme',
      triggers: [trigger],
      tasks: [{ id: 'say', type: 'audit.log', message: `revision ${number}` }],
    });
    const { document } = parseWorkflow(text, { catalog: CATALOG });
    const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex');
    await db.query(
      `insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
       values ($1, $2, $3, $4, $5, 'token:of-old')`,
      [id, number, hash, text, JSON.stringify(document)],
    );
  }
  ADDRESS[name] = randomBytes(32).toString('hex');
  await db.query(
    `insert into hook (id, tenant, address, workflow_id, trigger_id, enabled) values ($1, $2, $3, $4, 'hook', $5)`,
    [newId(), tenant, ADDRESS[name], id, hookEnabled],
  );
  return id;
}

async function furnish(): Promise<void> {
  const id = await oldWorkflow('on');
  await oldWorkflow('behind', { deployed: 1 });
  await oldWorkflow('off', { enabled: false });
  await oldWorkflow('gone', { deleted: true });
  await oldWorkflow('gone-and-off', { deleted: true, enabled: false, hookEnabled: false });
  await oldWorkflow('hook-off', { hookEnabled: false });
  await oldWorkflow('trigger-off', { triggerEnabled: false });
  await oldWorkflow('elsewhere', { tenant: 'old' });
  for (const tenant of ['main', 'old']) {
    const sealed = seal(deriveKey(MASTER_KEY, 'secrets'), 'the old key', `secret:${tenant}/acme/KEY`);
    await db.query(`insert into secret (tenant, namespace, name, sealed) values ($1, 'acme', 'KEY', $2)`, [
      tenant,
      sealed,
    ]);
  }
  await db.query(
    `insert into api_token (id, tenant, name, digest, role) values ($1, 'main', 'admin', $2, 'admin')`,
    [newId(), createHash('sha256').update(ADMIN_TOKEN).digest()],
  );
  await oldHistory(id);
}

/** An execution that waits and one that died, with their events. */
async function oldHistory(workflow: string): Promise<void> {
  const [hook]: { id: string }[] = await db.query('select id from hook where workflow_id = $1', [workflow]);
  const [waiting, dead, event] = [newId(), newId(), newId()];
  await db.query(
    `insert into event (id, delivery_id, tenant, hook_id, bytes, body, headers, parameters)
     values ($1, $1, 'main', $2, 2, '{}', '{}', '{}')`,
    [event, hook!.id],
  );
  await db.query(
    `insert into delivery_log (id, tenant, hook_id, outcome, reason, status, method, bytes)
     values ($1, 'main', $2, 'refused', 'bad_token', 401, 'POST', 2)`,
    [newId(), hook!.id],
  );
  const columns = 'id, tenant, event_id, workflow_id, revision, trigger_id';
  await db.query(`insert into open_execution (${columns}) values ($1, 'main', $2, $3, 1, 'hook')`, [
    waiting,
    event,
    workflow,
  ]);
  await db.query(
    `insert into execution (${columns}, status, attempt, accepted_at) values ($1, 'main', $2, $3, 1, 'hook', 'dead', 1, now())`,
    [dead, event, workflow],
  );
  await db.query(
    `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, reason, error, fingerprint, attempts)
     values ($1, 'main', $2, 1, $3, 'permanent', '{"code":"task_failed","message":"no"}', 'abc', 1)`,
    [dead, workflow, event],
  );
}

/** Status of a delivery to each hook, and the revision it starts. */
async function behaviour(signet: { url: string }, api: TestApi): Promise<Record<string, string>> {
  const answers = Object.entries(ADDRESS).map(async ([name, address]) => {
    const { status, json } = await post(
      { url: `${signet.url}/hooks/${address}` },
      aDelivery({ headers: { 'x-key': 'the old key' } }),
    );
    const shown = status === 202 && (await api.call('GET', `/executions/${json.executions[0]}`));
    return [name, shown && shown.status === 200 ? `runs ${shown.body.revision}` : String(status)];
  });
  return Object.fromEntries(await Promise.all(answers));
}

const MEANT = {
  on: 'runs 2',
  behind: 'runs 1',
  off: '404',
  gone: '404',
  'gone-and-off': '404',
  'hook-off': '404',
  'trigger-off': '404',
  elsewhere: '202', // and whose execution is not for main to see
};

describe('a ledger from before environments', () => {
  it('means in production what it meant, and is there whole', async () => {
    expect(await migrate(database.url)).not.toEqual([]);
    const signet = await startTestSignet({ env: { ROLE: 'web', ...WITH_ADMIN }, databaseUrl: database.url });
    const api = new TestApi(signet);
    try {
      const { items: executions } = await api.must('GET', '/executions');
      expect(executions).toMatchObject([
        { status: 'dead', environment: 'production', test: false },
        { status: 'pending', environment: 'production', test: false },
      ]);
      expect((await api.must('GET', '/dead-letters')).items).toMatchObject([{ environment: 'production' }]);
      const { hooks } = await api.must('GET', '/workflows/acme/on');
      expect((await api.must('GET', `/hooks/${hooks[0].id}/deliveries`)).items).toMatchObject([
        { outcome: 'refused', environment: 'production' },
        { outcome: 'accepted', environment: 'production' },
      ]);
      expect(await behaviour(signet, api)).toEqual(MEANT);
      const { items } = await api.must('GET', '/workflows');
      expect(
        items.map((one: Record<string, unknown>) => [
          one['id'],
          one['enabled'],
          one['revision'],
          one['newest'],
        ]),
      ).toEqual([
        ['behind', true, 1, 2],
        ['hook-off', true, 2, 2],
        ['off', false, 2, 2],
        ['on', true, 2, 2],
        ['trigger-off', true, 2, 2],
      ]);
      expect((await api.must('GET', '/tenants')).items).toMatchObject([{ name: 'main' }, { name: 'old' }]);
      expect((await api.must('GET', '/environments')).items).toMatchObject([
        { name: 'production', workflows: 5 },
      ]);
      expect((await api.must('GET', '/workflows/acme/on/deployments')).items).toMatchObject([
        { environment: 'production', revision: 2, deployedBy: 'token:of-old' },
      ]);
    } finally {
      await signet.stop();
    }
  });

  it('is switched on there by one call each, and a deleted workflow comes back as it is then', async () => {
    const signet = await startTestSignet({ env: { ROLE: 'web', ...WITH_ADMIN }, databaseUrl: database.url });
    const api = new TestApi(signet);
    try {
      await api.must('POST', '/workflows/acme/hook-off/triggers/hook/enable');
      await api.must('POST', '/workflows/acme/off/enable');
      const [{ text }] = await db.query<[{ text: string }]>(
        `select r.text from workflow_revision r join workflow w on w.id = r.workflow_id
          where w.name = 'gone-and-off' and number = 2`,
      );
      expect(await api.must('PUT', '/workflows', text)).toMatchObject({ outcome: 'created' });
      expect(await behaviour(signet, api)).toEqual({
        ...MEANT,
        'hook-off': 'runs 2',
        off: 'runs 2',
        'gone-and-off': 'runs 2',
      });
      await api.must('POST', '/workflows/acme/hook-off/triggers/hook/disable');
      await api.must('POST', '/workflows/acme/off/disable');
      await api.must('DELETE', '/workflows/acme/gone-and-off');
    } finally {
      await signet.stop();
    }
  });

  it('goes back and comes again with all that its older form can hold', async () => {
    await db.query(`insert into environment (tenant, name) values ('main', 'staging')`);
    await db.query(
      `insert into deployment (workflow_id, environment, revision, deployed_by)
       select id, 'staging', 1, 'token:of-new' from workflow where name = 'on'`,
    );
    await db.query(
      `insert into secret (tenant, namespace, environment, name, sealed) values ('main', 'acme', 'staging', 'KEY', 'x')`,
    );
    const kept = async (): Promise<unknown> =>
      Promise.all(
        [
          `select w.name, d.revision, d.enabled, coalesce(s.enabled, true) as switched
             from workflow w left join deployment d on d.workflow_id = w.id and d.environment = 'production'
             left join trigger_switch s on s.workflow_id = w.id and s.environment = 'production'
            where deleted_at is null order by 1`,
          'select name, deleted_at from workflow order by 1',
          `select tenant, namespace, name, sealed, version from secret where environment = '' order by 1`,
          'select tenant, digest from api_token',
          'select id, status, attempt from execution_view order by 1',
          'select execution_id, status from dead_letter',
          'select id from event order by 1',
          'select address from hook order by 1',
        ].map((sql) => db.query(sql)),
      );
    const before = await kept();
    await undoTo(1);
    const old = await db.query(
      `select w.name, w.enabled, deployed_revision, h.enabled as hook from workflow w join hook h on h.workflow_id = w.id
        where deleted_at is null and w.tenant = 'main' order by 1`,
    );
    expect(old.map((row: object) => Object.values(row))).toEqual([
      ['behind', true, 1, true],
      ['hook-off', true, 2, false],
      ['off', false, 2, true],
      ['on', true, 2, true],
      ['trigger-off', true, 2, true],
    ]);
    expect(await db.query('select name from secret')).toHaveLength(2);

    await migrate(database.url);
    expect(await kept()).toEqual(before);
    const signet = await startTestSignet({ env: { ROLE: 'web', ...WITH_ADMIN }, databaseUrl: database.url });
    try {
      expect(await behaviour(signet, new TestApi(signet))).toEqual(MEANT);
    } finally {
      await signet.stop();
    }
  });
});
