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
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG } from '../config/config.js';
import { CLAIMS } from '../database/data-source.js';
import { withConnection } from '../database/session.js';
import { run } from '../database/statement.js';
import { IS_HEAD, RETURNING, TAKE, withSkew } from './claim.repository.js';
import { INSTANCE, tenantOf, tenantScope } from './limit-scope.js';
/** Executions that change scope in one transaction. */
const ADOPT_BATCH = 5000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const IS_WAITING = `c.status in ('pending', 'retrying', 'waiting')`;
/**
 * $4 scope, $5 and $6 the instance's limit and overflow, or null, $7 the scope's tenant or null. One row for each workflow
 * and environment that has executions waiting in the scope, found by jumping from one to the next in the index, with what
 * is `free` for it: of its own limit (the deployed revision's, or that of its oldest execution where none is deployed), its
 * tenant's and the instance's, as they stand now. Null is no limit. A lease that ran out still holds its slot: whoever
 * takes the execution over needs it. Where `isWorthwhile` does not hold nothing is looked for. What is in one place is
 * looked up as a range over columns, in their order: no index fits then but the one that is made of them.
 */
const rooms = (isWorthwhile) => `
recursive instance as materialized (
  select $5::bigint - count(*) as free from open_execution r
   where $5::bigint is not null and r.status = 'running' and r.claim_scope is not null
), tenant_room as materialized (
  select t.name, t.limits #>> '{concurrency,overflow}' as overflow,
         (t.limits #>> '{concurrency,limit}')::bigint
         - (select count(*) from open_execution r
             where r.tenant = t.name and r.status = 'running' and r.claim_scope is not null) as free
    from tenant t where t.limits ? 'concurrency' and ($7::text is null or t.name = $7)
), place as (
  (select c.tenant, c.workflow_id, c.environment, c.concurrency_limit from open_execution c
    where c.claim_scope = $4 and ${IS_WAITING} and (${isWorthwhile})
    order by c.workflow_id, c.environment, c.due_at, c.seq limit 1)
  union all
  select next.* from place p cross join lateral (
    select c.tenant, c.workflow_id, c.environment, c.concurrency_limit from open_execution c
     where c.claim_scope = $4 and ${IS_WAITING} and (c.workflow_id, c.environment) > (p.workflow_id, p.environment)
     order by c.workflow_id, c.environment, c.due_at, c.seq limit 1) next
), room as (
  select p.tenant, p.workflow_id, p.environment, running.n as running, t.free as tenant_free, i.free as instance_free,
         case when d.workflow_id is null then p.concurrency_limit else d.concurrency_limit end - running.n as own_free,
         coalesce(case when t.free <= 0 then nullif(t.overflow, 'queue') end,
                  case when i.free <= 0 then nullif($6::text, 'queue') end) as outer_overflow
    from place p
   cross join instance i
   cross join lateral (
     select count(*) as n from (
       select from open_execution r
        where r.status = 'running' and r.claim_scope is not null
          and (r.tenant, r.workflow_id, r.environment) >= (p.tenant, p.workflow_id, p.environment)
          and (r.tenant, r.workflow_id, r.environment) <= (p.tenant, p.workflow_id, p.environment)
        order by r.tenant, r.workflow_id, r.environment offset 0) r) running
    left join deployment d on d.workflow_id = p.workflow_id and d.environment = p.environment
    left join tenant_room t on t.name = p.tenant
)`;
const HAS_SLOTS = `coalesce((select free > 0 from instance), true)
     and ($7::text is null or coalesce((select free > 0 from tenant_room), true))`;
const PLACE = `c.claim_scope, c.workflow_id, c.environment`;
const ITS_PLACE = `$4, room.workflow_id, room.environment`;
const IN_PLACE = `c.claim_scope is not null and (${PLACE}) >= (${ITS_PLACE}) and (${PLACE}, c.due_at) <= (${ITS_PLACE}, statement_timestamp())
        and ${IS_WAITING} and ${IS_HEAD}`;
const IS_UNSTARTED = `c.status = 'pending' and c.attempt = 0`;
const OWN_OVERFLOW = `c.overflow in ('cancel', 'fail')`;
/** $3 most. Slots go to whoever has fewest, so that one workflow with much to do leaves room for the others. */
const CLAIM = {
    name: 'ledger_claim_limited',
    text: `
with ${rooms(HAS_SLOTS)}, candidate as (
  select due.id, due.seq, room.tenant, room.tenant_free, room.running + row_number() over (
           partition by room.workflow_id, room.environment order by due.due_at, due.seq) as share
    from room cross join lateral (
      select c.id, c.seq, c.due_at from open_execution c where ${IN_PLACE}
       order by ${PLACE}, c.due_at, c.seq
       limit greatest(0, least($3::bigint, room.own_free, room.tenant_free, room.instance_free))) due
), placed as (
  select id, seq, share, tenant_free, row_number() over (partition by tenant order by share, seq) as nth from candidate
), chosen as (
  select id from placed where tenant_free is null or nth <= tenant_free
   order by share, seq limit greatest(0, least($3::bigint, (select free from instance)))
)
update open_execution o ${TAKE}
 where o.id = any(array(select id from chosen)) and o.lease_until is null ${RETURNING}`,
};
/** Not started yet, and no slot left where the limit that is used up does not let it wait: its own, or a wider one. */
const OVERFLOWN = {
    name: 'ledger_overflown',
    text: `
with ${rooms('true')}, over as materialized (
  select id, overflow from (
    select one.* from room cross join lateral (
      select c.id, c.overflow, c.due_at, c.seq from open_execution c
       where ${IN_PLACE} and ${IS_UNSTARTED} and ${OWN_OVERFLOW}
       order by ${PLACE}, c.due_at, c.seq limit $3) one
     where room.own_free <= 0
     union all
    select one.* from room cross join lateral (
      select c.id, room.outer_overflow, c.due_at, c.seq from open_execution c
       where ${IN_PLACE} and ${IS_UNSTARTED} and not coalesce(room.own_free <= 0 and ${OWN_OVERFLOW}, false)
       order by ${PLACE}, c.due_at, c.seq limit $3) one
     where room.outer_overflow is not null) either
   order by due_at, seq limit $3
)
update open_execution o ${TAKE} from over
 where o.id = any(array(select id from over)) and o.id = over.id and o.lease_until is null ${RETURNING}, over.overflow`,
};
/** Scopes in which something is due, by jumping from one to the next. */
const SCOPES = {
    name: 'ledger_limit_scopes',
    text: `
with recursive scope as (
  (select claim_scope, due_at from open_execution c where claim_scope is not null and ${IS_WAITING}
    order by claim_scope, due_at limit 1)
  union all
  select next.* from scope s cross join lateral (
    select claim_scope, due_at from open_execution c where claim_scope > s.claim_scope and ${IS_WAITING}
     order by claim_scope, due_at limit 1) next
)
select claim_scope as scope from scope where due_at <= now()`,
};
/**
 * $1 whether the instance has a limit, $2 tenant, $3 its scope, $4 the scope. A claim holds the lock of the widest scope
 * that has a limit now, and shares those above it: so claims that count the same executions wait for each other, also
 * while a limit comes or goes. Locks are taken from the widest on. Tells whether anything may be over that must not wait,
 * by a range that leaves only the index of such executions.
 */
