var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
/** Rows deleted in one transaction, of the table a batch goes by. */
const BATCH = 500;
/** $1 days of the instance. A tenant says it for all it has, a deployed workflow for its environment. */
const SHORTER = `
with kept as (
  select w.tenant, w.id as workflow_id, null::text as environment, t.retention_days * 86400.0 as seconds
    from tenant t join workflow w on w.tenant = t.name where t.retention_days is not null
  union all
  select w.tenant, w.id, d.environment, (r.document->>'retentionMs')::float8 / 1000
    from deployment d join workflow w on w.id = d.workflow_id
    join workflow_revision r on r.workflow_id = d.workflow_id and r.number = d.revision
   where r.document ? 'retentionMs'
)`;
const floorOf = (seconds) => `signet_uuid_floor(now() - make_interval(secs => ${seconds}))`;
const PAST_WORKFLOWS = `${SHORTER}
select k.tenant, k.workflow_id as id, k.environment, ${floorOf('k.seconds')} as floor
  from kept k where k.seconds < $1 * 86400.0
   and exists (select from execution e where e.workflow_id = k.workflow_id and e.id < ${floorOf('k.seconds')})`;
/** Hooks of the tenant, of the workflow, and the one that stands for the API. */
const PAST_HOOKS = `${SHORTER}, hooks as (
  select h.tenant, h.id, null::text as environment, t.retention_days * 86400.0 as seconds
    from tenant t join hook h on h.tenant = t.name where t.retention_days is not null
  union all
  select name, '00000000-0000-0000-0000-000000000000', null, retention_days * 86400.0
    from tenant where retention_days is not null
  union all
  select k.tenant, h.id, k.environment, k.seconds
    from kept k join hook h on h.workflow_id = k.workflow_id where k.environment is not null
)
select tenant, id, environment, ${floorOf('seconds')} as floor from hooks where seconds < $1 * 86400.0`;
/** An execution that was started by the one called so, and that may not have heard yet how it ended. */
const isAskedFor = (parent) => `exists (select from open_execution o where o.id = ${parent})`;
/** Somebody waits for an event and has not looked at this one yet. */
const isUnread = (event) => `exists (select from event_match m where m.event_id = ${event} and not m.passed)`;
/** $1 workflow, $2 environment or null, $3 floor, $4 most. Not what a person, a receiver or a parent has yet to hear of. */
const EXECUTIONS = `
with past as materialized (
  select e.id from execution e
   where e.workflow_id = $1 and ($2::text is null or e.environment = $2) and e.id < $3::uuid
     and not exists (select from dead_letter d where d.execution_id = e.id and d.status = 'open')
     and not exists (select from callback c where c.execution_id = e.id and c.status in ('waiting', 'due'))
     and not ${isAskedFor('e.parent_id')}
   order by e.id limit $4 for update skip locked
), runs as (delete from task_run t using past p where t.execution_id = p.id and t.execution_id < $3::uuid returning 1),
letters as (delete from dead_letter d using past p where d.execution_id = p.id returning 1),
calls as (delete from callback c using past p where c.execution_id = p.id returning 1),
asked as (delete from approval a using past p where a.execution_id = p.id returning 1),
gone as (delete from execution e using past p where e.id = p.id and e.id < $3::uuid returning 1)
select (select count(*)::int from gone) as execution, (select count(*)::int from runs) as task_run`;
/** $1 hook, $2 environment or null, $3 floor, $4 most, $5 tenant. Not what an open execution or dead letter is about, or may yet be. */
const EVENTS = `
with past as materialized (
  select e.id from event e
   where e.hook_id = $1 and e.tenant = $5 and ($2::text is null or e.environment = $2) and e.id < $3::uuid
     and not exists (select from open_execution o where o.event_id = e.id)
     and not exists (select from dead_letter d where d.event_id = e.id and d.status = 'open')
     and not ${isUnread('e.id')}
   order by e.id limit $4 for update skip locked
), gone as (delete from event e using past p where e.id = p.id and e.id < $3::uuid returning 1)
select count(*)::int as event from gone`;
const DELIVERIES = `
with past as materialized (
  select id from delivery_log
   where hook_id = $1 and tenant = $5 and ($2::text is null or environment = $2) and id < $3::uuid
   order by id limit $4 for update skip locked
), gone as (delete from delivery_log l using past p where l.id = p.id and l.id < $3::uuid returning 1)
select count(*)::int as delivery_log from gone`;
const AWAITED = {
    event: isUnread('s.id'),
    execution: isAskedFor('s.parent_id'),
    task_run: `exists (select from execution x where x.id = s.execution_id and ${isAskedFor('x.parent_id')})`,
};
/** $1 days, $2 most: rows of weeks that had no partition of their own, which no drop takes with it. */
const STRAYS = ['event', 'execution', 'task_run', 'delivery_log'].map((table) => {
    const id = table === 'task_run' ? 'execution_id' : 'id';
    const open = table === 'event' ? 'event_id' : 'id';
    const letter = table === 'event' ? 'event_id' : 'execution_id';
    return `
with past as materialized (
  select s.ctid from ${table}_default s where s.${id} < signet_uuid_floor(now() - make_interval(days => $1))
     and not exists (select from open_execution o where o.${open} = s.${id})
     and not exists (select from dead_letter d where d.${letter} = s.${id} and d.status = 'open')
     and not ${AWAITED[table] ?? 'false'}
   order by s.${id} limit $2 for update skip locked
), gone as (delete from ${table}_default s using past p where s.ctid = p.ctid returning 1)
select count(*)::int as ${table} from gone`;
});
/**
 * Deletes, in small transactions, what tenants and workflows want kept for a shorter time than the instance keeps it.
 * It locks rows of history alone, none of which a delivery or a worker needs.
 */
let PurgeRepository = class PurgeRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /**
     * Rows deleted by table, in at most `most` transactions; `more` when there is something left. Throws between two of
     * them once `stopping` is aborted.
     */
    async purge(days, most, stopping) {
        const count = new Count(most, stopping);
        for (const sql of STRAYS) {
            await this.empty(sql, [days, BATCH], count);
        }
        for (const past of await this.dataSource.query(PAST_WORKFLOWS, [days])) {
            await this.empty(EXECUTIONS, [past.id, past.environment, past.floor, BATCH], count);
        }
        for (const past of await this.dataSource.query(PAST_HOOKS, [days])) {
            const values = [past.id, past.environment, past.floor, BATCH, past.tenant];
            await this.empty(EVENTS, values, count);
            await this.empty(DELIVERIES, values, count);
        }
        return { purged: count.rows, more: count.left === 0 };
    }
    async empty(sql, values, count) {
        while (count.left > 0) {
            count.stopping?.throwIfAborted();
            const [row] = await this.dataSource.query(sql, [...values]);
            if (!count.add(row)) {
                return;
            }
        }
    }
};
PurgeRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], PurgeRepository);
export { PurgeRepository };
/** What was deleted, and how many transactions may follow. */
class Count {
    left;
    stopping;
    rows = {};
    constructor(left, stopping) {
        this.left = left;
        this.stopping = stopping;
    }
    /** False when the batch was not full: nothing is left of its kind. */
    add(row) {
        for (const [table, n] of Object.entries(row)) {
            this.rows[table] = (this.rows[table] ?? 0) + n;
        }
        const full = Object.values(row)[0] === BATCH;
        this.left -= full ? 1 : 0;
        return full;
    }
}
//# sourceMappingURL=purge.repository.js.map