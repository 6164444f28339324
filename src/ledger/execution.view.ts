import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Confinement,
  type ExecutionFilter,
  executionsQuery,
  type ExecutionStatus,
  type PageOf,
  SHOWN,
} from './execution-query.view.js';
import { type Reach, withinReach } from './reach.view.js';
import type { TaskError } from './task-run.js';

export interface ExecutionRow {
  readonly id: string;
  /** `namespace/name`. */
  readonly workflow: string;
  readonly namespace: string;
  readonly revision: number;
  readonly trigger: string;
  readonly eventId: string;
  readonly eventType: string | null;
  readonly subject: string | null;
  readonly status: ExecutionStatus;
  readonly reason: string | null;
  readonly attempt: number;
  readonly environment: string;
  /** Started by a person who tries the workflow out. */
  readonly test: boolean;
  readonly replayOf: string | null;
  readonly acceptedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When it may run next; null once finished. */
  readonly dueAt: Date | null;
  readonly error: TaskError | null;
  /** When what it had of a person was erased. */
  readonly erasedAt: Date | null;
}

export interface ShownEvent {
  readonly id: string;
  readonly type: string | null;
  readonly commonType: string | null;
  readonly subject: string | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly occurredAt: Date | null;
  readonly receivedAt: Date;
  readonly body: unknown;
  readonly headers: unknown;
  readonly parameters: unknown;
  /** Values of the trigger's parameters; null when it declares none. */
  readonly inputs: unknown;
  /** The execution that caused it; null: it came from outside. */
  readonly cause: string | null;
  /** How many executions stand between it and the outside. */
  readonly depth: number;
  /** `namespace/name` of workflows that were not run again for it. */
  readonly avoided: readonly string[];
  /** When what it said of a person was erased. */
  readonly erasedAt: Date | null;
}

export interface ShownTaskRun {
  readonly task: string;
  readonly iteration: number;
  readonly action: string;
  readonly status: string;
  readonly attempt: number;
  readonly misses: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly input: unknown;
  readonly output: unknown;
  readonly error: TaskError | null;
}

export interface ExecutionDetail extends ExecutionRow {
  /** Null once retention has dropped it. */
  readonly event: ShownEvent | null;
  readonly taskRuns: readonly ShownTaskRun[];
  readonly auditEntries: number;
}

/** Executions as they are shown: open ones and the log as one list, newest first. */
@Injectable()
export class ExecutionView {
  constructor(private readonly dataSource: DataSource) {}

  async list(reach: Reach, filter: ExecutionFilter, page: PageOf): Promise<ExecutionRow[]> {
    const confined = await this.confine(reach, filter);
    if (confined?.length === 0) {
      return [];
    }
    const { text, values } = executionsQuery(reach, filter, confined, page);
    return this.dataSource.query(text, [...values]);
  }

  /** Null when there is none, or it is out of reach. */
  async find(reach: Reach, id: string): Promise<ExecutionDetail | null> {
    const [row]: ExecutionRow[] = await this.dataSource.query(
      `select ${SHOWN} from execution_view x join workflow w on w.id = x.workflow_id
        where x.id = $1 and x.tenant = $2 and ${withinReach('w.namespace', '$3')}`,
      [id, reach.tenant, reach.namespaces],
    );
    if (!row) {
      return null;
    }
    const [event, taskRuns, auditEntries] = await Promise.all([
      this.event(row.eventId),
      this.taskRuns(id),
      this.auditEntries(id),
    ]);
    return { ...row, event, taskRuns, auditEntries };
  }

  /** Workflows and revisions the list must keep to; null when the filter names none. */
  private async confine(reach: Reach, { workflow, label }: ExecutionFilter): Promise<Confinement | null> {
    if (reach.namespaces.length === 0 && workflow === undefined && label === undefined) {
      return null;
    }
    const rows: Confinement = await this.dataSource.query(
      `select w.id, case when $5::text is not null then array(
                select r.number from workflow_revision r
                 where r.workflow_id = w.id and r.document->'labels'->>$5 = $6::text) end as revisions
         from workflow w
        where w.tenant = $1 and ${withinReach('w.namespace', '$2')}
          and ($3::text is null or (w.namespace = $3 and w.name = $4::text))`,
      [
        reach.tenant,
        reach.namespaces,
        workflow?.namespace ?? null,
        workflow?.name ?? null,
        label?.key ?? null,
        label?.value ?? null,
      ],
    );
    return rows.filter(({ revisions }) => revisions === null || revisions.length > 0);
  }

  private async event(id: string): Promise<ShownEvent | null> {
    const rows: ShownEvent[] = await this.dataSource.query(
      `select id, type, common_type as "commonType", subject, source, external_id as "externalId", occurred_at as "occurredAt",
              received_at as "receivedAt", body, headers, parameters, inputs,
              cause, coalesce(depth, 0) as depth, coalesce(avoided, '{}') as avoided,
              erased_at as "erasedAt"
         from event where id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  private taskRuns(executionId: string): Promise<ShownTaskRun[]> {
    return this.dataSource.query(
      `select task_id as task, iteration, action, status, attempt, misses, started_at as "startedAt",
              finished_at as "finishedAt", input, output, error
         from task_run where execution_id = $1 order by position, iteration`,
      [executionId],
    );
  }

  private async auditEntries(executionId: string): Promise<number> {
    const [row]: { n: number }[] = await this.dataSource.query(
      'select count(*)::int as n from audit_entry where execution_id = $1',
      [executionId],
    );
    return row!.n;
  }
}
