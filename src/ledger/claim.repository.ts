import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { withConnection } from '../database/session.js';
import { plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import type { Claimed } from './claimed.js';

/** The head of its lane: no open execution before it, and none running. Lanes go by `seq`, the order of acceptance. */
const IS_HEAD = `(c.lane is null or (
           not exists (select 1 from open_execution h where h.lane = c.lane and h.seq < c.seq)
       and not exists (select 1 from open_execution r where r.lane = c.lane and r.status = 'running' and r.id <> c.id)))`;

const RETURNING = `
returning o.id, o.tenant, o.event_id as "eventId", o.workflow_id as "workflowId", o.revision,
          o.trigger_id as "triggerId", o.environment, o.test, o.lane, o.attempt, o.fence, o.takeovers,
          o.replay_of as "replayOf"`;

const TAKE = `
   set status = 'running', attempt = o.attempt + 1, fence = o.fence + 1, worker = $1, version = o.version + 1,
       lease_until = now() + make_interval(secs => $2::float8 / 1000), started_at = coalesce(o.started_at, now())`;

/**
 * $1 worker, $2 lease in ms, $3 most, $4 ids. `lease_until is null` says "not running" without the word that an index is
 * made of: looking through such an index for rows whose ids are known costs more with every dead row in it.
 */
const CLAIM_IDS: Statement = {
  name: 'ledger_claim_ids',
  text: `
with candidate as materialized (
  select c.id from open_execution c
   where c.id = any($4::uuid[]) and c.lease_until is null and c.due_at <= now()
     and c.concurrency_limit is null and ${IS_HEAD}
   order by c.seq limit $3
     for update of c skip locked
)
update open_execution o ${TAKE} where o.id = any(array(select id from candidate)) ${RETURNING}`,
};

const CLAIM_DUE: Statement = {
  name: 'ledger_claim_due',
  text: `
with candidate as materialized (
  select c.id from open_execution c
   where c.status in ('pending', 'retrying') and c.due_at <= now() - make_interval(secs => $4::float8 / 1000)
     and c.concurrency_limit is null and ${IS_HEAD}
   order by c.due_at, c.seq limit $3
     for update of c skip locked
)
update open_execution o ${TAKE} where o.id = any(array(select id from candidate)) ${RETURNING}`,
};

/**
 * $4 workflow. Runs under that workflow's advisory lock. The limit of the newest execution holds. A lease that ran out
 * still holds its slot: whoever takes the execution over needs it.
 */
const CLAIM_LIMITED: Statement = {
  name: 'ledger_claim_limited',
  text: `
with newest as (
  select n.concurrency_limit as most from open_execution n
   where n.workflow_id = $4 and n.concurrency_limit is not null order by n.seq desc limit 1
), running as (
  select count(*) as n from open_execution w
   where w.workflow_id = $4 and w.concurrency_limit is not null and w.status = 'running'
), free as (
  select greatest(0, least($3::bigint, newest.most - running.n)) as n from newest, running
), candidate as materialized (
  select c.id from open_execution c
   where c.workflow_id = $4 and c.concurrency_limit is not null
     and c.status in ('pending', 'retrying') and c.due_at <= now() and ${IS_HEAD}
   order by c.seq limit (select n from free)
     for update of c skip locked
)
update open_execution o ${TAKE} where o.id = any(array(select id from candidate)) ${RETURNING}`,
};

/** Takes over what a silent worker held. */
const TAKE_BACK: Statement = {
  name: 'ledger_take_back',
  text: `
with candidate as materialized (
  select c.id from open_execution c
   where c.status = 'running' and c.lease_until < now()
   order by c.lease_until limit $3
     for update of c skip locked
)
update open_execution o ${TAKE}, takeovers = o.takeovers + 1 where o.id = any(array(select id from candidate)) ${RETURNING}`,
};

const LIMITED_WORKFLOWS: Statement = {
  name: 'ledger_limited_workflows',
  text: `
select distinct workflow_id as id from open_execution
 where status in ('pending', 'retrying') and due_at <= now() and concurrency_limit is not null`,
};

/** Over the limit of a workflow whose overflow says `cancel` or `fail`: not started yet, and no slot was left. */
const OVERFLOWN: Statement = {
  name: 'ledger_overflown',
  text: `
with candidate as materialized (
  select c.id from open_execution c
   where c.workflow_id = $4 and c.overflow in ('cancel', 'fail') and c.status = 'pending' and c.attempt = 0
     and c.due_at <= now() and ${IS_HEAD}
   order by c.seq limit $3
     for update of c skip locked
)
update open_execution o ${TAKE} where o.id = any(array(select id from candidate)) ${RETURNING}, o.overflow`,
};

const SUCCESSORS: Statement = {
  name: 'ledger_successors',
  text: `
select n.id from unnest($1::text[]) as l (lane)
 cross join lateral (select id from open_execution o where o.lane = l.lane order by o.seq limit 1) n`,
};

const EXTEND: Statement = {
  name: 'ledger_extend',
  text: `
update open_execution o set lease_until = now() + make_interval(secs => $3::float8 / 1000)
  from unnest($1::uuid[], $2::bigint[]) as h (id, fence)
 where o.id = h.id and o.fence = h.fence and o.lease_until is not null
returning o.id`,
};

export interface Taker {
  readonly worker: string;
  readonly leaseMs: number;
  /** Most executions to take. */
  readonly most: number;
}

/** Claimed only to be ended: its workflow had no slot left for it. */
export type Overflown = Claimed & { readonly overflow: 'cancel' | 'fail' };

/** Claims: every one is a guarded update that gives an execution to exactly one worker. */
@Injectable()
export class ClaimRepository {
  constructor(private readonly dataSource: DataSource) {}

  claimIds(taker: Taker, ids: readonly string[]): Promise<Claimed[]> {
    return this.run(CLAIM_IDS, [taker.worker, taker.leaseMs, taker.most, plainArray(ids)]);
  }

  /** What has been due for `graceMs`; what became due since is left to those who are rung for it. */
  claimDue(taker: Taker, graceMs = 0): Promise<Claimed[]> {
    return this.run(CLAIM_DUE, [taker.worker, taker.leaseMs, taker.most, graceMs]);
  }

  takeBack(taker: Taker): Promise<Claimed[]> {
    return this.run(TAKE_BACK, [taker.worker, taker.leaseMs, taker.most]);
  }

  async limitedWorkflows(): Promise<string[]> {
    const rows = await this.run<{ id: string }>(LIMITED_WORKFLOWS, []);
    return rows.map(({ id }) => id);
  }

  /** Runs under the workflow's advisory lock, which lives as long as the transaction and makes the count exact. */
  async claimLimited(
    taker: Taker,
    workflowId: string,
  ): Promise<{ claimed: Claimed[]; overflown: Overflown[] }> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`signet:limit:${workflowId}`]);
      const parameters = [taker.worker, taker.leaseMs, taker.most, workflowId];
      const claimed = await run<Claimed>(tx, CLAIM_LIMITED, parameters);
      const overflown = claimed.length < taker.most ? await run<Overflown>(tx, OVERFLOWN, parameters) : [];
      return { claimed, overflown };
    });
  }

  /** Heads of the given lanes; call it after the commit that freed them, or a newcomer may be missed. */
  async successors(lanes: readonly string[]): Promise<string[]> {
    const rows = await this.run<{ id: string }>(SUCCESSORS, [textArray(lanes)]);
    return rows.map(({ id }) => id);
  }

  /** Ids still held; whoever is missing has lost its lease. */
  async extend(held: readonly { id: string; fence: string }[], leaseMs: number): Promise<Set<string>> {
    const parameters = [
      plainArray(held.map(({ id }) => id)),
      plainArray(held.map(({ fence }) => fence)),
      leaseMs,
    ];
    const rows = await this.run<{ id: string }>(EXTEND, parameters);
    return new Set(rows.map(({ id }) => id));
  }

  private run<Row>(statement: Statement, parameters: unknown[]): Promise<Row[]> {
    return withConnection(this.dataSource, (db) => run<Row>(db, statement, parameters));
  }
}