const LOCK = `
select case when $1 then pg_advisory_xact_lock(hashtextextended('signet:limit:instance', 0))
            else pg_advisory_xact_lock_shared(hashtextextended('signet:limit:instance', 0)) end,
       case when $1 or $2::text is null then null
            when $3 = $4 or exists (select from tenant where name = $2 and limits ? 'concurrency')
            then pg_advisory_xact_lock(hashtextextended('signet:limit:' || $3, 0))
            else pg_advisory_xact_lock_shared(hashtextextended('signet:limit:' || $3, 0)) end,
       case when $1 or $3 = $4 then null else pg_advisory_xact_lock(hashtextextended('signet:limit:' || $4, 0)) end,
       exists (select from open_execution c
                where (c.claim_scope, c.workflow_id) between ($4, '${FIRST_ID}') and ($4, '${LAST_ID}')
                  and ${IS_UNSTARTED} and ${OWN_OVERFLOW})
       or exists (select from tenant where limits #>> '{concurrency,overflow}' <> 'queue' and ($2 is null or name = $2))
         as "mayOverflow"`;
/** $1 scope, $2 tenant or null for all, $3 after this id, $4 most. Gives the id to go on from. */
const ADOPT = `
with stray as materialized (
  select id from open_execution
   where id > $3 and claim_scope is null and ($2::text is null or tenant = $2) order by id limit $4
), adopted as (
  update open_execution set claim_scope = $1 where id in (select id from stray)
)
select id from stray order by id desc limit 1`;
/** Claims of executions that may not run all at once: one scope at a time, under its lock, by counting live leases. */
let LimitedClaimRepository = class LimitedClaimRepository {
    dataSource;
    config;
    constructor(dataSource, config) {
        this.dataSource = dataSource;
        this.config = config;
    }
    /**
     * What there is a slot for, and what may not wait for one. `end` settles the latter with the claim: whoever took such an
     * execution over would run it.
     */
    async claim(taker, scope, end) {
        const { concurrency } = this.config.limits;
        return this.dataSource.transaction(async (tx) => {
            const tenant = tenantOf(scope);
            const mayOverflow = await this.lock(tx, scope, tenant);
            const { limit = null, overflow = null } = concurrency ?? {};
            const parameters = [taker.worker, taker.leaseMs, taker.most, scope, limit, overflow, tenant];
            const claimed = withSkew(await run(tx, CLAIM, parameters));
            const isFull = claimed.length === taker.most;
            const over = mayOverflow && !isFull ? await run(tx, OVERFLOWN, parameters) : [];
            const overflown = withSkew(over);
            if (overflown.length > 0) {
                await end(tx, overflown);
            }
            return { claimed, overflown };
        });
    }
    /** Scopes in which something is due. */
    async scopes() {
        const rows = await withConnection(this.dataSource, (db) => run(db, SCOPES, []));
        return rows.map(({ scope }) => scope);
    }
    /** Puts what was accepted before there was a limit under it: all executions of a tenant, or with null all there are. */
    async adopt(tenant) {
        const scope = tenant === null ? INSTANCE : tenantScope(tenant);
        let after = FIRST_ID;
        while (after !== undefined) {
            const rows = await this.dataSource.query(ADOPT, [scope, tenant, after, ADOPT_BATCH]);
            after = rows[0]?.id;
        }
    }
    /** Whether anything in the scope may be over a limit that does not let it wait. */
    async lock(tx, scope, tenant) {
        const { concurrency } = this.config.limits;
        const isWhole = scope === INSTANCE || concurrency !== undefined;
        const [row] = await tx.query(LOCK, [
            isWhole,
            tenant,
            tenant === null ? null : tenantScope(tenant),
            scope,
        ]);
        return row.mayOverflow || (concurrency !== undefined && concurrency.overflow !== 'queue');
    }
};
LimitedClaimRepository = __decorate([
    Injectable(),
    __param(0, InjectDataSource(CLAIMS)),
    __param(1, Inject(CONFIG)),
    __metadata("design:paramtypes", [DataSource, Object])
], LimitedClaimRepository);
export { LimitedClaimRepository };
//# sourceMappingURL=limited-claim.repository.js.map