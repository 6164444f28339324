const RETENTION = `
/* Days what a tenant's executions left is kept, where that is shorter than the instance's. */
alter table tenant add column retention_days integer
  constraint tenant_retention_days_check check (retention_days between 1 and 3650);

/* The last time growth was looked after, by whichever worker. */
create table upkeep_run (
  only_one boolean not null default true constraint upkeep_run_only_one_check check (only_one),
  finished_at timestamptz not null,
  report jsonb not null,
  constraint upkeep_run_pkey primary key (only_one)
);

/* Something sealed with the master key: tells the right key from another before any secret has to be opened. */
create table master_key_check (
  only_one boolean not null default true constraint master_key_check_only_one_check check (only_one),
  sealed bytea not null,
  constraint master_key_check_pkey primary key (only_one)
);

/* Partitions of a week, of the tables that only grow. */
create view partition_view as
  select p.relname as parent, c.relname as name,
         to_date(right(c.relname, 8), 'YYYYMMDD')::timestamp at time zone 'utc' as from_at,
         (to_date(right(c.relname, 8), 'YYYYMMDD') + 7)::timestamp at time zone 'utc' as to_at
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
   where i.inhparent in ('event'::regclass, 'execution'::regclass, 'task_run'::regclass, 'delivery_log'::regclass,
                         'audit_entry'::regclass)
     and c.relname ~ '_\\d{8}$';
`;
/**
 * Partitions are made apart and then attached: that takes SHARE UPDATE EXCLUSIVE on the parent, which no delivery waits
 * for, where `create table ... partition of` takes ACCESS EXCLUSIVE.
 * Source: PostgreSQL manual, ALTER TABLE, "ATTACH PARTITION".
 */
export const ATTACHED = `
/* Makes the first partition that is missing among the weeks [now - 1, now + weeks_ahead]; its name, null when none is. */
create function signet_make_partition(weeks_ahead integer) returns text language plpgsql
  set lock_timeout = '200ms' as $$
declare
  parent text;
  week timestamptz;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('signet_make_partitions'));
  foreach parent in array array['event', 'execution', 'task_run', 'delivery_log', 'audit_entry'] loop
    for i in -1 .. weeks_ahead loop
      week := date_trunc('week', now() at time zone 'utc') at time zone 'utc' + make_interval(weeks => i);
      child := parent || '_' || to_char(week at time zone 'utc', 'YYYYMMDD');
      if to_regclass(child) is null then
        begin
          execute format('create table %I (like %I including all)', child, parent);
          execute format('alter table %I attach partition %I for values from (%L) to (%L)',
            parent, child, signet_uuid_floor(week), signet_uuid_floor(week + interval '1 week'));
          return child;
        exception when check_violation then
          raise warning '% is late: rows of its week are in the default partition already', child;
        end;
      end if;
    end loop;
  end loop;
  return null;
end $$;
`;
const UNDO = `
drop function signet_make_partition;
drop view partition_view;
drop table master_key_check, upkeep_run;
alter table tenant drop column retention_days;
`;
/** Retention of tenants, partitions that are made and dropped in nobody's way, and the record of upkeep. */
export class Retention1765030000000 {
    async up(db) {
        await db.query(RETENTION);
        await db.query(ATTACHED);
    }
    async down(db) {
        await db.query(UNDO);
    }
}
//# sourceMappingURL=1765030000000-retention.js.map