import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type DeadLetterFilter, letterConditions } from './dead-letter.view.js';
import type { LimitScope } from '../ledger/limit-scope.js';
import type { Reach } from '../ledger/reach.view.js';
import type { WorkflowLimits } from '../workflow/document.js';

export interface ReplayOptions {
  /** Where the new execution begins: what succeeded or was skipped before is taken over, or nothing is. */
  readonly from: 'start' | 'failed-task';
  /** The revision that failed, or the one deployed now. */
  readonly revision: 'same' | 'newest';
  /** Whoever was called back when the execution died is called again when the new one ends. Default: not. */
  readonly callback?: boolean;
}

export interface Replayed {
  readonly execution: string;
  readonly replayOf: string;
  readonly subject: string | null;
  readonly workflowId: string;
  readonly environment: string;
  /** Under which it is claimed; null: freely. */
  readonly claimScope: LimitScope | null;
  /** Of the revision that runs. */
  readonly limits: WorkflowLimits | null;
}

/** What somebody decides about letters that are open. */
export type LetterDeed = 'replay' | 'discard';

/** Letters `d` that are open, and have what it takes to run again. */
const REPLAYABLE = `d.status = 'open'
  and exists (select from execution x where x.id = d.execution_id)
  and exists (select from event e where e.id = d.event_id and e.erased_at is null)
  and exists (select from environment v where v.tenant = d.tenant and v.name = d.environment)`;

const OPEN_TO = { replay: REPLAYABLE, discard: `d.status = 'open'` } as const satisfies Record<
  LetterDeed,
  string
>;

/** The event and the environment an execution `x` needs to run again. */
export const HAS_PARTS = `exists (select from event e where e.id = x.event_id and e.erased_at is null)
  and exists (select from environment v where v.tenant = x.tenant and v.name = x.environment)`;

/**
 * The rest of a statement whose `again (execution_id, id)` says which executions run again, and as which. $4 whether the
 * newest revision runs, $6 whether the new executions call back as those before them did, $7 the scope wider than a
 * workflow that limits how many run at a time, or null. `taken` says which runs `t` are taken over; never what was taken
 * back since, nor what stands around it, nor the taking back.
 */
export const openAgain = (taken: string): string => `
), opened as (
  insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane,
                              concurrency_limit, overflow, replay_of, environment, test, callback, claim_scope)
  select a.id, x.tenant, x.event_id, x.workflow_id, r.number, x.trigger_id, x.event_type, x.subject, x.lane,
         (r.document->'concurrency'->>'limit')::int, r.document->'concurrency'->>'overflow', x.id,
         x.environment, x.test, $6 and exists (select from callback c where c.execution_id = x.id),
         coalesce($7::text, case when r.document ? 'concurrency' or d.concurrency_limit is not null
           then 'workflow:' || x.tenant || '/' || x.workflow_id || '@' || x.environment end)
    from again a
    join execution x on x.id = a.execution_id
    left join deployment d on d.workflow_id = x.workflow_id and d.environment = x.environment
    join workflow_revision r on r.workflow_id = x.workflow_id
                            and r.number = case when $4 then coalesce(d.revision, x.revision) else x.revision end
   order by x.id
  returning id, replay_of, workflow_id, revision, subject, environment, claim_scope, callback
), calling as (
  insert into callback (execution_id, event_id, tenant, host, sealed_url)
  select o.id, c.event_id, c.tenant, c.host, c.sealed_url
    from opened o join callback c on c.execution_id = o.replay_of where o.callback
), taken_over as (
  insert into task_run (execution_id, task_id, iteration, position, action, status, attempt, misses, started_at,
                        first_started_at, finished_at, input, output, error)
  select o.id, t.task_id, t.iteration, t.position, t.action, t.status, t.attempt, t.misses, t.started_at,
         t.first_started_at, t.finished_at, t.input, t.output, t.error
    from opened o
    join workflow_revision r on r.workflow_id = o.workflow_id and r.number = o.revision
   cross join lateral (select coalesce(jsonb_agg(distinct u.task_id), '[]') as ids from task_run u
                        where u.execution_id = o.replay_of and u.status = 'succeeded') done
    join task_run t on t.execution_id = o.replay_of
   where ${taken}
     and jsonb_path_exists(r.document, '$.tasks.** ? (@.id == $id && @.type == $type
           && !exists(@.** ? (@.undo.id == $done[*])) && !exists($.tasks.** ? (@.undo.id == $id)))',
           jsonb_build_object('id', t.task_id, 'type', t.action, 'done', done.ids))
)
select o.id as execution, o.replay_of as "replayOf", o.subject, o.workflow_id as "workflowId", o.environment,
       o.claim_scope as "claimScope", r.document->'limits' as limits
  from opened o join workflow_revision r on r.workflow_id = o.workflow_id and r.number = o.revision
 order by o.replay_of`;

