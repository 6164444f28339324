import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { Upkeep, type UpkeepReport } from '../../src/dispatch/upkeep.service.js';
import { PartitionRepository } from '../../src/ledger/partition.repository.js';
import { PurgeRepository } from '../../src/ledger/purge.repository.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { aSource, requireHook } from '../support/a-hook.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

const DAYS = 90;
const TOKEN = 'an-admin-token-of-some-length';

let signet: TestSignet;
let partitions: PartitionRepository;
let purges: PurgeRepository;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ADMIN_TOKEN: TOKEN } });
  await signet.part(Upkeep).stop(); // rounds are the tests' own
  partitions = signet.part(PartitionRepository);
  purges = signet.part(PurgeRepository);
});
afterAll(async () => {
  await signet?.stop();
});

interface Old {
  readonly event: string;
  readonly execution: string;
}

interface OldParts {
  readonly daysAgo: number;
  readonly workflowId?: string;
  readonly hookId?: string;
  readonly tenant?: string;
  readonly environment?: string;
  readonly status?: string;
  readonly parentId?: string;
}

/** History as it was left so many days ago, in the partition of its week. */
async function anOldExecution(parts: OldParts): Promise<Old> {
  const { daysAgo, workflowId = newId(), hookId = newId(), tenant = 'main' } = parts;
  const { environment = 'production', status = 'succeeded', parentId = null } = parts;
  const [event, execution] = await Promise.all([idOf(daysAgo), idOf(daysAgo)]);
  await signet.rows(
    `insert into event (id, delivery_id, tenant, environment, hook_id, bytes, headers, parameters)
     values ($1, $1, $2, $3, $4, 2, '{}', '{}')`,
    [event, tenant, environment, hookId],
  );
  await signet.rows(
    `insert into execution (id, tenant, environment, event_id, workflow_id, revision, trigger_id, status, attempt, accepted_at, parent_id)
     values ($1, $2, $3, $4, $5, 1, 'hook', $6, 1, now(), $7)`,
    [execution, tenant, environment, event, workflowId, status, parentId],
  );
  await signet.rows(
    `insert into task_run (execution_id, task_id, position, action, status, attempt, started_at, first_started_at)
     values ($1, 'only', 0, 'flow.log', 'succeeded', 1, now(), now())`,
    [execution],
  );
  return { event, execution };
}

/** A new id of that day. */
async function idOf(daysAgo: number): Promise<string> {
  const [row] = await signet.rows<{ id: string }>(
    `select overlay(signet_uuid_floor(now() - make_interval(days => $1))::text placing right($2::text, 22) from 15)::uuid as id`,
    [daysAgo, newId()],
  );
  return row!.id;
}

/** An execution that is not finished; the event it came of is nobody's unless it is said. */
async function anOpenExecution(eventId = newId()): Promise<string> {
  const id = newId();
  await signet.rows(
    `insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, status)
     values ($1, 'main', $2, $1, 1, 'hook', 'paused')`,
    [id, eventId],
  );
  return id;
}

const close = (id: string) => signet.rows('delete from open_execution where id = $1', [id]);

/** The event came for a wait that has not looked at it. */
const leaveUnread = (waiter: string, eventId: string) =>
  signet.rows(
    `insert into event_match (execution_id, task_id, iteration, event_id) values ($1, 'wait', 0, $2)`,
    [waiter, eventId],
  );
const read = (eventId: string) => signet.rows('delete from event_match where event_id = $1', [eventId]);

async function aLetterOf({ event, execution }: Old): Promise<void> {
  await signet.rows(
    `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, reason, error, fingerprint, attempts)
     values ($1, 'main', $1, 1, $2, 'permanent', '{}', 'f', 1)`,
    [execution, event],
  );
}

