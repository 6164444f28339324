import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { schemaStanding } from '../../src/database/schema-standing.js';
import { PartitionRepository } from '../../src/ledger/partition.repository.js';
import { UpkeepRepository } from '../../src/ledger/upkeep.repository.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const PARTITIONED = ['audit_entry', 'delivery_log', 'event', 'execution', 'task_run'];

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({
    url: database.url,
    pool: 4,
    statementTimeoutMs: 60_000,
  }).initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

const rows = <Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]> =>
  dataSource.query(sql, values);

/** Everything of ours in the schema, as lines. */
async function schema(): Promise<string[]> {
  const found = await rows<{ line: string }>(`
    select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                  pg_get_expr(d.adbin, d.adrelid)) as line
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
    union all
    select format('relation %s %s %s', relname, relkind, reloptions) from pg_class
     where relnamespace = 'public'::regnamespace
    union all
    select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid
     where relnamespace = 'public'::regnamespace
    union all
    select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
     where connamespace = 'public'::regnamespace
    union all
    select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
    union all
    select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select format('view %s %s', viewname, definition) from pg_views where schemaname = 'public'`);
  return found
    .map(({ line }) => line)
    .filter((line) => !/signet_migration|\bPK_\w{27}/.test(line)) // of TypeORM's own table
    .toSorted();
}

async function undoAll(): Promise<void> {
  for (let left = dataSource.migrations.length; left > 0; left -= 1) {
    await dataSource.undoLastMigration({ transaction: 'each' });
  }
}

describe('migrations', () => {
  it('down leave nothing, and up again give the same schema', async () => {
    const before = await schema();
    expect(before.length).toBeGreaterThan(200);
    await undoAll();
    expect(await schema()).toEqual([]);
    expect((await schemaStanding(dataSource)).pending).toHaveLength(dataSource.migrations.length);

    await migrate(database.url);
    expect(await schema()).toEqual(before);
    expect(await schemaStanding(dataSource)).toEqual({ pending: [], unknown: [] });
    expect(await migrate(database.url)).toEqual([]);
  });

  it('run by five processes at once are applied once', async () => {
    await undoAll();
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(applied.flat()).toEqual(dataSource.migrations.map(({ constructor }) => constructor.name));
    expect(await rows('select name from signet_migration')).toHaveLength(dataSource.migrations.length);
  });

  it('give way to whoever has a table, and are tried again', async () => {
    await dataSource.undoLastMigration({ transaction: 'each' });
    const other = dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query('lock table execution in row exclusive mode'); // as who ends an execution has it
    const migrating = migrate(database.url);
    const asked = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(async () => expect(await rows(asked)).toHaveLength(1));
    await eventually(async () => expect(await rows(asked)).toEqual([]), { every: 5 }); // a delivery could go by now
    await other.commitTransaction();
    await other.release();
    expect(await migrating).toHaveLength(1);
  });

  it('name every constraint and index themselves', async () => {
    const generated = await rows<{ name: string }>(
      `select conname as name from pg_constraint
        where connamespace = 'public'::regnamespace and contype <> 'n' and conname ~ '(_check|_key|_fkey|_pkey)\\d+$'`,
    );
    expect(generated).toEqual([]);
  });
});

