import { ATTACHED } from './1765030000000-retention.js';
/**
 * The order of the audit log, and the tree over it. `xid` and `id` are where the sequencer goes on; `era` counts the
 * servers whose transaction ids the entries have: they begin anew where a dump was restored.
 */
const TREE = `
create table audit_head (
  only_one boolean not null default true constraint audit_head_only_one_check check (only_one),
  size bigint not null default 0,
  era integer not null default 0,
  xid xid8 not null default '0',
  id uuid not null default '00000000-0000-0000-0000-000000000000',
  constraint audit_head_pkey primary key (only_one)
);
insert into audit_head default values;

/* Hashes in tiles of 256; those of level 0 know whose they are, and where in the order they begin. */
create table audit_tile (
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  ids uuid[],
  era integer,
  first_xid xid8,
  first_id uuid,
  constraint audit_tile_pkey primary key (level, index)
);
alter table audit_tile alter hashes set storage external, alter ids set storage external;
create index audit_tile_place_idx on audit_tile (era, first_xid, first_id) where level = 0;

/* What was signed: the last one, and one for each hour before. */
create table audit_checkpoint (
  size bigint constraint audit_checkpoint_pkey primary key,
  at timestamptz not null,
  note text not null
);

/* Rows of the log that are not of this program's making. */
create table audit_refused (
  entry_id uuid constraint audit_refused_pkey primary key,
  why text not null,
  found_at timestamptz not null default now()
);

create index audit_entry_xid_idx on audit_entry (xid);
`;
/** The private part may go, once and for good: it is bound to the leaf by a digest alone. */
const GUARD = `
create or replace function signet_audit_is_append_only() returns trigger language plpgsql as $$
declare
  kept audit_entry;
begin
  if tg_op = 'UPDATE' then
    kept := old;
    kept.sealed := null;
    if new is not distinct from kept then
      return new;
    end if;
  end if;
  raise exception 'audit_entry is append-only' using errcode = 'insufficient_privilege';
end $$;

/* A partition takes over the triggers for its rows, and not those for whole statements. */
create function signet_guard_audit_partition(child regclass) returns void language plpgsql as $$
begin
  if not exists (select from pg_trigger where tgrelid = child and tgname = 'audit_entry_not_emptied') then
    execute format('create trigger audit_entry_not_emptied before truncate on %s
      for each statement execute function signet_audit_is_append_only()', child);
  end if;
end $$;
select signet_guard_audit_partition(inhrelid) from pg_inherits where inhparent = 'audit_entry'::regclass;
`;
/** As it was, and a new partition of the audit log is guarded before anything is in it. */
const PARTITIONS = `
create or replace function signet_make_partition(weeks_ahead integer) returns text language plpgsql
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
          if parent = 'audit_entry' then
            perform signet_guard_audit_partition(child::regclass);
          end if;
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
drop index audit_entry_xid_idx;
drop table audit_head, audit_tile, audit_checkpoint, audit_refused;
do $$ declare child regclass; begin
  for child in select inhrelid from pg_inherits where inhparent = 'audit_entry'::regclass loop
    execute format('drop trigger audit_entry_not_emptied on %s', child);
  end loop;
end $$;
drop function signet_guard_audit_partition, signet_make_partition;
create or replace function signet_audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entry is append-only' using errcode = 'insufficient_privilege';
end $$;
`;
/** The audit log gets an order, a tree over it, and guards on each of its partitions. */
export class AuditTree1765060000000 {
    async up(db) {
        await db.query(TREE);
        await db.query(GUARD);
        await db.query(PARTITIONS);
    }
    async down(db) {
        await db.query(UNDO);
        await db.query(ATTACHED);
    }
}
//# sourceMappingURL=1765060000000-audit-tree.js.map