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
import { isLockFault } from '../database/faults.js';
/** Weeks of partitions made ahead: so long may upkeep fail before rows go to the default partition. */
const WEEKS_AHEAD = 4;
/** A drop waits no longer for a partition: deliveries that come meanwhile wait behind it. */
const LOCK_TIMEOUT_MS = 50;
/** Tables that only grow, a partition a week each. */
export const PARTITIONED = ['event', 'execution', 'task_run', 'delivery_log', 'audit_entry'];
/** Tables whose size is worth a number of its own. */
const MEASURED = [...PARTITIONED, 'open_execution', 'dedupe', 'dead_letter', 'callback', 'workflow_revision'];
/** $1 days. What is not finished, is still asked for, or is not decided about, is never dropped with its week. */
const PAST = `
select v.name, v.parent,
       v.parent <> 'delivery_log' and (
         exists (select from open_execution o
                  where (o.id >= w.first and o.id < w.next) or (o.event_id >= w.first and o.event_id < w.next))
         or exists (select from execution x join open_execution o on o.id = x.parent_id
                     where x.id >= w.first and x.id < w.next)
         or exists (select from event_match m
                     where m.event_id >= w.first and m.event_id < w.next and not m.passed)
         or exists (select from dead_letter d
                     where d.status = 'open' and ((d.execution_id >= w.first and d.execution_id < w.next)
                                                  or (d.event_id >= w.first and d.event_id < w.next)))) as held
  from partition_view v cross join lateral
       (select signet_uuid_floor(v.from_at) as first, signet_uuid_floor(v.to_at) as next) w
 where v.parent <> 'audit_entry' and v.to_at <= now() - make_interval(days => $1)
 order by v.from_at, v.parent`;
/** Days until the first week, from this one on, that some table has no partition for; $1 tables. */
const AHEAD = `
select extract(epoch from min(week at time zone 'utc') - now())::float8 / 86400 as days
  from unnest($1::text[]) as t (parent)
 cross join generate_series(date_trunc('week', now() at time zone 'utc'),
                            now() at time zone 'utc' + interval '1 year', interval '1 week') as week
 where not exists (select from partition_view v
                    where v.parent = t.parent and v.from_at = week at time zone 'utc')`;
const SIZES = `
select pg_database_size(current_database())::float8 as "databaseBytes",
       (select json_agg(json_build_object('table', t.name, 'bytes', coalesce(
                 (select sum(pg_total_relation_size(relid)) from pg_partition_tree(t.name::regclass)),
                 pg_total_relation_size(t.name::regclass)))) from unnest($1::text[]) as t (name)) as tables`;
/** The weeks of the tables that only grow: made ahead, dropped whole, in nobody's way. */
let PartitionRepository = class PartitionRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** How many were made, each in a transaction of its own; what somebody is in the way of is left for the next time. */
    async make() {
        for (let made = 0;; made += 1) {
            if (!(await this.makeOne())) {
                return made;
            }
        }
    }
    /** Days until rows would go to a default partition. */
    async daysAhead() {
        const [row] = await this.dataSource.query(AHEAD, [PARTITIONED]);
        return row.days;
    }
    /** Drops those that ended more than `days` ago, never those of the audit log, one at a time. */
    async drop(days) {
        const past = await this.dataSource.query(PAST, [days]);
        const [dropped, busy] = [[], []];
        for (const { name, parent, held } of past) {
            if (!held) {
                ((await this.dropOne(name, parent)) ? dropped : busy).push(name);
            }
        }
        return { dropped, busy, held: past.filter(({ held }) => held).map(({ name }) => name) };
    }
    /** Where the oldest week begins that events are kept of. */
    async oldestKept() {
        const [row] = await this.dataSource.query(`select min(from_at) as at from partition_view where parent = 'event'`);
        return row.at;
    }
    /** Asks the file system about every table: not to be called often. */
    async sizes() {
        const [row] = await this.dataSource.query(SIZES, [MEASURED]);
        return row;
    }
    async makeOne() {
        try {
            const [row] = await this.dataSource.query('select signet_make_partition($1) as name', [WEEKS_AHEAD]);
            return row.name !== null;
        }
        catch (error) {
            return requireLockFault(error);
        }
    }
    /**
     * False when somebody has it. `detach concurrently` is not to be had where there is a default partition, so the
     * table's own lock is needed for a moment; files are removed after it is free again.
     */
    async dropOne(name, parent) {
        try {
            await this.dataSource.transaction(async (tx) => {
                await tx.query(`set local lock_timeout = '${LOCK_TIMEOUT_MS}ms'`);
                await tx.query(`lock table only ${parent} in access exclusive mode`);
                await tx.query(`drop table ${name}`);
            });
            return true;
        }
        catch (error) {
            return requireLockFault(error);
        }
    }
};
PartitionRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], PartitionRepository);
export { PartitionRepository };
/** False; throws what is no matter of locks. */
function requireLockFault(error) {
    if (!isLockFault(error)) {
        throw error;
    }
    return false;
}
//# sourceMappingURL=partition.repository.js.map