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
import { jsonArray, plainArray, textArray } from '../database/arrays.js';
import { run } from '../database/statement.js';
import { countsOf } from './quota.js';
import { QuotaRepository } from './quota.repository.js';
/** Type of the event that stands for what one workflow gave another. */
export const SUBFLOW_EVENT = 'signet.subflow';
/** What is not in these columns is that of the parent. */
const OPEN = {
    name: 'ledger_open_subflows',
    text: `
with opening as (
  select * from rows from (
    unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::int[], $8::text[],
           $9::text[], $10::int[], $11::text[]), json_array_elements($12::json))
    as c (id, event_id, parent_id, workflow_id, revision, lane, concurrency_limit, overflow, claim_scope, depth, lineage,
          inputs)
), told as (
  insert into event (id, delivery_id, tenant, hook_id, type, subject, bytes, body, headers, parameters, inputs,
                     environment, test, cause, depth, lineage)
  select c.event_id, c.event_id, p.tenant, '00000000-0000-0000-0000-000000000000', '${SUBFLOW_EVENT}', p.subject,
         octet_length(c.inputs::text), c.inputs, '{}', '{}', c.inputs, p.environment, p.test,
         p.id, c.depth, c.lineage::uuid[]
    from opening c join open_execution p on p.id = c.parent_id and p.id = any($3::uuid[])
)
insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane,
                            concurrency_limit, overflow, claim_scope, environment, test, parent_id, depth)
select c.id, p.tenant, c.event_id, c.workflow_id, c.revision, 'subflow', '${SUBFLOW_EVENT}', p.subject, c.lane,
       c.concurrency_limit, c.overflow, c.claim_scope, p.environment, p.test, p.id, p.depth + 1
  from opening c join open_execution p on p.id = c.parent_id and p.id = any($3::uuid[])`,
};
const ENDS = {
    name: 'ledger_subflow_ends',
    text: `
select x.id, x.status, x.last_error as error,
       (select t.output from task_run t where t.execution_id = x.id and t.action = 'return' and t.status = 'succeeded'
         limit 1) as output
  from execution x where x.id = any($1::uuid[])
 union all
select a.id, null, null, null from unnest($1::uuid[]) as a (id)
 where not exists (select from open_execution o where o.id = any($1::uuid[]) and o.id = a.id)
   and not exists (select from execution x where x.id = any($1::uuid[]) and x.id = a.id)`,
};
/** Executions that are started by others, which may wait for them. */
let SubflowRepository = class SubflowRepository {
    quotas;
    constructor(quotas) {
        this.quotas = quotas;
    }
    async open(tx, subflows) {
        await run(tx, OPEN, [
            plainArray(subflows.map(({ id }) => id)),
            plainArray(subflows.map(({ eventId }) => eventId)),
            plainArray(subflows.map(({ parentId }) => parentId)),
            plainArray(subflows.map(({ workflowId }) => workflowId)),
            plainArray(subflows.map(({ revision }) => revision)),
            textArray(subflows.map(({ lane }) => lane)),
            plainArray(subflows.map(({ concurrencyLimit }) => concurrencyLimit)),
            textArray(subflows.map(({ overflow }) => overflow)),
            textArray(subflows.map(({ claimScope }) => claimScope)),
            plainArray(subflows.map(({ depth }) => depth)),
            textArray(subflows.map(({ lineage }) => plainArray(lineage))),
            jsonArray(subflows.map(({ inputs }) => inputs)),
        ]);
        await this.quotas.add(tx, countsOf(subflows.map(({ quotas }) => quotas)));
    }
    /** Of those that have ended; all of `ids` must be committed. */
    ends(db, ids) {
        return run(db, ENDS, [ids]);
    }
};
SubflowRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [QuotaRepository])
], SubflowRepository);
export { SubflowRepository };
//# sourceMappingURL=subflow.repository.js.map