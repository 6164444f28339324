var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import { epochArray, plainArray, textArray } from '../database/arrays.js';
import { run } from '../database/statement.js';
/** One row per workflow and subject, locked in one order. Who finds no newer one has begun, in the same commit. */
const BEGIN = {
    name: 'ledger_begin_in_order',
    text: `
with beginning as (
  select id, workflow_id, environment, subject, event_id, to_timestamp(ms / 1000) as at
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::float8[])
      as b (id, workflow_id, environment, subject, event_id, ms)
), newest as (
  insert into newest_event as n (workflow_id, environment, subject, occurred_at, event_id)
  select distinct on (workflow_id, environment, subject) workflow_id, environment, subject, at, event_id
    from beginning order by workflow_id, environment, subject, at desc
      on conflict (workflow_id, environment, subject) do update
     set occurred_at = greatest(n.occurred_at, excluded.occurred_at),
         event_id = case when excluded.occurred_at > n.occurred_at then excluded.event_id else n.event_id end
  returning *
), compared as (
  select b.id, n.event_id, n.occurred_at, n.occurred_at > b.at as is_late
    from beginning b join newest n using (workflow_id, environment, subject)
), begun as (
  update open_execution o set in_order = true from compared c
   where o.id = any($1::uuid[]) and o.id = c.id and not c.is_late
)
select id as "executionId", event_id as "eventId", occurred_at as at from compared where is_late`,
};
/** The newest event that workflows have begun with, by subject. */
let OrderRepository = class OrderRepository {
    /** Those that come too late; all others have begun. The caller holds the executions. */
    async begin(tx, beginnings) {
        const rows = await run(tx, BEGIN, [
            plainArray(beginnings.map(({ executionId }) => executionId)),
            plainArray(beginnings.map(({ workflowId }) => workflowId)),
            textArray(beginnings.map(({ environment }) => environment)),
            textArray(beginnings.map(({ subject }) => subject)),
            plainArray(beginnings.map(({ eventId }) => eventId)),
            epochArray(beginnings.map(({ at }) => at)),
        ]);
        return new Map(rows.map((row) => [row.executionId, row]));
    }
};
OrderRepository = __decorate([
    Injectable()
], OrderRepository);
export { OrderRepository };
//# sourceMappingURL=order.repository.js.map