import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { jsonArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import type { LimitScope } from './limit-scope.js';
import { countsOf, type Quota } from './quota.js';
import { QuotaRepository } from './quota.repository.js';
import type { TaskError } from './task-run.js';

/** Type of the event that stands for what one workflow gave another. */
export const SUBFLOW_EVENT = 'signet.subflow';

/** An execution that another one starts; it is opened in the transaction that records the task. */
export interface NewSubflow {
  readonly id: string;
  readonly eventId: string;
  readonly parentId: string;
  readonly workflowId: string;
  readonly revision: number;
  readonly lane: string | null;
  readonly concurrencyLimit: number | null;
  readonly overflow: string | null;
  /** Under which it is claimed; null: freely. */
  readonly claimScope: LimitScope | null;
  /** What it counts for; it is not refused for them, for its parent was admitted. */
  readonly quotas: readonly Quota[];
  /** JSON text. */
  readonly inputs: string;
  /** How many executions stand between its parent's event and the outside, and their workflows with the parent's. */
  readonly depth: number;
  readonly lineage: readonly string[];
}

/** How an execution that another one started has ended. */
export interface SubflowEnd {
  readonly id: string;
  /** Null: it is over, and nothing is kept of it any more. */
  readonly status: string | null;
  readonly error: TaskError | null;
  /** What it returned. */
  readonly output: unknown;
}

/** What is not in these columns is that of the parent. */
const OPEN: Statement = {
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

const ENDS: Statement = {
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
@Injectable()
export class SubflowRepository {
  constructor(private readonly quotas: QuotaRepository) {}

  async open(tx: EntityManager, subflows: readonly NewSubflow[]): Promise<void> {
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
  ends(db: EntityManager, ids: readonly string[]): Promise<SubflowEnd[]> {
    return run(db, ENDS, [ids]);
  }
}
