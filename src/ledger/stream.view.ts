import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ExecutionStatus } from './execution-query.view.js';
import type { TaskError } from './task-run.js';

/** How far a reader has come in the task runs of an execution: by change, and where that is the same by run. */
export interface RunCursor {
  /** Microseconds since 1970 of the change, in digits. */
  readonly changedUs: string;
  readonly iteration: number;
  readonly taskId: string;
}

/** Before the first one. */
export const FROM_THE_START: RunCursor = { changedUs: '0', iteration: 0, taskId: '' };

export interface ChangesOf {
  readonly id: string;
  readonly after: RunCursor;
  /** Whether what went in and came out is wanted as well. */
  readonly details: boolean;
}

export interface ChangedRun extends RunCursor {
  readonly action: string;
  readonly status: string;
  readonly attempt: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Null where no details were asked for. */
  readonly input: unknown;
  readonly output: unknown;
  readonly error: TaskError | null;
}

export interface ExecutionChange {
  readonly status: ExecutionStatus;
  readonly reason: string | null;
  readonly attempt: number;
  readonly finishedAt: Date | null;
  /** In the order of their changes. */
  readonly runs: readonly ChangedRun[];
  /** There may be runs beyond these. */
  readonly more: boolean;
}

/** Runs read of one execution at a time; with details, which may be large, only a few. */
const MOST_RUNS = 100;
const MOST_DETAILED = 4;

/** One statement for all that are asked for, so that status and runs of each are of the same moment. */
const CHANGES = `
select a.place::int, s.status, s.reason, s.attempt, s.finished_at as "finishedAt", coalesce(r.runs, '[]') as runs,
       coalesce(json_array_length(r.runs) = a.most, false) as more
  from (select *, case when details then ${MOST_DETAILED} else ${MOST_RUNS} end as most
          from unnest($1::uuid[], $2::bigint[], $3::int[], $4::text[], $5::bool[]) with ordinality
                 as asked (id, changed_us, iteration, task_id, details, place)) a
 cross join lateral (
   select status, null::text as reason, attempt, null::timestamptz as finished_at from open_execution where id = a.id
    union all
   select status, reason, attempt, finished_at from execution where id = a.id) s
  left join lateral (
   select json_agg(json_build_object(
            'changedUs', t.changed_us::text, 'iteration', t.iteration, 'taskId', t.task_id, 'action', t.action,
            'status', t.status, 'attempt', t.attempt, 'startedAt', t.started_at, 'finishedAt', t.finished_at,
            'input', case when a.details then t.input end, 'output', case when a.details then t.output end,
            'error', case when a.details then t.error end)
          order by t.changed_us, t.iteration, t.task_id) as runs
     from (select t.*, c.changed_us
             from task_run t cross join lateral (select (extract(epoch from t.changed_at) * 1000000)::bigint) c (changed_us)
            where t.execution_id = a.id and (c.changed_us, t.iteration, t.task_id) > (a.changed_us, a.iteration, a.task_id)
            order by c.changed_us, t.iteration, t.task_id limit a.most) t) r on true`;

/** What streams of events are made of. */
@Injectable()
export class StreamView {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order they were asked for; null for an execution that is not there any more. */
  async changes(asked: readonly ChangesOf[]): Promise<(ExecutionChange | null)[]> {
    const rows: (ExecutionChange & { place: number })[] = await this.dataSource.query(CHANGES, [
      asked.map(({ id }) => id),
      asked.map(({ after }) => after.changedUs),
      asked.map(({ after }) => after.iteration),
      asked.map(({ after }) => after.taskId),
      asked.map(({ details }) => details),
    ]);
    const byPlace = new Map(rows.map(({ place, ...change }) => [place, change]));
    return asked.map((_, index) => byPlace.get(index + 1) ?? null);
  }
}
