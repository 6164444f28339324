import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { epochArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';

/** An execution about to begin whose trigger asks for the order of events. */
export interface Beginning {
  readonly executionId: string;
  readonly workflowId: string;
  readonly environment: string;
  readonly subject: string;
  readonly eventId: string;
  readonly at: Date;
}

/** A newer event of the subject has been begun with. */
export interface Newer {
  readonly executionId: string;
  readonly eventId: string;
  readonly at: Date;
}

/** One row per workflow and subject, locked in one order. Who finds no newer one has begun, in the same commit. */
const BEGIN: Statement = {
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
@Injectable()
export class OrderRepository {
  /** Those that come too late; all others have begun. The caller holds the executions. */
  async begin(tx: EntityManager, beginnings: readonly Beginning[]): Promise<Map<string, Newer>> {
    const rows = await run<Newer>(tx, BEGIN, [
      plainArray(beginnings.map(({ executionId }) => executionId)),
      plainArray(beginnings.map(({ workflowId }) => workflowId)),
      textArray(beginnings.map(({ environment }) => environment)),
      textArray(beginnings.map(({ subject }) => subject)),
      plainArray(beginnings.map(({ eventId }) => eventId)),
      epochArray(beginnings.map(({ at }) => at)),
    ]);
    return new Map(rows.map((row) => [row.executionId, row]));
  }
}
