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
import { plainArray, textArray } from '../database/arrays.js';
import { run } from '../database/statement.js';
/** Days a counter is kept after its period began. */
const KEPT_DAYS = 62;
const begins = (period) => `date_trunc(${period}, now() at time zone 'utc')`;
const resetsAt = (period) => `(${begins(period)} + ('1 ' || ${period})::interval) at time zone 'utc'`;
/** Rows are made and locked in one order, so that two batches cannot wait for each other. */
const TAKE_UP = {
    name: 'quota_take_up',
    text: `
insert into quota_use (scope, period, starts)
select q.scope, q.period, ${begins('q.period')}::date from unnest($1::text[], $2::text[]) as q (scope, period)
 order by q.scope, q.period
    on conflict (scope, period, starts) do update set used = quota_use.used
returning scope, period, used::float8 as used,
          ceil(extract(epoch from ${resetsAt('period')} - now()))::float8 as "resetsIn"`,
};
const ADD = {
    name: 'quota_add',
    text: `
insert into quota_use (scope, period, starts, used)
select q.scope, q.period, ${begins('q.period')}::date, q.used
  from unnest($1::text[], $2::text[], $3::int[]) as q (scope, period, used)
 order by q.scope, q.period
    on conflict (scope, period, starts) do update set used = quota_use.used + excluded.used`,
};
const NOW = `
select $1::text as scope, q.period, coalesce(u.used, 0)::float8 as used, ${resetsAt('q.period')} as "resetsAt"
  from unnest(array['day', 'month']) as q (period)
  left join quota_use u on u.scope = $1 and u.period = q.period and u.starts = ${begins('q.period')}::date`;
/** Executions counted for quotas. The clock of Postgres says which day it is, for all who count. */
let QuotaRepository = class QuotaRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** What is used of each. Until the transaction ends nobody else counts for them. */
    takeUp(tx, keys) {
        return run(tx, TAKE_UP, columnsOf(keys));
    }
    /** Counts executions, whatever the limit says; each key once. */
    async add(tx, counts) {
        if (counts.length > 0) {
            await run(tx, ADD, [...columnsOf(counts), plainArray(counts.map(({ used }) => used))]);
        }
    }
    /** What a scope has used in the day and in the month that run. */
    now(scope) {
        return this.dataSource.query(NOW, [scope]);
    }
    /** Forgets counters of long ago; how many. */
    async prune() {
        const [, pruned] = await this.dataSource.query(`delete from quota_use where starts < (now() at time zone 'utc')::date - $1::int`, [KEPT_DAYS]);
        return pruned;
    }
};
QuotaRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], QuotaRepository);
export { QuotaRepository };
function columnsOf(keys) {
    return [textArray(keys.map(({ scope }) => scope)), plainArray(keys.map(({ period }) => period))];
}
//# sourceMappingURL=quota.repository.js.map