/** What the hot statements cost once the tables are large: none may read a table from end to end. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { AdmissionRepository } from '../../src/ledger/admission.repository.js';
import { CallbackRepository } from '../../src/ledger/callback.repository.js';
import { ClaimRepository } from '../../src/ledger/claim.repository.js';
import { LimitedClaimRepository } from '../../src/ledger/limited-claim.repository.js';
import { EventRepository } from '../../src/ledger/event.repository.js';
import { OrderRepository } from '../../src/ledger/order.repository.js';
import { OutcomeView } from '../../src/ledger/outcome.view.js';
import { OwnChangeRepository } from '../../src/ledger/own-change.repository.js';
import { ProgressRepository } from '../../src/ledger/progress.repository.js';
import { FROM_THE_START, StreamView } from '../../src/ledger/stream.view.js';
import { aNewEvent } from '../support/builders-ledger.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

/** An id of the time now for the number `g` of a kind. */
const ID = (of: string): string =>
  `(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || substr(md5('${of}' || g), 1, 19))::uuid`;

const LIMITED = 'workflow:main/0190a000-0000-7000-8000-0000000000cc@production';

/**
 * 120,000 finished executions, 20,000 open ones: some due, some running, most waiting, a third in long lanes, some under
 * the limit of a workflow or of the tenant.
 */
const GROW = `
insert into event (id, delivery_id, tenant, hook_id, bytes, headers, parameters, body)
  select ${ID('done')}, ${ID('done')}, 'main', gen_random_uuid(), 10, '{}', '{}', '{}' from generate_series(1, 120000) g;
insert into dedupe (hook_id, key, event_id, executions)
  select gen_random_uuid(), sha256(g::text::bytea), ${ID('done')}, '{}' from generate_series(1, 120000) g;
insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, status, attempt, accepted_at)
  select ${ID('done')}, 'main', ${ID('done')}, gen_random_uuid(), 1, 't', 'succeeded', 1, now() from generate_series(1, 120000) g;
insert into task_run (execution_id, task_id, position, action, status, attempt, started_at, first_started_at)
  select ${ID('done')}, 'a', 0, 'set', 'succeeded', 1, now(), now() from generate_series(1, 120000) g;
insert into own_change (execution_id, task_id, iteration, tenant, environment, subject, kind, wanted, depth, lineage)
  select ${ID('done')}, 'a', 0, 'main', 'production', 'user-' || (g % 1000), 'user.update', '{}', 1, '{}' from generate_series(1, 20000) g;
insert into newest_event (workflow_id, environment, subject, occurred_at, event_id)
  select '0190a000-0000-7000-8000-0000000000cc', 'production', 'user-' || g, now(), ${ID('done')} from generate_series(1, 20000) g;
insert into callback (execution_id, event_id, tenant, host, sealed_url, status)
  select ${ID('done')}, ${ID('done')}, 'main', 'hooks.example.com', 'sealed', 'sent' from generate_series(1, 120000) g;
insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, lane, status, due_at, lease_until,
                            concurrency_limit, overflow, claim_scope)
  select ${ID('open')}, 'main', ${ID('open')}, case when g % 10 = 0 then '0190a000-0000-7000-8000-0000000000cc' else gen_random_uuid() end,
         1, 't', case when g % 3 = 0 then 'lane-' || (g % 150) end,
         case when g % 40 = 1 then 'running' when g % 4 = 0 then 'pending' else 'retrying' end,
         case when g % 4 = 0 then now() else now() + interval '1 hour' end,
         case when g % 40 = 1 then now() + (g % 1000) * interval '1 second' end,
         case when g % 10 = 0 then 5 end, case when g % 10 = 0 then 'cancel' end,
         case when g % 10 = 0 then '${LIMITED}' when g % 5 = 1 then 'tenant:main' end
    from generate_series(1, 20000) g where g % 120 <> 81;
`;

interface Seen {
  readonly text: string;
  readonly values: readonly unknown[];
}

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
  listenIn(dataSource);
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

interface PgClient {
  query(statement: unknown, ...rest: unknown[]): unknown;
}

/** Notes every statement on its way to Postgres. */
function listenIn(source: DataSource): void {
  const create = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = create(mode);
    const connect = runner.connect.bind(runner);
    runner.connect = async () => listening((await connect()) as PgClient);
    return runner;
  };
}

function listening(client: PgClient): PgClient {
  return new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') {
        return member;
      }
      if (name !== 'query') {
        return member.bind(target) as unknown;
      }
      return (statement: string | Seen, ...rest: unknown[]) => {
        const values = (rest[0] ?? []) as unknown[];
        seen.push(typeof statement === 'string' ? { text: statement, values } : statement);
        return target.query(statement, ...rest);
      };
    },
  });
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

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
  for (const { text, values } of statements) {
    plans.push(await explain(`explain (format json) ${text}`, values));
    if (values.length > 0 && !/from event where id = any/.test(text)) {
      plans.push(await explain(`explain (generic_plan, format json) ${text}`, []));
    }
  }
  return plans
    .flatMap(nodesOf)
    .filter((node) => node['Node Type'] === 'Seq Scan' && names.has(node['Relation Name'] ?? ''))
    .map((node) => node['Relation Name']!);
}

async function explain(sql: string, values: readonly unknown[]): Promise<Plan> {
  const [row] = await dataSource.query<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(sql, [...values]);
  return row!['QUERY PLAN'][0].Plan;
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
    const claims = new ClaimRepository(dataSource);
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
      expect(await readWhole(() => claims.claim(taker, scope))).toEqual([]);
    }
  });

  it('so does all that the holder of executions does: extending, fencing, recording, settling', async () => {
    const claims = new ClaimRepository(dataSource);
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
      new CallbackRepository(dataSource),
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

  it('is what this file would notice', async () => {
    const slow = () => dataSource.query(`select id from open_execution where trigger_id = $1`, ['none']);
    expect(await readWhole(slow)).toContain('open_execution');
  });
});
