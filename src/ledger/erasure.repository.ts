import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENDED_COLUMNS, type EndedExecution, type EndedRecord } from './execution-record.js';
import { hashOfUser } from './blast-radius.js';
import { ProgressRepository } from './progress.repository.js';

/** Executions whose records are written over in one statement. */
const CHUNK = 250;

export interface SubjectKey {
  readonly tenant: string;
  readonly subject: string;
}

/** What the ledger has of a person, of one moment. */
export interface SubjectRows {
  readonly events: readonly string[];
  readonly executions: readonly string[];
  /** Executions that have not ended: for the person, for whose events they wait, or with an event yet to look at. */
  readonly unfinished: readonly string[];
  /** Executions that have ended, and whose caller is yet to be told. */
  readonly untold: readonly string[];
}

/** Rows that were erased, by kind. */
export interface ErasedRows {
  readonly events: number;
  readonly executions: number;
  readonly taskRuns: number;
  readonly deadLetters: number;
  readonly approvals: number;
  readonly callbacks: number;
  /** Of the delivery log. */
  readonly repeats: number;
  /** What keeps the order, the causes and the blast radius of the person's events. */
  readonly notes: number;
}

const OF_SUBJECT = 'tenant = $1 and subject = $2';

/** One statement sees one moment. An execution has the subject of its event, and one that another started that of its parent. */
const FIND = `
with own as materialized (select id from event where ${OF_SUBJECT}),
     ended as materialized (select id from execution where ${OF_SUBJECT})
select array(select id from own order by id) as events,
       array(select id from ended order by id) as executions,
       array(select id from open_execution where ${OF_SUBJECT}
              union select o.id from event_wait w join open_execution o on o.id = w.execution_id
                     where w.tenant = $1 and w.subject = $2
              union select o.id from own join event_match m on m.event_id = own.id and not m.passed
                      join open_execution o on o.id = m.execution_id) as unfinished,
       array(select c.execution_id from ended join callback c on c.execution_id = ended.id
              where c.status in ('waiting', 'due')) as untold`;

/** Who restarts or replays one of them waits, and then sees that it was erased. */
const LOCK = [
  'select from execution where id = any($1::uuid[]) order by id for update',
  'select from dead_letter where execution_id = any($1::uuid[]) order by execution_id for update',
];

/** The code of an error is one of ours, its message may be anything. */
const nameless = (error: string): string =>
  `case when ${error} is not null then json_build_object('code', ${error}->>'code', 'message', 'erased') end`;

const EVENTS = `
update event set subject = null, external_id = null, remote_address = null, body = null, headers = '{}', parameters = '{}',
       inputs = null, erased_at = now()
 where id = any($1::uuid[])`;

const REPEATS =
  'update delivery_log set remote_address = null, diagnosis = null where event_id = any($1::uuid[])';

const TASK_RUNS = `
update task_run set input = null, output = null, error = ${nameless('error')} where execution_id = any($1::uuid[])`;

const EXECUTIONS = `
update execution e set subject = null, lane = null, last_error = ${nameless('e.last_error')}, erased_at = now(),
       erased_xid = pg_current_xact_id()
 where e.id = any($1::uuid[]) returning ${ENDED_COLUMNS}`;

/** What cannot run again is not open any more. */
const DEAD_LETTERS = `
update dead_letter set subject = null, error = ${nameless('error')}, note = null, erased_at = now(),
       status = case when status = 'open' then 'discarded' else status end,
       resolved_at = coalesce(resolved_at, now()), resolved_by = coalesce(resolved_by, $2)
 where execution_id = any($1::uuid[])`;

/** The question of a blast radius names nobody. */
const APPROVALS = `
update approval set subject = null, message = 'erased', fields = '{}', answers = null, erased_at = now()
 where execution_id = any($1::uuid[]) and kind = 'task'`;

const CALLBACKS = 'delete from callback where execution_id = any($1::uuid[])';

const NOTES_OF_EXECUTIONS = [
  'delete from own_change where execution_id = any($1::uuid[])',
  'delete from event_wait where execution_id = any($1::uuid[])',
];

const OWN_CHANGES = `
delete from own_change where ${OF_SUBJECT} and environment = any(array(select name from environment where tenant = $1))`;

/** By its key, which begins with workflow and environment: those that are there are told one after the other. */
const NEWEST_EVENTS = `
with recursive place as (
  (select workflow_id, environment from newest_event order by workflow_id, environment limit 1)
  union all
  select n.* from place p cross join lateral (
    select workflow_id, environment from newest_event
     where (workflow_id, environment) > (p.workflow_id, p.environment) order by workflow_id, environment limit 1) n
)
delete from newest_event n using place p join workflow w on w.id = p.workflow_id and w.tenant = $1
 where n.workflow_id = p.workflow_id and n.environment = p.environment and n.subject = $2`;

