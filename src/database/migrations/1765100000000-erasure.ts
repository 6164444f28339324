import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When what was held of a person was erased; null: it was not. */
const ERASED = `
alter table event add column erased_at timestamptz;
/* Of the transaction that erased it: the same that wrote into the audit log what is left of it. */
alter table execution add column erased_at timestamptz, add column erased_xid xid8;
alter table dead_letter add column erased_at timestamptz;
alter table approval add column erased_at timestamptz;
`;

/** Events of a person, those that started nothing too; and the deliveries that repeated one, which are few. */
const FOUND = `
create index event_subject_idx on event (tenant, subject) where subject is not null;
create index delivery_log_event_idx on delivery_log (event_id) where event_id is not null;
`;

const executionView = (open: string, ended: string): string => `
create or replace view execution_view as
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
         null::text as reason, attempt, replay_of, last_error, accepted_at, started_at,
         null::timestamptz as finished_at, due_at, lease_until, worker, environment, test${open}
    from open_execution
  union all
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
         reason, attempt, replay_of, last_error, accepted_at, started_at,
         finished_at, null::timestamptz, null::timestamptz, null::text, environment, test${ended}
    from execution;
`;

const UNDO = `
drop view execution_view;
drop index delivery_log_event_idx, event_subject_idx;
alter table approval drop column erased_at;
alter table dead_letter drop column erased_at;
alter table execution drop column erased_xid, drop column erased_at;
alter table event drop column erased_at;
`;

/** What was held of one person can be found, and says that it was erased. */
export class Erasure1765100000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const sql of [ERASED, FOUND, executionView(', null::timestamptz as erased_at', ', erased_at')]) {
      await db.query(sql);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(UNDO);
    await db.query(executionView('', ''));
  }
}
