const RUNS = `
alter table task_run add column due_at timestamptz;
alter table task_run drop constraint task_run_status_check;
alter table task_run add constraint task_run_status_check
  check (status in ('started', 'succeeded', 'retrying', 'waiting', 'failed', 'skipped', 'cancelled'));
/* Until now a failed run of an execution that was not finished was one to be tried again. */
update task_run t set status = 'retrying', due_at = now()
  from open_execution o where o.id = t.execution_id and t.status = 'failed';
`;
const EXECUTIONS = `
alter table open_execution
  add column control text constraint open_execution_control_check check (control in ('pause', 'cancel')),
  add column parent_id uuid,
  add column depth integer not null default 0;
alter table execution add column parent_id uuid;
create index open_execution_parent_idx on open_execution (parent_id) where parent_id is not null;
create index execution_parent_idx on execution (parent_id) where parent_id is not null;
alter table open_execution drop constraint open_execution_status_check;
alter table open_execution add constraint open_execution_status_check
  check (status in ('pending', 'running', 'retrying', 'waiting', 'paused'));
drop index open_execution_due_idx;
create index open_execution_due_idx on open_execution (due_at, seq) where status in ('pending', 'retrying', 'waiting');
drop index open_execution_scope_idx;
drop index open_execution_scope_due_idx;
create index open_execution_scope_idx on open_execution (claim_scope, workflow_id, environment, due_at, seq)
 where claim_scope is not null and status in ('pending', 'retrying', 'waiting');
create index open_execution_scope_due_idx on open_execution (claim_scope, due_at)
 where claim_scope is not null and status in ('pending', 'retrying', 'waiting');
`;
const UNDO = `
drop index open_execution_scope_due_idx;
drop index open_execution_scope_idx;
create index open_execution_scope_idx on open_execution (claim_scope, workflow_id, environment, due_at, seq)
 where claim_scope is not null and status in ('pending', 'retrying');
create index open_execution_scope_due_idx on open_execution (claim_scope, due_at)
 where claim_scope is not null and status in ('pending', 'retrying');
drop index open_execution_due_idx;
update open_execution set status = 'retrying' where status in ('waiting', 'paused');
alter table open_execution drop constraint open_execution_status_check;
alter table open_execution add constraint open_execution_status_check
  check (status in ('pending', 'running', 'retrying'));
create index open_execution_due_idx on open_execution (due_at, seq) where status in ('pending', 'retrying');
drop index execution_parent_idx;
alter table execution drop column parent_id;
alter table open_execution drop column depth, drop column parent_id, drop column control;
update task_run set status = 'failed' where status = 'retrying';
update task_run set status = 'started' where status = 'waiting';
update task_run set status = 'skipped' where status = 'cancelled';
alter table task_run drop constraint task_run_status_check;
alter table task_run add constraint task_run_status_check
  check (status in ('started', 'succeeded', 'failed', 'skipped'));
alter table task_run drop column due_at;
`;
/** Tasks inside tasks: what waits and what is tried again says so itself, and what runs can be asked to stop. */
export class ControlFlow1764900000000 {
    async up(db) {
        await db.query(RUNS);
        await db.query(EXECUTIONS);
    }
    async down(db) {
        await db.query(UNDO);
    }
}
//# sourceMappingURL=1764900000000-control-flow.js.map