/** $1 tenant, $2 users: locked as who counts them does, before the users. */
const LOCK_RADIUS = `
select from blast_radius b
 where tenant = $1 and exists (select from blast_radius_user u
         where (u.tenant, u.workflow_id, u.environment) = (b.tenant, b.workflow_id, b.environment)
           and u.user_hash = any($2::bytea[]))
 order by workflow_id, environment for update`;

const RADIUS = `
with gone as (
  delete from blast_radius_user u using blast_radius b
   where b.tenant = $1 and (u.tenant, u.workflow_id, u.environment) = (b.tenant, b.workflow_id, b.environment)
     and u.user_hash = any($2::bytea[])
  returning u.workflow_id, u.environment
)
update blast_radius b set used = used - g.count
  from (select workflow_id, environment, count(*)::int as count from gone group by workflow_id, environment) g
 where b.tenant = $1 and b.workflow_id = g.workflow_id and b.environment = g.environment`;

/** Erases what the ledger holds of one person. Ids, times, statuses and what ran stay, so that what was counted still is. */
@Injectable()
export class ErasureRepository {
  constructor(private readonly progress: ProgressRepository) {}

  /** What there is to erase, locked against running again: what began meanwhile is found by looking once more. */
  async hold(tx: EntityManager, key: SubjectKey): Promise<SubjectRows> {
    for (let held: SubjectRows | null = null; ;) {
      const found = await this.find(tx, key);
      if (held !== null && found.executions.length <= held.executions.length) {
        return found;
      }
      for (const sql of LOCK) {
        await tx.query(sql, [found.executions]);
      }
      held = found;
    }
  }

  /** Rows by kind, and the records of executions as they are left. `by`: who lets open dead letters go. */
  async erase(
    tx: EntityManager,
    key: SubjectKey,
    { events, executions }: SubjectRows,
    by: string,
  ): Promise<{ readonly rows: ErasedRows; readonly left: EndedRecord[] }> {
    const left: EndedRecord[] = [];
    const rows = {
      events: 0,
      executions: 0,
      taskRuns: 0,
      deadLetters: 0,
      approvals: 0,
      callbacks: 0,
      repeats: 0,
      notes: 0,
    };
    for (const ids of chunksOf(executions)) {
      rows.taskRuns += await change(tx, TASK_RUNS, [ids]);
      rows.deadLetters += await change(tx, DEAD_LETTERS, [ids, by]);
      rows.approvals += await change(tx, APPROVALS, [ids]);
      rows.callbacks += await change(tx, CALLBACKS, [ids]);
      for (const sql of NOTES_OF_EXECUTIONS) {
        rows.notes += await change(tx, sql, [ids]);
      }
      left.push(...(await this.eraseExecutions(tx, ids)));
    }
    for (const ids of chunksOf(events)) {
      rows.events += await change(tx, EVENTS, [ids]);
      rows.repeats += await change(tx, REPEATS, [ids]);
    }
    rows.notes += await this.eraseNotes(tx, key);
    return { rows: { ...rows, executions: left.length }, left };
  }

  private async find(tx: EntityManager, { tenant, subject }: SubjectKey): Promise<SubjectRows> {
    const [held] = await tx.query<[SubjectRows]>(FIND, [tenant, subject]);
    return held;
  }

  private async eraseExecutions(tx: EntityManager, ids: readonly string[]): Promise<EndedRecord[]> {
    const [ended] = await tx.query<[EndedExecution[], number]>(EXECUTIONS, [ids]);
    return this.progress.records(tx, ended, () => null);
  }

  /** Last, for workers wait for the lock of a blast radius. */
  private async eraseNotes(tx: EntityManager, { tenant, subject }: SubjectKey): Promise<number> {
    const directories = await tx.query<{ name: string }[]>(
      `select name from directory where tenant = $1 union select 'main'`,
      [tenant],
    );
    const users = directories.map(({ name }) => Buffer.from(hashOfUser(name, subject), 'hex'));
    const changes = await change(tx, OWN_CHANGES, [tenant, subject]);
    const newest = await change(tx, NEWEST_EVENTS, [tenant, subject]);
    await tx.query(LOCK_RADIUS, [tenant, users]);
    return changes + newest + (await change(tx, RADIUS, [tenant, users]));
  }
}

async function change(tx: EntityManager, sql: string, values: unknown[]): Promise<number> {
  const [, count] = await tx.query<[unknown, number]>(sql, values);
  return count;
}

function chunksOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, at) =>
    ids.slice(at * CHUNK, (at + 1) * CHUNK),
  );
}
