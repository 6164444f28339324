const CAUSES = `
/* What an event of our own making came from: the execution, how many stand between it and the outside, the workflows on
   the way, and the names of those that are not run again for it. All null for events from outside. */
alter table event
  add column cause uuid,
  add column depth integer,
  add column lineage uuid[],
  add column avoided text[];

/* Changes of users that calls are about to make, for as long as they may come back as events. */
create table own_change (
  execution_id uuid not null,
  task_id text not null,
  iteration integer not null,
  tenant text not null,
  environment text not null,
  subject text not null,
  kind text not null,
  wanted json not null,
  depth integer not null,
  lineage uuid[] not null,
  made_at timestamptz not null default now(),
  constraint own_change_pkey primary key (execution_id, task_id, iteration)
);
create index own_change_subject_idx on own_change (tenant, environment, subject);
create index own_change_made_idx on own_change (made_at);
/* The execution that changed a user of the built-in directory last; null: a person. */
alter table directory_user add column changed_by uuid;
`;
const ORDER = `
/* The newest event of a subject that a workflow has begun with, where its trigger asks for the order. */
create table newest_event (
  workflow_id uuid not null,
  environment text not null,
  subject text not null,
  occurred_at timestamptz not null,
  event_id uuid not null,
  constraint newest_event_pkey primary key (workflow_id, environment, subject)
) with (fillfactor = 80);
/* It has begun: what comes later does not supersede it. */
alter table open_execution add column in_order boolean not null default false;
`;
const UNDO = `
alter table directory_user drop column changed_by;
alter table open_execution drop column in_order;
drop table newest_event, own_change;
alter table event drop column avoided, drop column lineage, drop column depth, drop column cause;
`;
/** Which events are of our own making, and which come too late. */
export class Causes1765000000000 {
    async up(db) {
        await db.query(CAUSES);
        await db.query(ORDER);
    }
    async down(db) {
        await db.query(UNDO);
    }
}
//# sourceMappingURL=1765000000000-causes.js.map