/** Partitions of the week that many days ago, as if they had been made in time; the names of those of events. */
async function anOldWeek(daysAgo: number): Promise<string> {
  const [row] = await signet.rows<{ week: string; from: string; to: string }>(
    `select to_char(w.at, 'YYYYMMDD') as week, signet_uuid_floor(w.at at time zone 'utc') as from,
            signet_uuid_floor((w.at + interval '1 week') at time zone 'utc') as to
       from (select date_trunc('week', (now() - make_interval(days => $1)) at time zone 'utc') as at) w`,
    [daysAgo],
  );
  for (const parent of ['event', 'execution', 'task_run', 'delivery_log']) {
    await signet.rows(
      `create table ${parent}_${row!.week} partition of ${parent} for values from ('${row!.from}') to ('${row!.to}')`,
    );
  }
  return row!.week;
}

const isThere = async ({ event, execution }: Old): Promise<Record<string, boolean>> => ({
  event: (await signet.count('event', 'id = $1', [event])) === 1,
  execution: (await signet.count('execution', 'id = $1', [execution])) === 1,
  run: (await signet.count('task_run', 'execution_id = $1', [execution])) === 1,
});
const WHOLE = { event: true, execution: true, run: true };
const GONE = { event: false, execution: false, run: false };

/** Signet's own upkeep may be under way: whoever looks second finds nothing to do. */
const partitionOf = (name: string): Promise<number> => signet.count('pg_class', 'relname = $1', [name]);

describe('weeks past retention', () => {
  it('wait while somebody reads them, keep no delivery waiting, and go when nobody does', async () => {
    const week = await anOldWeek(200);
    await anOldExecution({ daysAgo: 200 });
    const source = await aSource(signet);
    const reader = signet.part(DataSource).createQueryRunner();
    await reader.startTransaction();
    await reader.query('select count(*) from event');

    const posts = Array.from({ length: 40 }, () => post(source, aDelivery()));
    const busy = await partitions.drop(DAYS);
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(posts.map(() => 202));
    expect(busy.busy).toEqual([`event_${week}`]);
    expect(await partitionOf(`event_${week}`)).toBe(1);

    await reader.commitTransaction();
    await reader.release();
    await eventually(async () => {
      await partitions.drop(DAYS);
      expect(await partitionOf(`event_${week}`)).toBe(0);
    });
  });

  it('stay whole while an open dead letter needs what is in them', async () => {
    const week = await anOldWeek(220);
    const old = await anOldExecution({ daysAgo: 220, status: 'dead' });
    await aLetterOf(old);
    const { held } = await partitions.drop(DAYS);
    expect(held).toEqual([`event_${week}`, `execution_${week}`, `task_run_${week}`]);
    expect(await isThere(old)).toEqual(WHOLE);

    await signet.rows(`update dead_letter set status = 'discarded' where execution_id = $1`, [old.execution]);
    await eventually(async () => {
      await partitions.drop(DAYS);
      expect(await isThere(old)).toEqual(GONE);
    });
  });

  it('stay whole while an execution that came of them is not finished', async () => {
    const week = await anOldWeek(240);
    const old = await anOldExecution({ daysAgo: 240 });
    const open = await anOpenExecution(old.event);
    expect((await partitions.drop(DAYS)).held).toContain(`event_${week}`);
    expect(await isThere(old)).toMatchObject({ event: true });
    await close(open);
    await eventually(async () => {
      await partitions.drop(DAYS);
      expect(await partitionOf(`event_${week}`)).toBe(0);
    });
  });

  it('stay whole while who started an execution, or waits for an event, has not looked', async () => {
    const week = await anOldWeek(280);
    const parent = await anOpenExecution();
    const child = await anOldExecution({ daysAgo: 280, parentId: parent });
    expect((await partitions.drop(DAYS)).held).toContain(`execution_${week}`);
    await close(parent);
    await leaveUnread(parent, child.event);
    expect((await partitions.drop(DAYS)).held).toContain(`event_${week}`);
    await read(child.event);
    await eventually(async () => {
      await partitions.drop(DAYS);
      expect(await isThere(child)).toEqual(GONE);
    });
  });
});

