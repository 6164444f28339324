/** What the hot statements cost once the tables are large: none may read a table from end to end. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { AdmissionRepository } from '../../src/ledger/admission.repository.js';
import { CallbackRepository } from '../../src/ledger/callback.repository.js';
import { ClaimRepository } from '../../src/ledger/claim.repository.js';
import { LimitedClaimRepository } from '../../src/ledger/limited-claim.repository.js';
import { ErasureRepository } from '../../src/ledger/erasure.repository.js';
import { EventRepository } from '../../src/ledger/event.repository.js';
import { OrderRepository } from '../../src/ledger/order.repository.js';
import { OutcomeView } from '../../src/ledger/outcome.view.js';
import { OwnChangeRepository } from '../../src/ledger/own-change.repository.js';
import { ProgressRepository } from '../../src/ledger/progress.repository.js';
import { FROM_THE_START, StreamView } from '../../src/ledger/stream.view.js';
import { aNewEvent } from '../support/builders-ledger.js';
import { GROW, LIMITED } from '../support/grown-ledger.js';
import { planOf, type PlanMode } from '../support/rows-looked-at.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { nodesOf, type PlanTree } from '../support/plan-nodes.js';
import { listenIn, type Seen } from '../support/statements.js';

let database: TestDatabase;
let dataSource: DataSource;
const seen: Seen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({
    url: database.url,
    pool: 4,
    statementTimeoutMs: 60_000,
  }).initialize();
  await dataSource.query(GROW);
  await dataSource.query('analyze');
  listenIn(dataSource, (statement) => void seen.push(statement));
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

interface Plan extends PlanTree<Plan> {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
}

/** Tables of more than a thousand rows that the statement reads from end to end, planned for its values and for any. */
async function readWhole(work: () => Promise<unknown>): Promise<string[]> {
  seen.length = 0;
  await work();
  const statements = seen.filter(({ text }) => /^\s*(with|select|insert|update|delete)/i.test(text));
  expect(statements.length).toBeGreaterThan(0);
  const large = await dataSource.query<{ name: string }[]>(
    `select relname as name from pg_class where reltuples > 1000 and relkind = 'r'`,
  );
  const names = new Set(large.map(({ name }) => name));
  const plans: Plan[] = [];
  for (const statement of statements) {
    plans.push(await explain(statement, 'force_custom_plan'));
    if (statement.values.length > 0 && !/from event where id = any/.test(statement.text)) {
      plans.push(await explain(statement, 'force_generic_plan'));
    }
  }
  return plans
    .flatMap((plan) => nodesOf(plan))
    .filter((node) => node['Node Type'] === 'Seq Scan' && names.has(node['Relation Name'] ?? ''))
    .map((node) => node['Relation Name']!);
}

function explain(statement: Seen, mode: PlanMode): Promise<Plan> {
  return dataSource.transaction((tx) => {
    const query = async (sql: string) => ({ rows: await tx.query<unknown[]>(sql) });
    return planOf<Plan>(statement, query, mode, 'format json');
  });
}

const taker = { worker: newId(), leaseMs: 60_000, most: 100 };
const someIds = async (where: string, count = 50): Promise<string[]> =>
  (
    await dataSource.query<{ id: string }[]>(`select id from open_execution where ${where} limit ${count}`)
  ).map(({ id }) => id);

