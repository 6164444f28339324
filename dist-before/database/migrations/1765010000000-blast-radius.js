/** One row for each workflow, and environment, that took something away from users; who counts it holds its lock. */
const COUNTS = `
create table blast_radius (
  tenant text not null,
  workflow_id uuid not null,
  environment text not null,
  /* Rows of blast_radius_user: users of the window, no more. */
  used integer not null default 0 constraint blast_radius_used_check check (used >= 0),
  window_ms bigint not null,
  /* What a person allowed, in place of what the workflow or the instance says. */
  allowed integer constraint blast_radius_allowed_check check (allowed > 0),
  allowed_until timestamptz,
  /* The approval that is asked for. */
  question uuid constraint blast_radius_question_key unique,
  /* A person said no: nobody is asked again before that. */
  refused_until timestamptz,
  constraint blast_radius_pkey primary key (tenant, workflow_id, environment)
) with (fillfactor = 50);
create table blast_radius_user (
  tenant text not null,
  workflow_id uuid not null,
  environment text not null,
  /* SHA-256 of the directory and the user. */
  user_hash bytea not null,
  at timestamptz not null,
  constraint blast_radius_user_pkey primary key (tenant, workflow_id, environment, user_hash),
  constraint blast_radius_user_place_fkey foreign key (tenant, workflow_id, environment)
    references blast_radius on delete cascade
);
create index blast_radius_user_at_idx on blast_radius_user (tenant, workflow_id, environment, at);
/* Tasks that wait for a decision. */
create table blast_radius_hold (
  execution_id uuid not null,
  task_id text not null,
  iteration integer not null,
  approval_id uuid not null,
  constraint blast_radius_hold_pkey primary key (execution_id, task_id, iteration)
);
create index blast_radius_hold_approval_idx on blast_radius_hold (approval_id);
`;
/** A question about a workflow names the task that came to it first, which may come to another one later. */
const QUESTIONS = `
alter table approval add column kind text not null default 'task'
  constraint approval_kind_check check (kind in ('task', 'blast_radius'));
alter table approval drop constraint approval_task_key;
create unique index approval_task_key on approval (execution_id, task_id, iteration) where kind = 'task';
create index approval_execution_idx on approval (execution_id);
create index approval_untold_idx on approval (id) where kind = 'blast_radius' and status = 'decided' and not heeded;
`;
const UNDO = `
delete from approval where kind <> 'task';
drop index approval_untold_idx;
drop index approval_execution_idx;
drop index approval_task_key;
alter table approval add constraint approval_task_key unique (execution_id, task_id, iteration);
alter table approval drop column kind;
drop table blast_radius_hold, blast_radius_user, blast_radius;
`;
/** Users that workflows take something away from, counted. */
export class BlastRadius1765010000000 {
    async up(db) {
        await db.query(COUNTS);
        await db.query(QUESTIONS);
    }
    async down(db) {
        await db.query(UNDO);
    }
}
//# sourceMappingURL=1765010000000-blast-radius.js.map