describe('a shorter retention', () => {
  const aWorkflowWith = async (parts: object): Promise<{ id: string; hookId: string }> => {
    const { id } = await deploy(signet, {
      triggers: [{ id: 'hook', type: 'webhook', open: true }],
      tasks: [NOTHING],
      ...parts,
    });
    return { id, hookId: (await requireHook(signet, id, 'hook')).id };
  };

  it("of a workflow takes its own executions and events, and nobody else's", async () => {
    const short = await aWorkflowWith({ retention: '3d' });
    const long = await aWorkflowWith({});
    const of = ({ id, hookId }: { id: string; hookId: string }, daysAgo: number) =>
      anOldExecution({ daysAgo, workflowId: id, hookId });
    const [past, young, other] = [await of(short, 4), await of(short, 2), await of(long, 4)];

    await purges.purge(DAYS, 100);
    expect(await Promise.all([past, young, other].map(isThere))).toEqual([GONE, WHOLE, WHOLE]);
  });

  it('of a workflow holds in the environment it is deployed in', async () => {
    const { id, hookId } = await aWorkflowWith({ retention: '3d' });
    const there = await anOldExecution({ daysAgo: 4, workflowId: id, hookId, environment: 'staging' });
    await purges.purge(DAYS, 100);
    expect(await isThere(there)).toEqual(WHOLE);
  });

  it('leaves what an open dead letter is about', async () => {
    const { id, hookId } = await aWorkflowWith({ retention: '3d' });
    const old = await anOldExecution({ daysAgo: 4, workflowId: id, hookId, status: 'dead' });
    await aLetterOf(old);
    await purges.purge(DAYS, 100);
    expect(await isThere(old)).toEqual(WHOLE);
    await signet.rows(`update dead_letter set status = 'replayed' where execution_id = $1`, [old.execution]);
    await purges.purge(DAYS, 100);
    expect(await isThere(old)).toEqual(GONE);
  });

  it('leaves what was started by an execution that may not have heard of its end', async () => {
    const { id, hookId } = await aWorkflowWith({ retention: '3d' });
    const parentId = await anOpenExecution();
    const child = await anOldExecution({ daysAgo: 4, workflowId: id, hookId, parentId });
    await purges.purge(DAYS, 100);
    expect(await isThere(child)).toMatchObject({ execution: true, run: true });
    await close(parentId);
    await purges.purge(DAYS, 100);
    expect(await isThere(child)).toEqual(GONE);
  });

  it('leaves an event that somebody waits for and has not looked at', async () => {
    const { id, hookId } = await aWorkflowWith({ retention: '3d' });
    const old = await anOldExecution({ daysAgo: 4, workflowId: id, hookId });
    await leaveUnread(newId(), old.event);
    await purges.purge(DAYS, 100);
    expect(await isThere(old)).toMatchObject({ event: true });
    await read(old.event);
    await purges.purge(DAYS, 100);
    expect(await isThere(old)).toEqual(GONE);
  });

  it('of a tenant takes what all its workflows and hooks left, of that tenant alone', async () => {
    await signet.rows(`insert into tenant (name, retention_days) values ('lyon', 5)`);
    const [workflowId, source] = [newId(), newId()];
    const hookId = newId();
    await signet.rows(
      `insert into workflow (id, tenant, namespace, name) values ($1, 'lyon', 'acme', 'theirs')`,
      [workflowId],
    );
    await signet.rows(
      `insert into source (id, tenant, name, definition) values ($1, 'lyon', 'theirs', '{}')`,
      [source],
    );
    await signet.rows(`insert into hook (id, tenant, address, source_id) values ($1, 'lyon', $2, $3)`, [
      hookId,
      newId(),
      source,
    ]);
    const theirs = await anOldExecution({ daysAgo: 6, tenant: 'lyon', workflowId, hookId });
    const young = await anOldExecution({ daysAgo: 4, tenant: 'lyon', workflowId, hookId });
    const ours = await anOldExecution({ daysAgo: 6 });

    await purges.purge(DAYS, 100);
    expect(await Promise.all([theirs, young, ours].map(isThere))).toEqual([GONE, WHOLE, WHOLE]);
  });

  it('of a tenant is said over the API, in whole days', async () => {
    const put = async (
      body: object,
    ): Promise<{ status: number; body: { retentionDays?: number | null } }> => {
      const response = await fetch(`${signet.url}/api/v1/tenants/nice`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as { retentionDays?: number | null } };
    };
    expect(await put({ retentionDays: 30 })).toMatchObject({ status: 201, body: { retentionDays: 30 } });
    for (const retentionDays of [0, -1, 1.5, '30', 3651]) {
      expect((await put({ retentionDays })).status).toBe(400);
    }
    expect(await put({})).toMatchObject({ status: 200, body: { retentionDays: null } });
  });

  it('longer than that of the instance changes nothing', async () => {
    const { id, hookId } = await aWorkflowWith({ retention: '400d' });
    const old = await anOldExecution({ daysAgo: 30, workflowId: id, hookId });
    const older = await anOldExecution({ daysAgo: 100, workflowId: id, hookId });
    await purges.purge(DAYS, 100);
    expect(await Promise.all([old, older].map(isThere))).toEqual([WHOLE, GONE]);
  });

  it('is worked off in small transactions, while deliveries go on', async () => {
    const { id, hookId } = await aWorkflowWith({ retention: '1d' });
    await signet.rows(
      `insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, status, attempt, accepted_at)
       select overlay(signet_uuid_floor(now() - interval '3 days')::text placing right(gen_random_uuid()::text, 22) from 15)::uuid,
              'main', gen_random_uuid(), $1, 1, 'hook', 'succeeded', 1, now() from generate_series(1, 1600)`,
      [id],
    );
    const source = await aSource(signet);
    const first = purges.purge(DAYS, 2);
    const answers = await Promise.all(Array.from({ length: 60 }, () => post(source, aDelivery())));
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    expect(await first).toMatchObject({ purged: { execution: 1000 }, more: true });
    expect(await purges.purge(DAYS, 100)).toMatchObject({ purged: { execution: 600 }, more: false });
    expect(hookId).toBeDefined();
  });

  it('clears the default partitions of what no drop takes with it', async () => {
    const old = await anOldExecution({ daysAgo: 300 });
    expect(await signet.count('event_default', 'id = $1', [old.event])).toBe(1);
    await purges.purge(DAYS, 100);
    expect(await isThere(old)).toEqual(GONE);
  });

  it('leaves in them what is still asked for', async () => {
    const parentId = await anOpenExecution();
    const child = await anOldExecution({ daysAgo: 300, parentId });
    await leaveUnread(parentId, child.event);
    await purges.purge(DAYS, 100);
    expect(await isThere(child)).toEqual(WHOLE);
    await close(parentId);
    await read(child.event);
    await purges.purge(DAYS, 100);
    expect(await isThere(child)).toEqual(GONE);
  });
});

describe('a round of upkeep', () => {
  it('writes down what it did, and says it in numbers', async () => {
    const week = await anOldWeek(260);
    let report: UpkeepReport | undefined;
    const dropped = new Set<string>();
    await eventually(async () => {
      ({ report } = await signet.part(Upkeep).look());
      report.dropped.forEach((name) => dropped.add(name));
      expect(await partitionOf(`event_${week}`)).toBe(0);
    });
    const [run] = await signet.rows<{ report: UpkeepReport }>('select report from upkeep_run');
    expect(run!.report).toMatchObject({ daysAhead: expect.any(Number), held: [], busy: [] });
    expect(report!.daysAhead).toBeGreaterThan(21);

    const shown = await signet.part(Metrics).registry.metrics();
    for (const name of dropped) {
      expect(shown).toContain(`signet_partitions_dropped_total{table="${name.replace(/_\d+$/, '')}"}`);
    }
    expect(shown).toMatch(/signet_table_bytes\{table="event"\} [1-9]/);
    expect(shown).toMatch(/signet_database_bytes [1-9]/);
    expect(shown).toMatch(/signet_oldest_kept_timestamp_seconds 1[67]\d{8}/);
  });
});