describe('on tables that have grown', () => {
  it('recording deliveries, new and known ones, looks nothing up by reading it all', async () => {
    const admissions = new AdmissionRepository();
    const events = Array.from({ length: 50 }, () => aNewEvent({ lane: 'lane-3' }));
    const record = () => dataSource.transaction((tx) => admissions.record(tx, events));
    expect(await readWhole(record)).toEqual([]);
    expect(await readWhole(record)).toEqual([]);
  });

  it('claiming by id, by time and from others goes by indexes', async () => {
    const claims = new ClaimRepository(dataSource, dataSource);
    const ids = await someIds(`status = 'pending' and claim_scope is null`);
    expect(await readWhole(() => claims.claimIds(taker, ids))).toEqual([]);
    expect(await readWhole(() => claims.claimDue(taker))).toEqual([]);
    expect(await readWhole(() => claims.takeBack(taker))).toEqual([]);
    expect(await readWhole(() => claims.successors(['lane-3', 'lane-6']))).toEqual([]);
  });

  it('so does finding out what an event came of, and what is too late', async () => {
    const changes = new OwnChangeRepository(dataSource);
    const place = { tenant: 'main', environment: 'production' };
    const subjects = Array.from({ length: 50 }, (_, n) => ({ ...place, subject: `user-${n}` }));
    expect(await readWhole(() => changes.find(subjects))).toEqual([]);
    const ids = await someIds('true');
    const beginnings = ids.map((executionId, n) => ({
      executionId,
      workflowId: '0190a000-0000-7000-8000-0000000000cc',
      environment: 'production',
      subject: `user-${n}`,
      eventId: newId(),
      at: new Date(),
    }));
    const begin = () => dataSource.transaction((tx) => new OrderRepository().begin(tx, beginnings));
    expect(await readWhole(begin)).toEqual([]);
  });

  it('so does claiming under a concurrency limit', async () => {
    const claims = new LimitedClaimRepository(dataSource, { limits: {} });
    expect(await readWhole(() => claims.scopes())).toEqual([]);
    for (const scope of [LIMITED, 'tenant:main']) {
      expect(await readWhole(() => claims.claim(taker, scope, async () => {}))).toEqual([]);
    }
  });

  it('so does all that the holder of executions does: extending, fencing, recording, settling', async () => {
    const claims = new ClaimRepository(dataSource, dataSource);
    const progress = new ProgressRepository();
    const held = await claims.claimDue({ ...taker, most: 40 });
    expect(held.length).toBeGreaterThan(10);
    const started = new Date();
    const blank = { input: null, output: null, error: null, finishedAt: null, dueAt: null };
    const place = { taskId: 'a', iteration: 0, position: 0, action: 'set', status: 'started' as const };
    const tries = { attempt: 1, misses: 0, startedAt: started, firstStartedAt: started };
    const runs = held.map(({ id }) => ({ executionId: id, ...place, ...tries, ...blank }));
    const again = { kind: 'retry', delayMs: 1000, error: null } as const;
    const done = { kind: 'final', status: 'succeeded', reason: null, error: null } as const;
    const work = [
      () => claims.extend(held, 60_000),
      () => dataSource.transaction((tx) => progress.fence(tx, held)),
      () => dataSource.transaction((tx) => progress.writeTaskRuns(tx, { added: runs, changed: [] })),
      () => dataSource.transaction((tx) => progress.writeTaskRuns(tx, { added: [], changed: runs })),
      () =>
        dataSource.transaction((tx) =>
          progress.taskRuns(
            tx,
            held.map(({ id }) => id),
          ),
        ),
      () =>
        dataSource.transaction((tx) =>
          new EventRepository().find(
            tx,
            held.map(({ eventId }) => eventId),
          ),
        ),
      () => dataSource.transaction((tx) => progress.settle(tx, [{ ...held[0]!, settlement: again }])),
      () =>
        dataSource.transaction((tx) =>
          progress.settle(
            tx,
            held.slice(1).map((one) => ({ ...one, settlement: done })),
          ),
        ),
    ];
    for (const one of work) {
      expect([String(one), await readWhole(one)]).toEqual([String(one), []]);
    }
  });

  it('so does being waited for, streamed and called back', async () => {
    const [outcomes, streams, callbacks] = [
      new OutcomeView(dataSource),
      new StreamView(dataSource),
      new CallbackRepository(dataSource, dataSource),
    ];
    const open = await someIds('true', 500);
    const done = await dataSource.query<{ id: string }[]>('select id from execution limit 50');
    const ids = done.map(({ id }) => id);
    const asked = [...open, ...ids].map((id) => ({ id, after: FROM_THE_START, details: false }));
    const claimed = { executionId: ids[0]!, attempts: 1 };
    const result = { status: 'sent', lastStatus: 200, lastError: null, delayMs: null } as const;
    const work = [
      () => outcomes.stillOpen(open),
      () => outcomes.finished(ids),
      () => outcomes.taskOutcomes(ids),
      () => outcomes.status(ids[0]!),
      () => streams.changes(asked),
      () => callbacks.claim(20, 1000),
      () => callbacks.settle(claimed, result),
      () => callbacks.find(ids[0]!),
    ];
    for (const one of work) {
      expect([String(one), await readWhole(one)]).toEqual([String(one), []]);
    }
    const callback = { host: 'hooks.example.com', sealedUrl: 'sealed' };
    const events = Array.from({ length: 50 }, () => aNewEvent({ callback }));
    const record = () => dataSource.transaction((tx) => new AdmissionRepository().record(tx, events));
    expect(await readWhole(record)).toEqual([]);
    expect(await dataSource.query('select count(*)::int as n from open_execution where callback')).toEqual([
      { n: 50 },
    ]);
  });

  it('so does erasing a person, but for what is open', async () => {
    for (const sql of [
      `update execution set subject = 'user-' || ('x' || substr(md5(id::text), 1, 4))::bit(16)::int % 500
        where id in (select id from execution limit 5000)`,
      'update event e set subject = x.subject from execution x where x.event_id = e.id and x.subject is not null',
      `insert into delivery_log (id, tenant, hook_id, outcome, status, method, bytes, event_id)
         select id, tenant, hook_id, 'duplicate', 200, 'POST', 10, id from event where subject is not null`,
      `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, reason, error, fingerprint, attempts)
         select id, tenant, workflow_id, 1, event_id, 'permanent', '{}', 'abc', 1 from execution where subject is not null`,
      'analyze event, execution, delivery_log, dead_letter',
    ]) {
      await dataSource.query(sql);
    }
    const erasures = new ErasureRepository(new ProgressRepository());
    const key = { tenant: 'main', subject: 'user-7' };
    const erase = () =>
      dataSource.transaction(async (tx) => {
        const held = await erasures.hold(tx, key);
        const { rows } = await erasures.erase(tx, key, held, 'token:test');
        expect(rows.executions).toBeGreaterThan(2);
        expect(rows).toMatchObject({
          events: rows.executions,
          taskRuns: rows.executions,
          deadLetters: rows.executions,
          repeats: rows.executions,
        });
      });
    // Of what is open there is no history: an index by subject would cost every event.
    expect(new Set(await readWhole(erase))).toEqual(new Set(['open_execution']));
  });

  it('is what this file would notice', async () => {
    const slow = () => dataSource.query(`select id from open_execution where trigger_id = $1`, ['none']);
    expect(await readWhole(slow)).toContain('open_execution');
  });
});
