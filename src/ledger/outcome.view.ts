import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { plainArray } from '../database/arrays.js';
import { withConnection } from '../database/session.js';
import { run, type Statement } from '../database/statement.js';
import type { ExecutionStatus } from './execution-query.view.js';
import { runsByExecution } from './progress.repository.js';
import type { FinalStatus, TaskError } from './task-run.js';

/** A settled execution, without what its tasks gave. */
export interface FinishedRow {
  readonly id: string;
  readonly tenant: string;
  readonly workflowId: string;
  /** `namespace/name`. */
  readonly workflow: string;
  readonly revision: number;
  readonly environment: string;
  readonly test: boolean;
  /** Id of the trigger that opened it, and of its event. */
  readonly trigger: string;
  readonly eventId: string;
  readonly status: FinalStatus;
  readonly reason: string | null;
  readonly error: TaskError | null;
  readonly attempt: number;
  readonly acceptedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date;
}

export interface TaskOutcomeRow {
  readonly executionId: string;
  readonly taskId: string;
  readonly status: string;
  readonly output: unknown;
}

/** How an execution stands, open or settled. */
export interface StatusRow {
  readonly id: string;
  readonly tenant: string;
  readonly workflowId: string;
  /** `namespace/name`. */
  readonly workflow: string;
  readonly namespace: string;
  readonly revision: number;
  readonly environment: string;
  readonly test: boolean;
  readonly status: ExecutionStatus;
  readonly reason: string | null;
  /** Tries so far. */
  readonly attempt: number;
  readonly acceptedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When it may run next; null once finished. */
  readonly dueAt: Date | null;
}

const STILL_OPEN: Statement = {
  name: 'ledger_still_open',
  text: 'select id from open_execution where id = any($1::uuid[])',
};

/** What callers are told of executions. Not prepared where history is read: the ids then tell the partitions. */
@Injectable()
export class OutcomeView {
  constructor(private readonly dataSource: DataSource) {}

  /** Those of the executions that have not ended. Looks at what is open alone, however many are asked for. */
  async stillOpen(ids: readonly string[]): Promise<Set<string>> {
    const rows = await withConnection(this.dataSource, (db) =>
      run<{ id: string }>(db, STILL_OPEN, [plainArray(ids)]),
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Those of the executions that have ended, as long as retention keeps them. */
  finished(ids: readonly string[]): Promise<FinishedRow[]> {
    return this.dataSource.query(
      `select x.id, x.tenant, x.workflow_id as "workflowId", w.namespace || '/' || w.name as workflow, x.revision,
              x.environment, x.test, x.trigger_id as trigger, x.event_id as "eventId", x.status, x.reason,
              x.last_error as error, x.attempt, x.accepted_at as "acceptedAt", x.started_at as "startedAt",
              x.finished_at as "finishedAt"
         from execution x join workflow w on w.id = x.workflow_id where x.id = any($1::uuid[])`,
      [ids],
    );
  }

  /** Task runs of executions, in the order of their tasks; not those of loops, which ran many times. */
  taskOutcomes(ids: readonly string[]): Promise<TaskOutcomeRow[]> {
    return this.dataSource.query(
      `select execution_id as "executionId", task_id as "taskId", status, output
         ${runsByExecution('and iteration = 0')} order by execution_id, position`,
      [ids],
    );
  }

  /** Null when there is none, or retention has dropped it. */
  async status(id: string): Promise<StatusRow | null> {
    const [row]: StatusRow[] = await this.dataSource.query(
      `select x.id, x.tenant, x.workflow_id as "workflowId", w.namespace || '/' || w.name as workflow, w.namespace,
              x.revision, x.environment, x.test, x.status, x.reason, x.attempt, x.accepted_at as "acceptedAt",
              x.started_at as "startedAt", x.finished_at as "finishedAt", x.due_at as "dueAt"
         from execution_view x join workflow w on w.id = x.workflow_id where x.id = $1`,
      [id],
    );
    return row ?? null;
  }
}
