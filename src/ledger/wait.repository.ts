import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { plainArray, textArray } from '../database/arrays.js';
import { withConnection } from '../database/session.js';
import { run, type Statement } from '../database/statement.js';

/** Where in its execution something waits. */
export interface WaitKey {
  readonly executionId: string;
  readonly taskId: string;
  readonly iteration: number;
}

/** A wait for an event; whose it is, is said by its execution. */
export interface NewWait extends WaitKey {
  readonly source: string;
  /** Event types, with the patterns of triggers. */
  readonly types: readonly string[];
  /** Null: any. */
  readonly subject: string | null;
}

/** An event that may be what is waited for. */
export interface Match extends WaitKey {
  readonly eventId: string;
}

/** Whether the wait `w` is for the event `e`. What a person tries out is for executions that are tried out. */
export const AWAITS = `w.tenant = e.tenant and w.environment = e.environment and w.source = e.source
       and w.subject = any(array['', coalesce(e.subject, '')]) and (w.test or not e.test)
       and signet_takes_event(w.types, e.type, e.common_type)`;

/** Events that came for an execution, and that it has not looked at. */
export const cameFor = (id: string): string => `
       select from event_match m join event_wait w using (execution_id, task_id, iteration) where m.execution_id = ${id} and not m.passed`;

const BEGIN: Statement = {
  name: 'ledger_begin_waits',
  text: `
insert into event_wait (execution_id, task_id, iteration, tenant, environment, source, types, subject, test)
select n.id, n.task_id, n.iteration, o.tenant, o.environment, n.source, n.types::text[], n.subject, o.test
  from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[])
         as n (id, task_id, iteration, source, types, subject)
  join open_execution o on o.id = n.id and o.id = any($1::uuid[])
    on conflict (execution_id, task_id, iteration) do nothing`,
};

/** Rows of `t` for the waits `o`, whose executions are $1: asked for by id too, or the planner may go through all there are. */
const isOf = (
  t: string,
): string => `${t}.execution_id = any($1::uuid[]) and ${t}.execution_id = o.execution_id
   and ${t}.task_id = o.task_id and ${t}.iteration = o.iteration`;

const END: Statement = {
  name: 'ledger_end_waits',
  text: `
with over as (
  select * from unnest($1::uuid[], $2::text[], $3::int[]) as o (execution_id, task_id, iteration)
), ended as (
  delete from event_wait w using over o where ${isOf('w')}
)
delete from event_match m using over o where ${isOf('m')}`,
};

/**
 * What the next look finds again is kept as passed over: were it looked at again each time, twenty of them would keep a
 * wait from all that came after. The rest is forgotten.
 */
const PASS: Statement = {
  name: 'ledger_pass_matches',
  text: `
with over as (
  select o.*, exists (
           select from event_wait w join event e on e.id = o.event_id and e.received_at <= coalesce(w.until, 'infinity')
            where ${isOf('w')} offset 0) as is_found_again
    from unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[]) as o (execution_id, task_id, iteration, event_id)
), kept as (
  update event_match m set passed = true from over o
   where ${isOf('m')} and m.event_id = o.event_id and o.is_found_again
)
delete from event_match m using over o where ${isOf('m')} and m.event_id = o.event_id and not o.is_found_again`,
};

/** Clocks of ours may differ from that of Postgres by so much. */
const A_DAY = `interval '1 day'`;

/**
 * Takes note of what was recorded by transactions that began when the wait was not committed yet, and so did not see it:
 * between `since` and a moment at which this statement sees the wait. They may still be under way then, so the next look
 * is when the wait is twice as old.
 */
const look = (due: string): string => `
with due as materialized (
  select execution_id, task_id, iteration from event_wait where ${due}
), looked as (
  update event_wait w
     set until = coalesce(w.until, clock_timestamp()),
         look_at = now() + greatest(now() - w.since, interval '2 seconds')
    from due d where w.execution_id = d.execution_id and w.task_id = d.task_id and w.iteration = d.iteration
  returning w.*
)
insert into event_match (execution_id, task_id, iteration, event_id)
select w.execution_id, w.task_id, w.iteration, e.id
  from looked w cross join lateral (
    select id from event e
     where e.received_at between w.since and w.until and e.erased_at is null and ${AWAITS}
       and e.id between signet_uuid_floor(w.since - ${A_DAY}) and signet_uuid_floor(w.until + ${A_DAY})) e
    on conflict do nothing
returning execution_id as "executionId"`;

/** $1 most. */
const LOOK_DUE: Statement = {
  name: 'ledger_look_due',
  text: look('look_at <= now() order by look_at limit $1 for update skip locked'),
};

