import type { DataSource } from 'typeorm';
import type { Clock } from '../config/clock.js';
import { schemaStanding } from '../database/schema-standing.js';
import { PARTITIONED, PartitionRepository } from '../ledger/partition.repository.js';
import { masterKeys, masterKeyState } from '../secrets/master-keys.repository.js';
import type { AuditFacts, LedgerFacts, PostgresFacts, UpkeepFacts, VacuumFacts } from './facts.js';

/** A connected one. */
export type Database = DataSource;

/** Tables where rows come and go, so that vacuum must keep up with them. */
const HOT = ['open_execution', 'dedupe', 'directory_user', 'callback', 'quota_use'];

const WORK = `
select coalesce((select extract(epoch from now() - due_at)::float8 from open_execution
                  where status in ('pending', 'retrying', 'waiting') and due_at <= now() order by due_at limit 1), 0)
         as "oldestDueSeconds",
       (select count(*)::int from open_execution where status = 'running' and lease_until < now() - interval '1 minute')
         as "stuckLeases",
       (select count(*)::int from dead_letter where status = 'open') as "openDeadLetters"`;

const UPKEEP = `
select extract(epoch from now() - finished_at)::float8 as "ageSeconds", report->'held' as held from upkeep_run`;

const AUDIT = `
select h.size::float8 as size, (select count(*)::int from audit_refused) as refused,
       coalesce((select greatest(0, extract(epoch from now() - e.at))::float8 from audit_entry e
                  where e.xid >= h.xid and (e.xid, e.id) > (h.xid, h.id) order by e.xid, e.id limit 1), 0)
         as "waitingSeconds"
  from audit_head h`;

const VACUUM = `
select current_setting('autovacuum') = 'on' as enabled,
       (select age(datfrozenxid) from pg_database where datname = current_database()) as "oldestXid",
       (select json_agg(json_build_object('table', c.relname, 'live', s.n_live_tup, 'dead', s.n_dead_tup, 'enabled',
                 not coalesce(c.reloptions::text ~ 'autovacuum_enabled=(false|off|no|0)', false)))
          from pg_class c join pg_stat_user_tables s on s.relid = c.oid where c.oid = any($1::regclass[])) as tables`;

/** What any Postgres tells; asks nothing of tables that may not be there. */
export async function readPostgres(dataSource: DataSource, clock: Clock): Promise<PostgresFacts> {
  const before = clock.now().getTime();
  const [row] = await dataSource.query<{ version: number; isDurable: boolean; at: number }[]>(
    `select current_setting('server_version_num')::int as version, current_setting('fsync') = 'on' as "isDurable",
            extract(epoch from clock_timestamp())::float8 * 1000 as at`,
  );
  const { version, isDurable, at } = row!;
  const clockAheadMs = at - (before + clock.now().getTime()) / 2;
  return { version, isDurable, clockAheadMs, ...(await schemaStanding(dataSource)) };
}

/** What a database with all migrations tells. */
export async function readLedger(dataSource: DataSource, masterKey: Buffer): Promise<LedgerFacts> {
  const partitions = new PartitionRepository(dataSource);
  const [work] =
    await dataSource.query<Pick<LedgerFacts, 'oldestDueSeconds' | 'stuckLeases' | 'openDeadLetters'>[]>(WORK);
  const [upkeep] = await dataSource.query<UpkeepFacts[]>(UPKEEP);
  const [audit] = await dataSource.query<AuditFacts[]>(AUDIT);
  const [vacuum] = await dataSource.query<VacuumFacts[]>(VACUUM, [HOT]);
  return {
    ...work!,
    daysAhead: await partitions.daysAhead(),
    strays: await straysOf(dataSource),
    size: await partitions.sizes(),
    key: await masterKeyState(dataSource, masterKey),
    keys: (await masterKeys(dataSource)).length,
    upkeep: upkeep ?? null,
    audit: audit!,
    vacuum: vacuum!,
  };
}

async function straysOf(dataSource: DataSource): Promise<string[]> {
  const asked = PARTITIONED.map(
    (table) => `select '${table}' as name where exists (select from ${table}_default)`,
  );
  const rows = await dataSource.query<{ name: string }[]>(asked.join(' union all '));
  return rows.map(({ name }) => name);
}
