import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { byteArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import {
  keyOfAsk,
  type RadiusAsk,
  type RadiusHold,
  type RadiusPlace,
  type RadiusState,
} from './blast-radius.js';
import type { Woken } from './claim.repository.js';
import { type WaitKey, waitsStill } from './wait.repository.js';

const AT = 'tenant = $1 and workflow_id = $2::uuid and environment = $3';

/** A statement of its own: those that follow see what was committed while it waited for the lock. */
const LOCK: Statement = {
  name: 'radius_lock',
  text: `
insert into blast_radius as b (tenant, workflow_id, environment, window_ms) values ($1, $2::uuid, $3, $4)
    on conflict on constraint blast_radius_pkey do update set window_ms = excluded.window_ms`,
};

/** $4 window in ms. */
const ENTER: Statement = {
  name: 'radius_enter',
  text: `
with gone as (
  delete from blast_radius_user
   where ${AT} and at <= statement_timestamp() - make_interval(secs => $4::float8 / 1000) returning 1
), expired as (
  update approval set status = 'expired'
   where id = (select question from blast_radius where ${AT}) and status = 'open' and expires_at <= statement_timestamp()
  returning 1
)
update blast_radius
   set used = used - (select count(*) from gone),
       question = case when exists (select from expired) then null else question end
 where ${AT}
returning used, question, (select expires_at from approval a where a.id = question) as "questionUntil", case when allowed_until > statement_timestamp() then allowed end as allowed,
          coalesce(refused_until > statement_timestamp(), false) as "isRefused"`,
};

/** $4 users. */
const KNOWN: Statement = {
  name: 'radius_known',
  text: `select encode(user_hash, 'hex') as "user" from blast_radius_user where ${AT} and user_hash = any($4::bytea[])`,
};

const HOLDS: Statement = {
  name: 'radius_holds',
  text: `
select h.execution_id as "executionId", h.task_id as "taskId", h.iteration, a.id as approval, a.status, a.outcome,
       a.decided_by as by
  from unnest($1::uuid[], $2::text[], $3::int[]) as k (execution_id, task_id, iteration)
  join blast_radius_hold h using (execution_id, task_id, iteration) join approval a on a.id = h.approval_id`,
};

/** $4 users, $5 how many of them were not counted before. */
const COUNT: Statement = {
  name: 'radius_count',
  text: `
with counted as (
  insert into blast_radius_user (tenant, workflow_id, environment, user_hash, at)
  select $1, $2::uuid, $3, u, statement_timestamp() from unnest($4::bytea[]) as u
      on conflict on constraint blast_radius_user_pkey do update set at = excluded.at
)
update blast_radius set used = used + $5 where ${AT}`,
};

const ASK: Statement = {
  name: 'radius_ask',
  text: `update blast_radius set question = $4::uuid where ${AT}`,
};

const HOLD: Statement = {
  name: 'radius_hold',
  text: `
insert into blast_radius_hold (execution_id, task_id, iteration, approval_id)
select *, $4::uuid from unnest($1::uuid[], $2::text[], $3::int[])
    on conflict on constraint blast_radius_hold_pkey do update set approval_id = excluded.approval_id`,
};

const LET_GO: Statement = {
  name: 'radius_let_go',
  text: `
delete from blast_radius_hold h using unnest($1::uuid[], $2::text[], $3::int[]) as k (execution_id, task_id, iteration)
 where h.execution_id = k.execution_id and h.task_id = k.task_id and h.iteration = k.iteration`,
};

const LOCK_ASKER = 'select from blast_radius where question = $1 for update';

/** What was counted is forgiven: as many again, or as many as were given, until a window has passed. */
const ALLOW = `
with forgiven as (
  delete from blast_radius_user u using blast_radius b
   where b.question = $1 and (u.tenant, u.workflow_id, u.environment) = (b.tenant, b.workflow_id, b.environment)
)
update blast_radius
   set question = null, used = 0, allowed = $2, allowed_until = now() + make_interval(secs => window_ms / 1000.0),
       refused_until = null
 where question = $1`;

const REFUSE = `
update blast_radius
   set question = null, refused_until = now() + make_interval(secs => window_ms / 1000.0) where question = $1`;

/** Whoever has the row in hand just now is found by the sweeper. */
const WAKE = `
with held as materialized (
  select distinct execution_id as id from blast_radius_hold where approval_id = $1
), waiting as (
  select h.id from held h ${waitsStill('h.id')} limit $2
), due as (
  select id from open_execution where id = any(array(select id from waiting)) for update skip locked
)
update open_execution o set due_at = now() where o.id = any(array(select id from due)) returning o.id, o.claim_scope as scope`;

/** Users that workflows take something away from, counted under one lock for each workflow and environment. */
@Injectable()
export class BlastRadiusRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Locks the place until the transaction ends, and tells how it stands towards what is asked for. */
  async enter(
    tx: EntityManager,
    place: RadiusPlace,
    windowMs: number,
    asks: readonly RadiusAsk[],
  ): Promise<RadiusState> {
    const at = [place.tenant, place.workflowId, place.environment];
    await run(tx, LOCK, [...at, windowMs]);
    const [state] = await run<Omit<RadiusState, 'known' | 'holds'>>(tx, ENTER, [...at, windowMs]);
    const known = await run<{ user: string }>(tx, KNOWN, [...at, hashes(asks.map(({ user }) => user))]);
    const holds = await run<WaitKey & RadiusHold>(tx, HOLDS, keys(asks));
    return {
      ...state!,
      known: new Set(known.map(({ user }) => user)),
      holds: new Map(holds.map((hold) => [keyOfAsk(hold), hold])),
    };
  }

  /** Counts users from now on, of whom so many were not counted before. No user may come twice. */
  async count(tx: EntityManager, place: RadiusPlace, users: readonly string[], fresh: number): Promise<void> {
    await run(tx, COUNT, [place.tenant, place.workflowId, place.environment, hashes(users), fresh]);
  }

  /** The approval that everybody of the place waits for from now on. */
  async ask(tx: EntityManager, place: RadiusPlace, approval: string): Promise<void> {
    await run(tx, ASK, [place.tenant, place.workflowId, place.environment, approval]);
  }

  async hold(tx: EntityManager, asks: readonly WaitKey[], approval: string): Promise<void> {
    await run(tx, HOLD, [...keys(asks), approval]);
  }

  async letGo(tx: EntityManager, asks: readonly WaitKey[]): Promise<void> {
    await run(tx, LET_GO, keys(asks));
  }

  /** To be called before the approval is written, whose lock comes after that of the place. */
  async lockAsker(tx: EntityManager, approval: string): Promise<void> {
    await tx.query(LOCK_ASKER, [approval]);
  }

  /** `users`: how many more may be touched, if any may; null: as many again as the workflow may. */
  async decide(tx: EntityManager, approval: string, isAllowed: boolean, users: number | null): Promise<void> {
    await (isAllowed ? tx.query(ALLOW, [approval, users]) : tx.query(REFUSE, [approval]));
  }

  /** Makes executions due that wait for an approval, `most` at a time. */
  async wake(approval: string, most: number): Promise<Woken> {
    const [rows] = await this.dataSource.query<
      [{ id: string; scope: Woken['scopes'][number] | null }[], number]
    >(WAKE, [approval, most]);
    const scopes = new Set(rows.flatMap(({ scope }) => scope ?? []));
    return { ids: rows.map(({ id }) => id), scopes: [...scopes] };
  }
}

function hashes(users: readonly string[]): string {
  return byteArray(users.map((user) => Buffer.from(user, 'hex')));
}

function keys(asks: readonly WaitKey[]): string[] {
  return [
    plainArray(asks.map(({ executionId }) => executionId)),
    textArray(asks.map(({ taskId }) => taskId)),
    plainArray(asks.map(({ iteration }) => iteration)),
  ];
}
