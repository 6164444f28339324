import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { epochArray, jsonArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import type { Settlement, TaskRun } from './task-run.js';

/** An execution as its holder names it. */
export interface Held {
  readonly id: string;
  readonly fence: string;
}

/** By id alone, with no word that another index is made of: the planner then takes the primary key, row by row. */
const FENCE: Statement = {
  name: 'ledger_fence',
  text: `
select id, fence from open_execution where id = any($1::uuid[]) and lease_until is not null order by id for update`,
};

/** $1.. are the columns of the runs; what follows says what happens to a row that is there already. */
const INSERT_TASK_RUNS = `
insert into task_run (execution_id, task_id, iteration, position, action, status, attempt, misses, started_at,
                      first_started_at, finished_at, input, output, error)
select id, task_id, iteration, position, action, status, attempt, misses, to_timestamp(started / 1000),
       to_timestamp(first_started / 1000), to_timestamp(finished / 1000), input, output, error
  from rows from (
    unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::int[], $8::int[],
           $9::float8[], $10::float8[], $11::float8[]),
    json_array_elements($12::json), json_array_elements($13::json), json_array_elements($14::json))
    as r (id, task_id, iteration, position, action, status, attempt, misses, started, first_started, finished,
          input, output, error)`;

const NEW_TASK_RUNS: Statement = { name: 'ledger_new_task_runs', text: INSERT_TASK_RUNS };

const TASK_RUNS: Statement = {
  name: 'ledger_task_runs',
  text: `${INSERT_TASK_RUNS}
 order by id, task_id, iteration
    on conflict (execution_id, task_id, iteration) do update
   set status = excluded.status, attempt = excluded.attempt, misses = excluded.misses,
       started_at = excluded.started_at, finished_at = excluded.finished_at, input = excluded.input,
       output = excluded.output, error = excluded.error, changed_at = now()`,
};

const FINISH: Statement = {
  name: 'ledger_finish',
  text: `
with done as materialized (
  select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[]) as d (id, fence, status, reason, error)
), moved as (
  delete from open_execution o using done d
   where o.id = d.id and o.fence = d.fence and o.lease_until is not null
  returning o.*, d.status as final, d.reason, d.error
)
insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
                       reason, attempt, replay_of, last_error, accepted_at, started_at, environment, test)
select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, final,
       reason, attempt, replay_of, error::json, accepted_at, started_at, environment, test
  from moved`,
};

const RELEASE: Statement = {
  name: 'ledger_release',
  text: `
update open_execution o
   set status = 'retrying', due_at = now() + make_interval(secs => r.delay_ms / 1000), lease_until = null,
       worker = null, last_error = r.error::json, version = o.version + 1
  from unnest($1::uuid[], $2::bigint[], $3::float8[], $4::text[]) as r (id, fence, delay_ms, error)
 where o.id = r.id and o.fence = r.fence and o.lease_until is not null`,
};

const RUNS_OF: Statement = {
  name: 'ledger_runs_of',
  text: `
select execution_id as "executionId", task_id as "taskId", iteration, position, action, status, attempt, misses,
       started_at as "startedAt", first_started_at as "firstStartedAt", finished_at as "finishedAt", input, output, error,
       true as recorded
  from task_run where execution_id = any($1::uuid[])`,
};

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** Writes of the worker that holds an execution; the fence makes those of one that lost it do nothing. */
@Injectable()
export class ProgressRepository {
  /** Locks the given executions; ids that come back are still held by the caller. */
  async fence(tx: EntityManager, held: readonly Held[]): Promise<Set<string>> {
    const fences = new Map(held.map(({ id, fence }) => [id, fence]));
    const rows = await run<Held>(tx, FENCE, [plainArray([...fences.keys()])]);
    return new Set(rows.filter(({ id, fence }) => fences.get(id) === fence).map(({ id }) => id));
  }

  /** A run marked `recorded` may have a row already and is written over it; the others are new. */
  async writeTaskRuns(tx: EntityManager, runs: readonly TaskRun[]): Promise<void> {
    const fresh = runs.filter(({ recorded }) => !recorded);
    const known = runs.filter(({ recorded }) => recorded);
    if (fresh.length > 0) {
      await run(tx, NEW_TASK_RUNS, taskRunColumns(fresh));
    }
    if (known.length > 0) {
      await run(tx, TASK_RUNS, taskRunColumns(known));
    }
  }

  async settle(tx: EntityManager, settled: readonly (Held & { settlement: Settlement })[]): Promise<void> {
    const final = settled.flatMap(({ id, fence, settlement: s }) =>
      s.kind === 'final' ? [{ id, fence, s }] : [],
    );
    const retry = settled.flatMap(({ id, fence, settlement: s }) =>
      s.kind === 'retry' ? [{ id, fence, s }] : [],
    );
    if (final.length > 0) {
      await run(tx, FINISH, [
        plainArray(final.map(({ id }) => id)),
        plainArray(final.map(({ fence }) => fence)),
        plainArray(final.map(({ s }) => s.status)),
        textArray(final.map(({ s }) => s.reason)),
        textArray(final.map(({ s }) => json(s.error))),
      ]);
    }
    if (retry.length > 0) {
      await run(tx, RELEASE, [
        plainArray(retry.map(({ id }) => id)),
        plainArray(retry.map(({ fence }) => fence)),
        plainArray(retry.map(({ s }) => s.delayMs)),
        textArray(retry.map(({ s }) => json(s.error))),
      ]);
    }
  }

  /** Task runs of executions taken up again, oldest attempt's included. */
  async taskRuns(db: EntityManager, executionIds: readonly string[]): Promise<TaskRun[]> {
    return run(db, RUNS_OF, [executionIds]);
  }
}

function taskRunColumns(runs: readonly TaskRun[]): string[] {
  return [
    plainArray(runs.map((r) => r.executionId)),
    textArray(runs.map((r) => r.taskId)),
    plainArray(runs.map((r) => r.iteration)),
    plainArray(runs.map((r) => r.position)),
    textArray(runs.map((r) => r.action)),
    plainArray(runs.map((r) => r.status)),
    plainArray(runs.map((r) => r.attempt)),
    plainArray(runs.map((r) => r.misses)),
    epochArray(runs.map((r) => r.startedAt)),
    epochArray(runs.map((r) => r.firstStartedAt)),
    epochArray(runs.map((r) => r.finishedAt)),
    jsonArray(runs.map((r) => json(r.input))),
    jsonArray(runs.map((r) => json(r.output))),
    jsonArray(runs.map((r) => json(r.error))),
  ];
}
