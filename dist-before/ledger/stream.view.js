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
/** Before the first one. */
export const FROM_THE_START = { changedUs: '0', position: 0, iteration: 0, taskId: '' };
/** Runs read of one execution at a time. Details beyond what takes so much room, packed, are left for the next time. */
const MOST_RUNS = 100;
const MOST_DETAIL_BYTES = 8 * 1024;
const ORDER = 't.changed_us, t.position, t.iteration, t.task_id';
/** Runs of an execution that are behind a cursor `a`, and how much room the details before each take. */
const RUNS_AFTER = `
select t.*, sum(t.stored) over (order by ${ORDER}) - t.stored as ahead
  from (select t.*, (extract(epoch from t.changed_at) * 1000000)::bigint as changed_us,
               case when a.details then coalesce(pg_column_size(t.input), 0) + coalesce(pg_column_size(t.output), 0)
                    else 0 end as stored
          from task_run t where t.execution_id = a.id) t
 where (${ORDER}) > (a.changed_us, a.position, a.iteration, a.task_id)
 order by ${ORDER} limit ${MOST_RUNS}`;
/** One statement for all that are asked for, so that status and runs of each are of the same moment. */
const CHANGES = `
select a.place::int, s.status, s.reason, s.attempt, s.finished_at as "finishedAt", coalesce(r.runs, '[]') as runs,
       coalesce(r.more, false) as more
  from unnest($1::uuid[], $2::bigint[], $3::int[], $4::int[], $5::text[], $6::bool[]) with ordinality
         as a (id, changed_us, position, iteration, task_id, details, place)
 cross join lateral (
   select status, null::text as reason, attempt, null::timestamptz as finished_at from open_execution where id = a.id
    union all
   select status, reason, attempt, finished_at from execution where id = a.id) s
  left join lateral (
   select count(*) = ${MOST_RUNS} or bool_or(t.ahead > ${MOST_DETAIL_BYTES}) as more,
          json_agg(json_build_object(
            'changedUs', t.changed_us::text, 'position', t.position, 'iteration', t.iteration, 'taskId', t.task_id,
            'action', t.action, 'status', t.status, 'attempt', t.attempt, 'startedAt', t.started_at,
            'finishedAt', t.finished_at, 'input', case when a.details then t.input end,
            'output', case when a.details then t.output end, 'error', case when a.details then t.error end)
          order by ${ORDER}) filter (where t.ahead <= ${MOST_DETAIL_BYTES}) as runs
     from (${RUNS_AFTER}) t) r on true`;
/** What streams of events are made of. */
let StreamView = class StreamView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** In the order they were asked for; null for an execution that is not there any more. */
    async changes(asked) {
        const rows = await this.dataSource.query(CHANGES, [
            asked.map(({ id }) => id),
            asked.map(({ after }) => after.changedUs),
            asked.map(({ after }) => after.position),
            asked.map(({ after }) => after.iteration),
            asked.map(({ after }) => after.taskId),
            asked.map(({ details }) => details),
        ]);
        const byPlace = new Map(rows.map(({ place, ...change }) => [place, change]));
        return asked.map((_, index) => byPlace.get(index + 1) ?? null);
    }
};
StreamView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], StreamView);
export { StreamView };
//# sourceMappingURL=stream.view.js.map