/** Limits of a tenant as the API takes them; what is not in it has no limit. */
const LIMITS = `
alter table tenant add column limits jsonb not null default '{}';
/* Of the revision deployed there, so that the limit that holds now can be read without its document. */
alter table deployment add column concurrency_limit integer;
update deployment d set concurrency_limit = (r.document->'concurrency'->>'limit')::int
  from workflow_revision r where r.workflow_id = d.workflow_id and r.number = d.revision;
`;
/** Executions counted for a quota, by the calendar of UTC. Only scopes that have a quota have rows. */
const QUOTAS = `
create table quota_use (
  scope text not null,
  period text not null constraint quota_use_period_check check (period in ('day', 'month')),
  starts date not null,
  used bigint not null default 0,
  constraint quota_use_pkey primary key (scope, period, starts)
) with (fillfactor = 50);
`;
/** The scope under whose lock an execution is claimed; null: anybody may claim it at any time. */
const CLAIMS = `
alter table open_execution add column claim_scope text;
update open_execution set claim_scope = 'workflow:' || tenant || '/' || workflow_id || '@' || environment
 where concurrency_limit is not null;
drop index open_execution_limited_idx;
drop index open_execution_limited_running_idx;
create index open_execution_scope_idx on open_execution (claim_scope, workflow_id, environment, due_at, seq)
 where claim_scope is not null and status in ('pending', 'retrying');
create index open_execution_scope_due_idx on open_execution (claim_scope, due_at)
 where claim_scope is not null and status in ('pending', 'retrying');
/* Few: only what may not wait, until it is claimed. */
create index open_execution_overflow_idx on open_execution (claim_scope, workflow_id, environment, due_at, seq)
 where overflow in ('cancel', 'fail') and status = 'pending' and attempt = 0;
create index open_execution_scope_running_idx on open_execution (tenant, workflow_id, environment)
 where claim_scope is not null and status = 'running';
`;
const UNDO = `
drop index open_execution_scope_running_idx;
drop index open_execution_overflow_idx;
drop index open_execution_scope_due_idx;
drop index open_execution_scope_idx;
create index open_execution_limited_idx on open_execution (workflow_id, seq) where concurrency_limit is not null;
create index open_execution_limited_running_idx on open_execution (workflow_id) where status = 'running' and concurrency_limit is not null;
alter table open_execution drop column claim_scope;
drop table quota_use;
alter table deployment drop column concurrency_limit;
alter table tenant drop column limits;
`;
/** Quotas, limits of tenants, and one way to claim what may not run all at once. */
export class Limits1764201600000 {
    async up(db) {
        for (const sql of [LIMITS, QUOTAS, CLAIMS]) {
            await db.query(sql);
        }
    }
    async down(db) {
        await db.query(UNDO);
    }
}
//# sourceMappingURL=1764201600000-limits.js.map