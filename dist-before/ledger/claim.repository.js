var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { withConnection } from '../database/session.js';
import { plainArray, textArray } from '../database/arrays.js';
import { CLAIMS } from '../database/data-source.js';
import { run } from '../database/statement.js';
/**
 * The head of its lane: no open execution before it but those that still wait for something, and none running. Lanes go
 * by `seq`, the order of acceptance.
 */
export const IS_HEAD = `(c.lane is null or (c.control = 'cancel' and not exists (
             select 1 from open_execution r where r.lane = c.lane and r.status = 'running')) or (
           not exists (select 1 from open_execution h
                        where h.lane = c.lane and h.seq < c.seq and (h.status <> 'waiting' or h.due_at <= now()))
       and not exists (select 1 from open_execution r where r.lane = c.lane and r.status = 'running' and r.id <> c.id)))`;
export const RETURNING = `
returning o.id, o.tenant, o.event_id as "eventId", o.workflow_id as "workflowId", o.revision,
          o.trigger_id as "triggerId", o.environment, o.test, o.lane, o.attempt, o.fence, o.takeovers,
          o.replay_of as "replayOf", o.claim_scope as "claimScope", o.parent_id as "parentId", o.depth,
          o.in_order as "inOrder", o.due_at as "dueAt",
          statement_timestamp() as "claimedAt"`;
/** $1 worker, $2 lease in ms. By the time of the statement: its transaction may have waited for a lock before. */
export const TAKE = `
   set status = 'running', attempt = o.attempt + (o.status <> 'waiting')::int, fence = o.fence + 1, worker = $1,
       version = o.version + 1, lease_until = statement_timestamp() + make_interval(secs => $2::float8 / 1000),
       started_at = coalesce(o.started_at, statement_timestamp())`;
/** One that is cancelled goes before the head of its lane, but not beside it. */
const ONE_OF_A_LANE = `array(select distinct on (coalesce(lane, id::text)) id from candidate
                       order by coalesce(lane, id::text), seq)`;
/**
 * $1 worker, $2 lease in ms, $3 most, $4 ids. `lease_until is null` says "not running" without the word that an index is
 * made of: looking through such an index for rows whose ids are known costs more with every dead row in it.
 */
const CLAIM_IDS = {
    name: 'ledger_claim_ids',
    text: `
with candidate as materialized (
  select c.id, c.lane, c.seq from open_execution c
   where c.id = any($4::uuid[]) and c.lease_until is null and c.due_at <= now() and c.status <> 'paused'
     and c.claim_scope is null and ${IS_HEAD}
   order by c.seq limit $3
     for update of c skip locked
)
update open_execution o ${TAKE} where o.id = any(${ONE_OF_A_LANE}) ${RETURNING}`,
};
const CLAIM_DUE = {
    name: 'ledger_claim_due',
    text: `
with candidate as materialized (
  select c.id, c.lane, c.seq from open_execution c
   where c.status in ('pending', 'retrying', 'waiting') and c.due_at <= now() - make_interval(secs => $4::float8 / 1000)
     and c.due_at >= $5::timestamptz and c.claim_scope is null and ${IS_HEAD}
   order by c.due_at, c.seq limit $3
     for update of c skip locked
)
update open_execution o ${TAKE} where o.id = any(${ONE_OF_A_LANE}) ${RETURNING}`,
};
/** Takes over what a silent worker held. */
const TAKE_BACK = {
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
const SUCCESSORS = {
    name: 'ledger_successors',
    text: `
select n.id from unnest($1::text[]) as l (lane)
 cross join lateral (select id from open_execution o
                      where o.lane = l.lane and (o.status <> 'waiting' or o.due_at <= now()) order by o.seq limit 1) n`,
};
/** Locks by id alone, whatever the status: who is about to wait is seen waiting, or finds the other one ended. */
const WAKE = {
    name: 'ledger_wake',
    text: `
update open_execution set due_at = case when status in ('waiting', 'retrying') then now() else due_at end
 where id = any($1::uuid[])
returning id, claim_scope as scope`,
};
const EXTEND = {
    name: 'ledger_extend',
    text: `
update open_execution o set lease_until = now() + make_interval(secs => $3::float8 / 1000)
  from unnest($1::uuid[], $2::bigint[]) as h (id, fence)
 where o.id = any($1::uuid[]) and o.id = h.id and o.fence = h.fence and o.lease_until is not null
returning o.id, o.control is not null as asked`,
};
/** Claims: every one is a guarded update that gives an execution to exactly one worker. */
let ClaimRepository = class ClaimRepository {
    dataSource;
    claims;
    constructor(dataSource, claims) {
        this.dataSource = dataSource;
        this.claims = claims;
    }
    claimIds(taker, ids) {
        return this.claim(CLAIM_IDS, [taker.worker, taker.leaseMs, taker.most, plainArray(ids)]);
    }
    /** What has been due for `graceMs`, from `since` on; what became due after that is left to those who are rung for it. */
    claimDue(taker, graceMs = 0, since = null) {
        const from = since?.toISOString() ?? '-infinity';
        return this.claim(CLAIM_DUE, [taker.worker, taker.leaseMs, taker.most, graceMs, from]);
    }
    takeBack(taker) {
        return this.claim(TAKE_BACK, [taker.worker, taker.leaseMs, taker.most]);
    }
    /** Heads of the given lanes; call it after the commit that freed them, or a newcomer may be missed. */
    async successors(lanes) {
        const rows = await this.run(this.claims, SUCCESSORS, [textArray(lanes)]);
        return rows.map(({ id }) => id);
    }
    /** Makes executions due that wait, to be rung for; what came before they began to is found when they begin. */
    async wake(ids, tx) {
        const parameters = [ids.toSorted()];
        const rows = await (tx
            ? run(tx, WAKE, parameters)
            : this.run(this.dataSource, WAKE, parameters));
        const scopes = new Set(rows.flatMap(({ scope }) => scope ?? []));
        return { ids: rows.map(({ id }) => id), scopes: [...scopes] };
    }
    /** Ids still held, and whether something was asked of them; whoever is missing has lost its lease. */
    async extend(held, leaseMs) {
        const sorted = held.toSorted((one, other) => (one.id < other.id ? -1 : 1)); // as those who fence lock them
        const parameters = [
            plainArray(sorted.map(({ id }) => id)),
            plainArray(sorted.map(({ fence }) => fence)),
            leaseMs,
        ];
        const rows = await this.run(this.dataSource, EXTEND, parameters);
        return new Map(rows.map(({ id, asked }) => [id, asked]));
    }
    async claim(statement, parameters) {
        return withSkew(await this.run(this.claims, statement, parameters));
    }
    run(source, statement, parameters) {
        return withConnection(source, (db) => run(db, statement, parameters));
    }
};
ClaimRepository = __decorate([
    Injectable(),
    __param(1, InjectDataSource(CLAIMS)),
    __metadata("design:paramtypes", [DataSource,
        DataSource])
], ClaimRepository);
export { ClaimRepository };
/** With how far the clock of Postgres is ahead of ours. */
export function withSkew(rows) {
    const now = Date.now();
    return rows.map((row) => ({ skewMs: row.claimedAt.getTime() - now, ...row }));
}
//# sourceMappingURL=claim.repository.js.map