describe('partitions', () => {
  const partitionsOf = async (parent: string): Promise<string[]> =>
    (
      await rows<{ name: string }>(
        'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1',
        [parent],
      )
    ).map(({ name }) => name);

  it('are there for this week, the last, and weeks ahead, so that no row of now goes to the default', async () => {
    for (const parent of PARTITIONED) {
      expect((await partitionsOf(parent)).length).toBeGreaterThanOrEqual(7);
    }
    const [id] = await openAll(dataSource, [aNewEvent()]);
    expect(id).toBeDefined();
    const [row] = await rows<{ name: string }>('select tableoid::regclass::text as name from event');
    expect(row!.name).toMatch(/^event_\d{8}$/);
    const [ahead] = await rows<{ days: number }>(
      `select max(to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD')) - now()::date as days
         from pg_inherits where inhparent = 'event'::regclass and inhrelid::regclass::text ~ '\\d{8}$'`,
    );
    expect(ahead!.days).toBeGreaterThan(14);
  });

  it('that are missing are made, by several at once, and only once', async () => {
    const partitions = new PartitionRepository(dataSource);
    expect(await partitions.make()).toBe(0);
    const [last] = (await partitionsOf('task_run')).filter((name) => /\d$/.test(name)).slice(-1);
    await rows(`drop table ${last}`);
    const made = await Promise.all([partitions.make(), partitions.make(), partitions.make()]);
    expect(made.toSorted((one, other) => one - other)).toEqual([0, 0, 1]);
    expect(await partitionsOf('task_run')).toContain(last);
  });

  it('that came too late for their week do not keep others from being made', async () => {
    const partitions = new PartitionRepository(dataSource);
    const dated = (await partitionsOf('event')).filter((name) => /\d$/.test(name));
    await rows(`drop table ${dated.slice(1).join(', ')}`); // last week's alone is left
    await openAll(dataSource, [aNewEvent()]);
    expect(await rows('select tableoid::regclass::text as name from event')).toContainEqual({
      name: 'event_default',
    });
    expect(await partitions.make()).toBe(dated.length - 2);
    await rows('truncate event');
    expect(await partitions.make()).toBe(1);
    expect((await partitionsOf('event')).filter((name) => /\d$/.test(name))).toEqual(dated);
  });

  it('that are past their time are dropped whole; younger ones, the default and the audit log stay', async () => {
    const old = (parent: string) => `${parent}_20250106`;
    for (const parent of PARTITIONED) {
      const [from, to] = ['2025-01-06Z', '2025-01-13Z'].map(floorOf);
      await rows(
        `create table ${old(parent)} partition of ${parent} for values from ('${from}') to ('${to}')`,
      );
    }
    const before = await partitionsOf('event');
    const { dropped } = await new PartitionRepository(dataSource).drop(90);
    expect(dropped.toSorted()).toEqual(PARTITIONED.filter((name) => name !== 'audit_entry').map(old));
    expect(await partitionsOf('event')).toEqual(before.filter((name) => name !== old('event')));
    expect(await partitionsOf('audit_entry')).toContain(old('audit_entry'));
    expect((await new PartitionRepository(dataSource).drop(90)).dropped).toEqual([]);
  });

  it('are found by an id alone: ids tell their time', async () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const [row] = await rows<{ floor: string }>('select signet_uuid_floor($1) as floor', [at]);
    expect(row!.floor).toBe(floorOf(at.toISOString()));
    const [now] = await rows<{ inside: boolean }>(
      `select $1::uuid between signet_uuid_floor(now() - interval '1 minute')
                           and signet_uuid_floor(now() + interval '1 minute') as inside`,
      [newId()],
    );
    expect(now!.inside).toBe(true);
  });
});

function floorOf(at: string): string {
  const hex = new Date(at).getTime().toString(16).padStart(12, '0').padEnd(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

describe('dedupe keys', () => {
  it('are forgotten when their window is over, and not before', async () => {
    await rows('truncate dedupe');
    await openAll(dataSource, [aNewEvent(), aNewEvent(), aNewEvent()]);
    await rows(
      `update dedupe set created_at = now() - interval '31 days' where key = (select key from dedupe order by key limit 1)`,
    );
    const upkeep = new UpkeepRepository(dataSource);
    expect(await upkeep.pruneDedupe(30)).toEqual({ pruned: 1, more: false });
    expect(await upkeep.pruneDedupe(30)).toEqual({ pruned: 0, more: false });
    expect(await rows('select 1 from dedupe')).toHaveLength(2);
  });
});

describe('the audit log', () => {
  const insert = `insert into audit_entry (id, tenant, at, verb, leaf, leaf_hash, mac) values ($1, 'main', now(), 'v', '', '', '')`;

  it('cannot be changed, shortened or emptied, not even in one of its partitions', async () => {
    await rows(insert, [newId()]);
    const [{ name }] = (await rows<{ name: string }>(
      'select tableoid::regclass::text as name from audit_entry',
    )) as [{ name: string }];
    for (const sql of [
      `update audit_entry set verb = 'other'`,
      'delete from audit_entry',
      'truncate audit_entry',
      `update ${name} set verb = 'other'`,
      `delete from ${name}`,
      `truncate ${name}`,
      'truncate audit_entry_default',
      'update audit_entry set sealed = null, verb = leaf_hash::text',
    ]) {
      await expect(rows(sql)).rejects.toThrow('append-only');
    }
    expect(await rows('select verb from audit_entry')).toEqual([{ verb: 'v' }]);
  });

  it('has a role that may add to it and nothing else', async () => {
    await dataSource.transaction(async (tx) => {
      await tx.query('set local role signet_audit_writer');
      await tx.query(insert, [newId()]);
    });
    for (const sql of [
      'select * from audit_entry',
      `update audit_entry set verb = 'x'`,
      'select * from event',
    ]) {
      const attempt = dataSource.transaction(async (tx) => {
        await tx.query('set local role signet_audit_writer');
        await tx.query(sql);
      });
      await expect(attempt).rejects.toThrow('permission denied');
    }
  });
});
