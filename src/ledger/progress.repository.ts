import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../config/group-by.js';
import { epochArray, jsonArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import type { Control } from './control.repository.js';
import { type EndedExecution, type EndedRecord, INTO_THE_LOG, recordOf } from './execution-record.js';
import { executionOf, type Settlement, type TaskRun } from './task-run.js';
import { textOf } from './truncated-output.js';
import { cameFor } from './wait.repository.js';

/** An execution as its holder names it. */
export interface Held {
  readonly id: string;
  readonly fence: string;
}

/** One hold on an execution: the next one of the same execution has another fence. */
export function holdOf({ id, fence }: Held): string {
  return `${id}/${fence}`;
}

/** By id alone, with no word that another index is made of: the planner then takes the primary key, row by row. */
const FENCE: Statement = {
  name: 'ledger_fence',
  text: `
select id, fence, control from open_execution where id = any($1::uuid[]) and lease_until is not null order by id for update`,
};

/** $1.. are the columns of the runs; what follows says what happens to a row that is there already. */
const INSERT_TASK_RUNS = `
insert into task_run (execution_id, task_id, iteration, position, action, status, attempt, misses, started_at,
                      first_started_at, finished_at, due_at, input, output, error)
select id, task_id, iteration, position, action, status, attempt, misses, to_timestamp(started / 1000),
       to_timestamp(first_started / 1000), to_timestamp(finished / 1000), to_timestamp(due / 1000), input, output, error
  from rows from (
    unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::int[], $8::int[],
           $9::float8[], $10::float8[], $11::float8[], $12::float8[]),
    json_array_elements($13::json), json_array_elements($14::json), json_array_elements($15::json))
    as r (id, task_id, iteration, position, action, status, attempt, misses, started, first_started, finished, due,
          input, output, error)`;

const NEW_TASK_RUNS: Statement = { name: 'ledger_new_task_runs', text: INSERT_TASK_RUNS };

const TASK_RUNS: Statement = {
  name: 'ledger_task_runs',
  text: `${INSERT_TASK_RUNS}
 order by id, task_id, iteration
    on conflict (execution_id, task_id, iteration) do update
   set status = excluded.status, attempt = excluded.attempt, misses = excluded.misses,
       started_at = excluded.started_at, first_started_at = excluded.first_started_at, finished_at = excluded.finished_at, due_at = excluded.due_at, input = excluded.input,
       output = excluded.output, error = excluded.error, changed_at = now()`,
};

const FINISH: Statement = {
  name: 'ledger_finish',
  text: `
with done as materialized (
  select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[]) as d (id, fence, status, reason, error)
), moved as (
  delete from open_execution o using done d
   where o.id = any($1::uuid[]) and o.id = d.id and o.fence = d.fence and o.lease_until is not null
  returning o.*, d.status as final, d.reason, d.error
),${INTO_THE_LOG}`,
};

/** What left a worker in order is not what stops workers: its take-overs are forgotten. */
const RELEASE: Statement = {
  name: 'ledger_release',
  text: `
update open_execution o
   set status = case when r.status = 'paused' and o.control is null then 'retrying' else r.status end, 
       due_at = now() + make_interval(secs => case when r.missed then 0 else r.delay_ms / 1000 end), lease_until = null,
       worker = null, takeovers = 0, last_error = coalesce(r.error::json, o.last_error), version = o.version + 1
  from (select *, (awaited is not null and exists (select from execution x where x.id = any(r.awaited::uuid[])))
                  or (status <> 'paused' and exists (${cameFor('r.id')}
                       union all select from approval a where a.execution_id = r.id and a.kind = 'task' and a.status = 'decided' and not a.heeded)) as missed
          from unnest($1::uuid[], $2::bigint[], $3::float8[], $4::text[], $5::text[], $6::text[])
            as r (id, fence, delay_ms, error, status, awaited)) r
 where o.id = any($1::uuid[]) and o.id = r.id and o.fence = r.fence and o.lease_until is not null`,
};

const STATUS_OF = { retry: 'retrying', wait: 'waiting', pause: 'paused' } as const;

/** The columns of `TaskRun`, of a row `t` of `task_run`. */
export const RUN_COLUMNS = `t.execution_id as "executionId", task_id as "taskId", iteration, position, action, status, attempt, misses,
       started_at as "startedAt", first_started_at as "firstStartedAt", finished_at as "finishedAt", due_at as "dueAt",
       input, output, error`;

/**
 * Task runs `t` of the executions $1, one execution after the other: Postgres cannot tell how many runs each has in a table
 * that it never analysed, and for a few dozen of them it would read it from end to end.
 */
export const runsByExecution = (condition = ''): string => `
  from unnest($1::uuid[]) as x (id)
 cross join lateral (select * from task_run where execution_id = any($1::uuid[]) and execution_id = x.id ${condition} offset 0) t`;

const RUNS_OF: Statement = {
  name: 'ledger_runs_of',
  text: `select ${RUN_COLUMNS} ${runsByExecution('and iteration = 0')}`,
};

const ALL_RUNS_OF: Statement = {
  name: 'ledger_all_runs_of',
  text: `select ${RUN_COLUMNS} ${runsByExecution()}`,
};

/** $1 execution, $2 tasks in loops, $3 the iteration of each from which on it is looked at. */
const ROUNDS_OF: Statement = {
  name: 'ledger_rounds_of',
  text: `
select ${RUN_COLUMNS}
  from task_run t join unnest($2::text[], $3::int[]) as l (id, least) on l.id = t.task_id
 where t.execution_id = $1 and t.iteration >= l.least`,
};

const NO_RUNS: ReadonlyMap<string, readonly TaskRun[]> = new Map();

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** Writes of the worker that holds an execution; the fence makes those of one that lost it do nothing. */
@Injectable()
export class ProgressRepository {
  /**
   * Locks the given executions; those that come back, by `holdOf`, are still held by the caller, with what was asked of
   * them. One that its holder lost and took again may be among them twice.
   */
  async fence(tx: EntityManager, held: readonly Held[]): Promise<Map<string, Control | null>> {
    const holds = new Set(held.map(holdOf));
    const ids = [...new Set(held.map(({ id }) => id))];
    const rows = await run<Held & { control: Control | null }>(tx, FENCE, [plainArray(ids)]);
    const own = rows.filter((row) => holds.has(holdOf(row)));
    return new Map(own.map((row) => [holdOf(row), row.control]));
  }

  /** `changed` may have rows already, which are written over; `added` have none. */
  async writeTaskRuns(
    tx: EntityManager,
    { added, changed }: { readonly added: readonly TaskRun[]; readonly changed: readonly TaskRun[] },
  ): Promise<void> {
    if (added.length > 0) {
      await run(tx, NEW_TASK_RUNS, taskRunColumns(added));
    }
    if (changed.length > 0) {
      await run(tx, TASK_RUNS, taskRunColumns(changed));
    }
  }

  /** Those that ended with it come back: put their records into the audit log. */
  async settle(
    tx: EntityManager,
    settled: readonly (Held & { settlement: Settlement })[],
  ): Promise<EndedExecution[]> {
    const final = settled.flatMap(({ id, fence, settlement: s }) =>
      s.kind === 'final' ? [{ id, fence, s }] : [],
    );
    const released = settled.flatMap(({ id, fence, settlement: s }) =>
      s.kind === 'final' ? [] : [{ id, fence, s }],
    );
    const ended = final.length > 0 ? await this.finish(tx, final) : [];
    if (released.length > 0) {
      await run(tx, RELEASE, [
        plainArray(released.map(({ id }) => id)),
        plainArray(released.map(({ fence }) => fence)),
        plainArray(released.map(({ s }) => (s.kind === 'pause' ? 0 : s.delayMs))),
        textArray(released.map(({ s }) => (s.kind === 'retry' ? json(s.error) : null))),
        plainArray(released.map(({ s }) => STATUS_OF[s.kind])),
        textArray(released.map(({ s }) => (s.kind !== 'pause' && s.awaited ? plainArray(s.awaited) : null))),
      ]);
    }
    return ended;
  }

  private async finish(
    tx: EntityManager,
    final: readonly (Held & { readonly s: Extract<Settlement, { kind: 'final' }> })[],
  ): Promise<EndedExecution[]> {
    return run(tx, FINISH, [
      plainArray(final.map(({ id }) => id)),
      plainArray(final.map(({ fence }) => fence)),
      plainArray(final.map(({ s }) => s.status)),
      textArray(final.map(({ s }) => s.reason)),
      textArray(final.map(({ s }) => json(s.error))),
    ]);
  }

  /** Records of executions that ended in this transaction; `known` gives all task runs of one, null: the ledger is asked. */
  async records(
    tx: EntityManager,
    ended: readonly EndedExecution[],
    known: (id: string) => readonly TaskRun[] | null,
  ): Promise<EndedRecord[]> {
    const runs = ended.map(({ id }) => known(id));
    const unknown = ended.flatMap(({ id }, index) => (runs[index] === null ? [id] : []));
    const stored = unknown.length > 0 ? await this.allRuns(tx, unknown) : NO_RUNS;
    return ended.map((one, index) => recordOf(one, runs[index] ?? stored.get(one.id) ?? []));
  }

  /** Task runs of executions taken up again, those in loops left out. */
  async taskRuns(db: EntityManager, executionIds: readonly string[]): Promise<TaskRun[]> {
    return run(db, RUNS_OF, [executionIds]);
  }

  /** Task runs by execution, those in loops and all. */
  async allRuns(
    db: EntityManager,
    executionIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly TaskRun[]>> {
    return groupBy(await run<TaskRun>(db, ALL_RUNS_OF, [executionIds]), executionOf);
  }

  /** Task runs in the loops of an execution, from an iteration of each task on. */
  async rounds(
    db: EntityManager,
    executionId: string,
    loops: readonly { readonly taskId: string; readonly least: number }[],
  ): Promise<TaskRun[]> {
    const ids = loops.map(({ taskId }) => taskId);
    return run(db, ROUNDS_OF, [executionId, ids, loops.map(({ least }) => least)]);
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
    epochArray(runs.map((r) => r.dueAt)),
    jsonArray(runs.map((r) => textOf(r.input))),
    jsonArray(runs.map((r) => textOf(r.output))),
    jsonArray(runs.map((r) => json(r.error))),
  ];
}
