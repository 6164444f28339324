import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { WaitKey } from './wait.repository.js';

/** Asked by a task, or because a workflow came to its blast radius: by the first task that did. */
export type ApprovalKind = 'task' | 'blast_radius';

/** A decision that is asked for with the commit that records its task. */
export interface NewApproval extends WaitKey {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly namespace: string;
  readonly workflow: string;
  readonly subject: string | null;
  readonly message: string;
  readonly outcomes: readonly string[];
  readonly roles: readonly string[];
  readonly tokens: readonly string[];
  readonly link: boolean;
  /** Parameter definitions by name. */
  readonly fields: object;
  readonly expiresAt: Date;
}

export interface Decision {
  readonly outcome: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly by: string;
}

/** What an approval came to. */
export interface ApprovalVerdict {
  readonly id: string;
  readonly status: 'decided' | 'expired';
  readonly outcome: string | null;
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly by: string | null;
  readonly at: Date | null;
}

const ASK = `
insert into approval (id, kind, execution_id, task_id, iteration, tenant, environment, namespace, workflow, subject, message,
                      outcomes, roles, tokens, link, fields, expires_at)
select n.id, n.kind, o.id, n.task_id, n.iteration, o.tenant, o.environment, n.namespace, n.workflow, n.subject, n.message,
       n.outcomes, n.roles, n.tokens, n.link, n.fields, n.expires_at
  from json_to_recordset($1::json) as n (id uuid, kind text, execution_id uuid, task_id text, iteration int, namespace text, workflow text,
         subject text, message text, outcomes text[], roles text[], tokens text[], link bool, fields json,
         expires_at timestamptz)
  join open_execution o on o.id = n.execution_id and o.id = any($2::uuid[])`;

const CLOSE = `
update approval set heeded = true, status = case when status = 'open' then 'cancelled' else status end
 where id = any($1::uuid[])`;

/** Whoever decides at this moment holds the row: then it is decided, and not expired. */
const EXPIRE = `update approval set status = 'expired' where execution_id = $1 and kind = 'task' and status = 'open' and expires_at <= now()`;

const VERDICTS = `
select id, status, outcome, answers as fields, decided_by as by, decided_at as at
  from approval where execution_id = $1 and kind = 'task' and status in ('decided', 'expired') and not heeded`;

/** One decision wins: the guard is asked again of the row as it is once it is locked. */
const DECIDE = `
update approval set status = 'decided', outcome = $2, answers = $3, decided_by = $4, decided_at = now()
 where id = $1 and status = 'open' and expires_at > clock_timestamp()
returning id`;

/** Decisions that executions wait for. */
@Injectable()
export class ApprovalRepository {
  constructor(private readonly dataSource: DataSource) {}

  async ask(tx: EntityManager, approvals: readonly NewApproval[]): Promise<void> {
    const rows = approvals.map(({ executionId, taskId, expiresAt, ...rest }) => ({
      ...rest,
      execution_id: executionId,
      task_id: taskId,
      expires_at: expiresAt,
    }));
    const executions = approvals.map(({ executionId }) => executionId);
    await tx.query(ASK, [JSON.stringify(rows), executions]);
  }

  /** The execution went on with them, or without: nobody decides any more. */
  async close(tx: EntityManager, ids: readonly string[]): Promise<void> {
    await tx.query(CLOSE, [ids]);
  }

  /** What became of the approvals of an execution; those whose time is over can be decided no more. */
  async verdicts(executionId: string): Promise<ApprovalVerdict[]> {
    await this.dataSource.query(EXPIRE, [executionId]);
    return this.dataSource.query(VERDICTS, [executionId]);
  }

  /** False when it is not open any more. */
  async decide(tx: EntityManager, id: string, { outcome, fields, by }: Decision): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(DECIDE, [id, outcome, JSON.stringify(fields), by]);
    return rows.length > 0;
  }
}
