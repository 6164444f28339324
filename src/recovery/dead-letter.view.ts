import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Reach, withinReach } from '../ledger/reach.view.js';
import type { TaskError } from '../ledger/task-run.js';

export type DeadLetterStatus = 'open' | 'replayed' | 'discarded';

export interface DeadLetterRow {
  readonly execution: string;
  /** `namespace/name`. */
  readonly workflow: string;
  readonly revision: number;
  readonly eventId: string;
  readonly eventType: string | null;
  readonly subject: string | null;
  readonly environment: string;
  readonly task: string | null;
  readonly reason: string;
  readonly error: TaskError;
  /** Letters that died of the same thing share it. */
  readonly fingerprint: string;
  readonly attempts: number;
  readonly status: DeadLetterStatus;
  readonly buriedAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly note: string | null;
  readonly replayExecution: string | null;
  /** When what it had of a person was erased. */
  readonly erasedAt: Date | null;
}

export interface DeadLetterFilter {
  readonly status?: DeadLetterStatus | undefined;
  readonly workflow?: { readonly namespace: string; readonly name: string } | undefined;
  readonly reason?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly subject?: string | undefined;
  readonly environment?: string | undefined;
  /** Bounds of the time the execution was accepted: from inclusive, to exclusive. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

const SHOWN = `d.execution_id as execution, w.namespace || '/' || w.name as workflow, d.revision, d.event_id as "eventId",
       d.event_type as "eventType", d.subject, d.environment, d.task_id as task, d.reason, d.error, d.fingerprint, d.attempts, d.status,
       d.buried_at as "buriedAt", d.resolved_at as "resolvedAt", d.resolved_by as "resolvedBy", d.note,
       d.replay_execution_id as "replayExecution", d.erased_at as "erasedAt"`;

/** Executions that were given up on, newest first. */
@Injectable()
export class DeadLetterView {
  constructor(private readonly dataSource: DataSource) {}

  list(
    reach: Reach,
    filter: DeadLetterFilter,
    page: { readonly before: string | null; readonly limit: number },
  ): Promise<DeadLetterRow[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const conditions = letterConditions(reach, filter, bind);
    if (page.before !== null) {
      conditions.push(`d.execution_id < ${bind(page.before)}::uuid`);
    }
    return this.dataSource.query(
      `select ${SHOWN} from dead_letter d join workflow w on w.id = d.workflow_id
        where ${conditions.join(' and ')} order by d.execution_id desc limit ${bind(page.limit)}`,
      values,
    );
  }

  /** Null when there is none, or it is out of reach. */
  async find(reach: Reach, execution: string): Promise<DeadLetterRow | null> {
    const rows: DeadLetterRow[] = await this.dataSource.query(
      `select ${SHOWN} from dead_letter d join workflow w on w.id = d.workflow_id
        where d.execution_id = $1 and d.tenant = $2 and ${withinReach('w.namespace', '$3')}`,
      [execution, reach.tenant, reach.namespaces],
    );
    return rows[0] ?? null;
  }
}

/** Conditions over `dead_letter d` and its `workflow w`; `bind` takes a value and gives its `$n`. */
export function letterConditions(
  reach: Reach,
  filter: DeadLetterFilter,
  bind: (value: unknown) => string,
): string[] {
  const { status, workflow, reason, fingerprint, subject, environment, from, to } = filter;
  return [
    `d.tenant = ${bind(reach.tenant)}`,
    ...(reach.namespaces.length === 0 ? [] : [withinReach('w.namespace', bind(reach.namespaces))]),
    ...(status === undefined ? [] : [`d.status = ${bind(status)}::text`]),
    ...(workflow === undefined
      ? []
      : [`w.namespace = ${bind(workflow.namespace)}::text`, `w.name = ${bind(workflow.name)}::text`]),
    ...(reason === undefined ? [] : [`d.reason = ${bind(reason)}::text`]),
    ...(fingerprint === undefined ? [] : [`d.fingerprint = ${bind(fingerprint)}::text`]),
    ...(subject === undefined ? [] : [`d.subject = ${bind(subject)}::text`]),
    ...(environment === undefined ? [] : [`d.environment = ${bind(environment)}::text`]),
    ...(from === undefined ? [] : [`d.execution_id >= signet_uuid_floor(${bind(from)}::timestamptz)`]),
    ...(to === undefined ? [] : [`d.execution_id < signet_uuid_floor(${bind(to)}::timestamptz)`]),
  ];
}