/**
 * $1 letters, $2 new ids, $3 who, $5 whether finished tasks are taken over.
 * The guard on `status` gives a letter to exactly one of those who replay it side by side.
 */
const REPLAY = `
with again as (
  update dead_letter d
     set status = 'replayed', resolved_at = now(), resolved_by = $3, replay_execution_id = n.id
    from unnest($1::uuid[], $2::uuid[]) as n (execution_id, id)
   where d.execution_id = n.execution_id and ${REPLAYABLE}
  returning d.execution_id, n.id
${openAgain(`$5 and t.status in ('succeeded', 'skipped')`)}`;

/**
 * $1 letters. Held in one order until the transaction ends, so that of two who decide about the same letters neither
 * waits for one who waits for them.
 */
const HOLD = `select from dead_letter where execution_id = any($1) and status = 'open' order by execution_id for update`;

export interface Discarded {
  readonly execution: string;
  readonly subject: string | null;
}

/** Opens executions for dead letters, or lets them go; all of one call in one statement. */
@Injectable()
export class ReplayRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Letters that somebody else resolved meanwhile, or whose event is gone, are missing from what comes back. */
  async replay(
    tx: EntityManager,
    letters: readonly { readonly execution: string; readonly newId: string }[],
    by: string,
    options: ReplayOptions & { readonly outerScope: LimitScope | null },
  ): Promise<Replayed[]> {
    const executions = letters.map(({ execution }) => execution);
    await tx.query(HOLD, [executions]);
    return tx.query(REPLAY, [
      executions,
      letters.map(({ newId }) => newId),
      by,
      options.revision === 'newest',
      options.from === 'failed-task',
      options.callback === true,
      options.outerScope,
    ]);
  }

  /** How many letters a deed would be done about, counted up to `most`. */
  async count(deed: LetterDeed, reach: Reach, filter: DeadLetterFilter, most: number): Promise<number> {
    const { values, bind } = binder();
    const conditions = [...letterConditions(reach, filter, bind), OPEN_TO[deed]].join(' and ');
    const [row]: { n: number }[] = await this.dataSource.query(
      `select count(*)::int as n from (
         select from dead_letter d join workflow w on w.id = d.workflow_id where ${conditions} limit ${bind(most)}) found`,
      values,
    );
    return row!.n;
  }

  /** Oldest first, after `after` and not beyond `until`. */
  async next(
    deed: LetterDeed,
    reach: Reach,
    filter: DeadLetterFilter,
    page: { readonly after: string; readonly until: string; readonly limit: number },
  ): Promise<string[]> {
    const { values, bind } = binder();
    const conditions = [
      ...letterConditions(reach, filter, bind),
      OPEN_TO[deed],
      `d.execution_id > ${bind(page.after)}::uuid`,
      `d.execution_id <= ${bind(page.until)}::uuid`,
    ].join(' and ');
    const rows: { id: string }[] = await this.dataSource.query(
      `select d.execution_id as id from dead_letter d join workflow w on w.id = d.workflow_id
        where ${conditions} order by d.execution_id limit ${bind(page.limit)}`,
      values,
    );
    return rows.map(({ id }) => id);
  }

  /** Letters that were not open any more are missing from what comes back. */
  async discard(
    tx: EntityManager,
    executions: readonly string[],
    by: string,
    note: string,
  ): Promise<Discarded[]> {
    await tx.query(HOLD, [executions]);
    const [rows] = await tx.query<[Discarded[], number]>(
      `update dead_letter set status = 'discarded', resolved_at = now(), resolved_by = $2, note = $3
        where execution_id = any($1) and status = 'open' returning execution_id as execution, subject`,
      [executions, by, note],
    );
    return rows.toSorted((one, other) => (one.execution < other.execution ? -1 : 1));
  }
}

function binder(): { values: unknown[]; bind: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}