const LOOK_OF: Statement = { name: 'ledger_look_of', text: look('execution_id = $1 for update') };

/** One that waits for later, looked up by its id and nothing else: `offset 0` keeps the planner from going through all there are. */
export const waitsStill = (id: string): string => `
 cross join lateral (select from (select status, due_at from open_execution where id = ${id} offset 0) o
                      where o.status in ('waiting', 'retrying') and o.due_at > now() offset 0) o`;

/** $1 most. Whoever should have woken them did not come to it. */
const UNTOLD: Statement = {
  name: 'ledger_untold',
  text: `
select h.execution_id as id from approval a join blast_radius_hold h on h.approval_id = a.id ${waitsStill('h.execution_id')}
 where a.kind = 'blast_radius' and a.status = 'decided' and not a.heeded
 union
select m.execution_id from event_match m join event_wait w using (execution_id, task_id, iteration) ${waitsStill('m.execution_id')}
 where not m.passed
 limit $1`,
};

const MATCHES: Statement = {
  name: 'ledger_matches',
  text: `
select execution_id as "executionId", task_id as "taskId", iteration, event_id as "eventId"
  from event_match where execution_id = $1 and not passed order by event_id limit $2`,
};

const PRUNE = [
  'delete from event_wait w where not exists (select from open_execution o where o.id = w.execution_id)',
  `delete from event_match m where not exists (
     select from event_wait w
      where w.execution_id = m.execution_id and w.task_id = m.task_id and w.iteration = m.iteration)`,
  `update approval a set status = 'cancelled'
    where kind = 'task' and status = 'open' and not exists (select from open_execution o where o.id = a.execution_id)`,
  'delete from blast_radius_hold h where not exists (select from open_execution o where o.id = h.execution_id)',
  `update approval a set heeded = true
    where kind = 'blast_radius' and status = 'decided' and not heeded
      and not exists (select from blast_radius_hold h where h.approval_id = a.id)`,
  `delete from blast_radius b
    where question is null and coalesce(greatest(allowed_until, refused_until) < now(), true)
      and not exists (select from blast_radius_user u
                       where (u.tenant, u.workflow_id, u.environment) = (b.tenant, b.workflow_id, b.environment)
                         and u.at > now() - make_interval(secs => b.window_ms / 1000.0))`,
];

/** Who waits for which events, and what came for them. */
@Injectable()
export class WaitRepository {
  constructor(private readonly dataSource: DataSource) {}

  async begin(tx: EntityManager, waits: readonly NewWait[]): Promise<void> {
    await run(tx, BEGIN, [
      ...keyColumns(waits),
      textArray(waits.map(({ source }) => source)),
      textArray(waits.map(({ types }) => textArray(types))),
      textArray(waits.map(({ subject }) => subject ?? '')),
    ]);
  }

  async end(tx: EntityManager, waits: readonly WaitKey[]): Promise<void> {
    await run(tx, END, keyColumns(waits));
  }

  /** Events that were looked at and are not what was waited for, or are gone. */
  async pass(db: EntityManager, matches: readonly Match[]): Promise<void> {
    await run(db, PASS, [...keyColumns(matches), plainArray(matches.map(({ eventId }) => eventId))]);
  }

  /** Everything recorded by now that may be what an execution waits for, the earliest first, `most` at a time. */
  async matches(executionId: string, most: number): Promise<Match[]> {
    await this.run(LOOK_OF, [executionId]);
    return this.run(MATCHES, [executionId, most]);
  }

  /** Executions that something came for, and nobody told. */
  async untold(most: number): Promise<string[]> {
    await this.run(LOOK_DUE, [most]);
    const rows = await this.run<{ id: string }>(UNTOLD, [most]);
    return rows.map(({ id }) => id);
  }

  /** Forgets what executions left behind that ended otherwise than by their tasks, and approvals of long ago. */
  async prune(days: number): Promise<void> {
    for (const statement of PRUNE) {
      await this.dataSource.query(statement);
    }
    await this.dataSource.query(
      `delete from approval where status <> 'open' and id < signet_uuid_floor(now() - make_interval(days => $1))`,
      [days],
    );
  }

  private run<Row>(statement: Statement, parameters: unknown[]): Promise<Row[]> {
    return withConnection(this.dataSource, (db) => run<Row>(db, statement, parameters));
  }
}

function keyColumns(keys: readonly WaitKey[]): string[] {
  return [
    plainArray(keys.map(({ executionId }) => executionId)),
    textArray(keys.map(({ taskId }) => taskId)),
    plainArray(keys.map(({ iteration }) => iteration)),
  ];
}
