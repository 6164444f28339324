const PLACES = `
create table tenant (
  name text constraint tenant_pkey primary key,
  description text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
insert into tenant (name)
select 'main' union select tenant from workflow union select tenant from source union select tenant from api_token
 union select tenant from secret union select tenant from directory;

create table environment (
  tenant text not null constraint environment_tenant_fkey references tenant (name) on delete cascade,
  name text not null,
  description text,
  created_at timestamptz not null default now(),
  constraint environment_pkey primary key (tenant, name)
);
insert into environment (tenant, name) select name, 'production' from tenant;
`;
/** What runs where. A workflow that is in no environment has no deployment and takes nothing. */
const DEPLOYMENTS = `
create table deployment (
  workflow_id uuid not null constraint deployment_workflow_fkey references workflow (id) on delete cascade,
  environment text not null,
  revision integer not null,
  enabled boolean not null default true,
  deployed_at timestamptz not null default now(),
  deployed_by text not null,
  constraint deployment_pkey primary key (workflow_id, environment),
  constraint deployment_revision_fkey foreign key (workflow_id, revision)
    references workflow_revision (workflow_id, number)
);
insert into deployment (workflow_id, environment, revision, enabled, deployed_at, deployed_by)
select w.id, 'production', w.deployed_revision, w.enabled, w.updated_at, r.created_by
  from workflow w join workflow_revision r on r.workflow_id = w.id and r.number = w.deployed_revision;
alter table workflow drop column deployed_revision, drop column enabled;

/* Where an operator put a trigger's switch; without a row it stands as the document says. */
create table trigger_switch (
  workflow_id uuid not null constraint trigger_switch_workflow_fkey references workflow (id) on delete cascade,
  trigger_id text not null,
  environment text not null,
  enabled boolean not null,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  constraint trigger_switch_pkey primary key (workflow_id, trigger_id, environment)
);
insert into trigger_switch (workflow_id, trigger_id, environment, enabled, changed_by)
select workflow_id, trigger_id, 'production', false, 'migration' from hook where workflow_id is not null and not enabled;
update hook set enabled = true where workflow_id is not null and not enabled;
`;
/** The empty environment stands for all of them; a value of its own goes before it. */
const VALUES = `
alter table secret add column environment text not null default '';
alter table secret drop constraint secret_pkey;
alter table secret add constraint secret_pkey primary key (tenant, namespace, environment, name);

create table variable (
  tenant text not null,
  namespace text not null,
  environment text not null default '',
  name text not null,
  value jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint variable_pkey primary key (tenant, namespace, environment, name)
);
`;
const LEDGER = `
alter table event
  add column environment text not null default 'production',
  add column common_type text,
  add column inputs json,
  add column test boolean not null default false;
alter table open_execution
  add column environment text not null default 'production',
  add column test boolean not null default false;
alter table execution
  add column environment text not null default 'production',
  add column test boolean not null default false;
create index execution_environment_idx on execution (tenant, environment, id) where environment <> 'production';
alter table delivery_log
  add column environment text not null default 'production',
  add column diagnosis json;
alter table dead_letter add column environment text not null default 'production';
/* By this database's clock, so that who follows an execution can ask for what came since. */
alter table task_run add column changed_at timestamptz not null default now();
`;
const executionView = (more) => `
create view execution_view as
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
         null::text as reason, attempt, replay_of, last_error, accepted_at, started_at,
         null::timestamptz as finished_at, due_at, lease_until, worker${more}
    from open_execution
  union all
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
         reason, attempt, replay_of, last_error, accepted_at, started_at,
         finished_at, null::timestamptz, null::timestamptz, null::text${more}
    from execution;
`;
const ANNOUNCED = ['tenant', 'environment', 'deployment', 'trigger_switch', 'variable'];
const UNDO = `
drop view execution_view;
alter table task_run drop column changed_at;
alter table dead_letter drop column environment;
alter table delivery_log drop column diagnosis, drop column environment;
drop index execution_environment_idx;
alter table execution drop column test, drop column environment;
alter table open_execution drop column test, drop column environment;
alter table event drop column test, drop column inputs, drop column common_type, drop column environment;
drop table variable;
delete from secret where environment <> '';
alter table secret drop constraint secret_pkey;
alter table secret add constraint secret_pkey primary key (tenant, namespace, name);
alter table secret drop column environment;
update hook h set enabled = false from trigger_switch s
 where s.workflow_id = h.workflow_id and s.trigger_id = h.trigger_id and s.environment = 'production' and not s.enabled;
drop table trigger_switch;
alter table workflow add column enabled boolean not null default true, add column deployed_revision integer;
update workflow w
   set enabled = coalesce(d.enabled, false),
       deployed_revision = coalesce(d.revision, (select max(number) from workflow_revision r where r.workflow_id = w.id))
  from workflow v left join deployment d on d.workflow_id = v.id and d.environment = 'production'
 where v.id = w.id;
alter table workflow alter column deployed_revision set not null;
drop table deployment, environment, tenant;
`;
/** Tenants, environments, and what differs between them: deployed revisions, switches, secrets, variables. */
export class Environments1764028800000 {
    async up(db) {
        await db.query('drop view execution_view');
        for (const sql of [PLACES, DEPLOYMENTS, VALUES, LEDGER, executionView(', environment, test')]) {
            await db.query(sql);
        }
        for (const table of ANNOUNCED) {
            await db.query(`create trigger ${table}_tell_changed after insert or update or delete or truncate on ${table}
           for each statement execute function signet_tell_changed()`);
        }
    }
    async down(db) {
        await db.query(UNDO);
        await db.query(executionView(''));
    }
}
//# sourceMappingURL=1764028800000-environments.js.map