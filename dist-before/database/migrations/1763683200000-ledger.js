/** Tables that only grow, by range of UUIDv7 id: a week each, made ahead, dropped whole. */
const PARTITIONED = ['event', 'execution', 'task_run', 'delivery_log', 'audit_entry'];
const CONFIGURATION = `
create table workflow (
  id uuid constraint workflow_pkey primary key,
  tenant text not null,
  namespace text not null,
  name text not null,
  enabled boolean not null default true,
  deployed_revision integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint workflow_name_key unique (tenant, namespace, name)
);
create table workflow_revision (
  workflow_id uuid not null constraint workflow_revision_workflow_fkey references workflow (id),
  number integer not null,
  hash text not null,
  text text not null,
  document jsonb not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  constraint workflow_revision_pkey primary key (workflow_id, number)
);
create table source (
  id uuid constraint source_pkey primary key,
  tenant text not null,
  name text not null,
  description text,
  definition jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint source_name_key unique (tenant, name)
);
create table hook (
  id uuid constraint hook_pkey primary key,
  tenant text not null,
  address text not null constraint hook_address_key unique,
  source_id uuid constraint hook_source_key unique constraint hook_source_fkey references source (id) on delete cascade,
  workflow_id uuid constraint hook_workflow_fkey references workflow (id),
  trigger_id text,
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  constraint hook_trigger_key unique (workflow_id, trigger_id),
  constraint hook_owner_check check ((source_id is null) <> (workflow_id is null))
);
create table secret (
  tenant text not null,
  namespace text not null,
  name text not null,
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint secret_pkey primary key (tenant, namespace, name)
);
create table api_token (
  id uuid constraint api_token_pkey primary key,
  tenant text not null,
  name text not null,
  digest bytea not null constraint api_token_digest_key unique,
  role text not null constraint api_token_role_check check (role in ('admin', 'author', 'operator', 'auditor', 'ingest')),
  namespaces text[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
create table directory (
  tenant text not null,
  name text not null,
  type text not null constraint directory_type_check check (type in ('local', 'scim')),
  url text,
  sealed_token bytea,
  config jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint directory_pkey primary key (tenant, name)
);
create table directory_user (
  tenant text not null,
  directory text not null,
  id text not null,
  active boolean not null default true,
  user_name text,
  email text,
  display_name text,
  roles text[] not null default '{}',
  groups text[] not null default '{}',
  attributes jsonb not null default '{}',
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint directory_user_pkey primary key (tenant, directory, id)
) with (fillfactor = 80);
`;
const LEDGER = `
create table event (
  id uuid not null,
  delivery_id uuid not null,
  tenant text not null,
  hook_id uuid not null,
  source text,
  type text,
  external_id text,
  subject text,
  occurred_at timestamptz,
  received_at timestamptz not null default now(),
  remote_address text,
  bytes integer not null,
  body json,
  headers json not null,
  parameters json not null,
  traceparent text,
  constraint event_pkey primary key (id)
) partition by range (id);
create index event_hook_idx on event (hook_id, id);

create table delivery_log (
  id uuid not null,
  tenant text not null,
  hook_id uuid not null,
  received_at timestamptz not null default now(),
  outcome text not null,
  reason text,
  status integer not null,
  method text not null,
  remote_address text,
  bytes integer not null,
  event_id uuid,
  constraint delivery_log_pkey primary key (id)
) partition by range (id);
create index delivery_log_hook_idx on delivery_log (hook_id, id);

create table dedupe (
  hook_id uuid not null,
  key bytea not null,
  event_id uuid not null,
  executions uuid[] not null,
  created_at timestamptz not null default now(),
  constraint dedupe_pkey primary key (hook_id, key)
);
create index dedupe_created_idx on dedupe using brin (created_at);

create table open_execution (
  id uuid constraint open_execution_pkey primary key,
  seq bigint generated always as identity,
  tenant text not null,
  event_id uuid not null,
  workflow_id uuid not null,
  revision integer not null,
  trigger_id text not null,
  event_type text,
  subject text,
  lane text,
  status text not null default 'pending'
    constraint open_execution_status_check check (status in ('pending', 'running', 'retrying')),
  attempt integer not null default 0,
  fence bigint not null default 0,
  takeovers integer not null default 0,
  worker text,
  lease_until timestamptz,
  due_at timestamptz not null default now(),
  concurrency_limit integer,
  overflow text,
  replay_of uuid,
  last_error json,
  accepted_at timestamptz not null default now(),
  started_at timestamptz,
  version integer not null default 1,
  constraint open_execution_lease_check check ((status = 'running') = (lease_until is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
        autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index open_execution_lane_idx on open_execution (lane, seq) where lane is not null;
create unique index open_execution_lane_running_key on open_execution (lane) where status = 'running';
create index open_execution_due_idx on open_execution (due_at, seq) where status in ('pending', 'retrying');
create index open_execution_limited_idx on open_execution (workflow_id, seq) where concurrency_limit is not null;
create index open_execution_limited_running_idx on open_execution (workflow_id) where status = 'running' and concurrency_limit is not null;

create table execution (
  id uuid not null,
  tenant text not null,
  event_id uuid not null,
  workflow_id uuid not null,
  revision integer not null,
  trigger_id text not null,
  event_type text,
  subject text,
  lane text,
  status text not null
    constraint execution_status_check check (status in ('succeeded', 'dead', 'cancelled', 'skipped', 'superseded')),
  reason text,
  attempt integer not null,
  replay_of uuid,
  last_error json,
  accepted_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz not null default now(),
  constraint execution_pkey primary key (id)
) partition by range (id);
create index execution_workflow_idx on execution (workflow_id, id);
create index execution_subject_idx on execution (tenant, subject, id) where subject is not null;
create index execution_type_idx on execution (tenant, event_type, id) where event_type is not null;
create index execution_unsuccessful_idx on execution (tenant, status, id) where status <> 'succeeded';

create table task_run (
  execution_id uuid not null,
  task_id text not null,
  iteration integer not null default 0,
  position integer not null,
  action text not null,
  status text not null
    constraint task_run_status_check check (status in ('started', 'succeeded', 'failed', 'skipped')),
  attempt integer not null,
  misses integer not null default 0,
  started_at timestamptz not null,
  first_started_at timestamptz not null,
  finished_at timestamptz,
  input json,
  output json,
  error json,
  constraint task_run_pkey primary key (execution_id, task_id, iteration)
) partition by range (execution_id);

create table dead_letter (
  execution_id uuid constraint dead_letter_pkey primary key,
  tenant text not null,
  workflow_id uuid not null,
  revision integer not null,
  event_id uuid not null,
  event_type text,
  subject text,
  task_id text,
  reason text not null,
  error json not null,
  fingerprint text not null,
  attempts integer not null,
  status text not null default 'open'
    constraint dead_letter_status_check check (status in ('open', 'replayed', 'discarded')),
  buried_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by text,
  note text,
  replay_execution_id uuid
);
create index dead_letter_open_idx on dead_letter (tenant, execution_id) where status = 'open';
create index dead_letter_tenant_idx on dead_letter (tenant, execution_id);

create view execution_view as
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
         null::text as reason, attempt, replay_of, last_error, accepted_at, started_at,
         null::timestamptz as finished_at, due_at, lease_until, worker
    from open_execution
  union all
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
         reason, attempt, replay_of, last_error, accepted_at, started_at,
         finished_at, null::timestamptz, null::timestamptz, null::text
    from execution;
`;
const AUDIT = `
create table audit_entry (
  id uuid not null,
  tenant text not null,
  at timestamptz not null,
  verb text not null,
  subject_tag text,
  execution_id uuid,
  leaf bytea not null,
  leaf_hash bytea not null,
  xid xid8 not null default pg_current_xact_id(),
  mac bytea not null,
  sealed bytea,
  constraint audit_entry_pkey primary key (id)
) partition by range (id);
create index audit_entry_subject_idx on audit_entry (tenant, subject_tag, id) where subject_tag is not null;
create index audit_entry_execution_idx on audit_entry using brin (execution_id);

create function signet_audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entry is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function signet_audit_is_append_only();
create trigger audit_entry_not_emptied before truncate on audit_entry
  for each statement execute function signet_audit_is_append_only();

do $$ begin
  if not exists (select from pg_roles where rolname = 'signet_audit_writer') then
    create role signet_audit_writer nologin;
  end if;
  grant insert on audit_entry to signet_audit_writer;
exception
  when insufficient_privilege then
    raise notice 'role signet_audit_writer was not created: the migrating user may not create roles';
  when unique_violation or duplicate_object then
    grant insert on audit_entry to signet_audit_writer;
end $$;
`;
const PARTITIONS = `
create function signet_uuid_floor(at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

/* Makes the partitions of the weeks [now - 1, now + weeks_ahead] of every growing table; safe to call again. */
create function signet_make_partitions(weeks_ahead integer) returns integer language plpgsql as $$
declare
  parent text;
  week timestamptz;
  child text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('signet_make_partitions'));
  foreach parent in array array['event', 'execution', 'task_run', 'delivery_log', 'audit_entry'] loop
    for i in -1 .. weeks_ahead loop
      week := date_trunc('week', now() at time zone 'utc') at time zone 'utc' + make_interval(weeks => i);
      child := parent || '_' || to_char(week at time zone 'utc', 'YYYYMMDD');
      if to_regclass(child) is null then
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)',
            child, parent, signet_uuid_floor(week), signet_uuid_floor(week + interval '1 week'));
          made := made + 1;
        exception when check_violation then
          raise warning '% is late: rows of its week are in the default partition already', child;
        end;
      end if;
    end loop;
  end loop;
  return made;
end $$;

/* Drops partitions that ended before the given instant, never those of the audit log; returns their names. */
create function signet_drop_partitions(before timestamptz) returns setof text language plpgsql as $$
declare
  child text;
begin
  for child in
    select c.oid::regclass::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent in ('event'::regclass, 'execution'::regclass, 'task_run'::regclass, 'delivery_log'::regclass)
       and c.relname ~ '_\\d{8}$'
       and to_date(right(c.relname, 8), 'YYYYMMDD') + 7 <= (before at time zone 'utc')::date
  loop
    execute format('drop table %s', child);
    return next child;
  end loop;
end $$;
`;
const CHANGES = `
/* Tells every web and worker process that what it keeps in memory about hooks and workflows is stale. */
create function signet_tell_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('signet_changed', tg_table_name);
  return null;
end $$;
`;
/** The first ledger: what is true, and the configuration around it. */
export class Ledger1763683200000 {
    async up(db) {
        for (const sql of [CONFIGURATION, LEDGER, AUDIT, PARTITIONS, CHANGES]) {
            await db.query(sql);
        }
        for (const table of ['workflow', 'source', 'hook', 'secret', 'directory', 'api_token']) {
            await db.query(`create trigger ${table}_tell_changed after insert or update or delete or truncate on ${table}
           for each statement execute function signet_tell_changed()`);
        }
        for (const table of PARTITIONED) {
            await db.query(`create table ${table}_default partition of ${table} default`);
        }
        await db.query('select signet_make_partitions(4)');
    }
    async down(db) {
        await db.query(`
      drop view execution_view;
      drop table hook, source, workflow_revision, workflow, secret, api_token, directory, directory_user, dedupe,
        open_execution, dead_letter, ${PARTITIONED.join(', ')};
      drop function signet_audit_is_append_only, signet_tell_changed, signet_make_partitions, signet_drop_partitions,
        signet_uuid_floor;
    `);
    }
}
//# sourceMappingURL=1763683200000-ledger.js.map