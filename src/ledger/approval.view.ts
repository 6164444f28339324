import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ApprovalKind } from './approval.repository.js';
import { type Reach, withinReach } from './reach.view.js';

export type ApprovalStatus = 'open' | 'decided' | 'expired' | 'cancelled';

export interface ApprovalRow {
  readonly id: string;
  readonly kind: ApprovalKind;
  /** That wait for it. */
  readonly executions: number;
  readonly execution: string;
  readonly task: string;
  readonly iteration: number;
  readonly environment: string;
  /** `namespace/name`. */
  readonly workflow: string;
  readonly namespace: string;
  readonly tenant: string;
  readonly subject: string | null;
  readonly message: string;
  readonly outcomes: readonly string[];
  readonly roles: readonly string[];
  readonly tokens: readonly string[];
  readonly link: boolean;
  /** Parameter definitions by name. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status: ApprovalStatus;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly outcome: string | null;
  readonly answers: Readonly<Record<string, unknown>> | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** When what it said of a person was erased. */
  readonly erasedAt: Date | null;
}

export interface ApprovalPage {
  readonly status: ApprovalStatus;
  /** The last one of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** One that is over by the clock is expired, also before its execution has looked. */
const STATUS = `case when a.status = 'open' and a.expires_at <= now() then 'expired' else a.status end`;
const SHOWN = `a.id, a.kind, case when a.status <> 'open' then 0 when a.kind = 'task' then 1
         else (select count(distinct h.execution_id)::int from blast_radius_hold h
                 join open_execution o on o.id = h.execution_id where h.approval_id = a.id) end as executions, a.execution_id as execution, a.task_id as task, a.iteration, a.environment,
       a.namespace || '/' || a.workflow as workflow, a.namespace, a.tenant, a.subject, a.message, a.outcomes, a.roles, a.tokens,
       a.link, a.fields, ${STATUS} as status, a.created_at as "createdAt", a.expires_at as "expiresAt", a.outcome,
       a.answers, a.decided_by as "decidedBy", a.decided_at as "decidedAt",
       a.erased_at as "erasedAt"`;

const CONDITION_OF = {
  open: `a.status = 'open' and a.expires_at > now()`,
  decided: `a.status = 'decided'`,
  expired: `(a.status = 'expired' or (a.status = 'open' and a.expires_at <= now()))`,
  cancelled: `a.status = 'cancelled'`,
} as const satisfies Record<ApprovalStatus, string>;

/** Decisions that executions wait for. */
@Injectable()
export class ApprovalView {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that can be decided oldest first, those that are over newest first. */
  list(reach: Reach, { status, after, limit }: ApprovalPage): Promise<ApprovalRow[]> {
    const [beyond, order] = status === 'open' ? ['>', 'asc'] : ['<', 'desc'];
    return this.dataSource.query(
      `select ${SHOWN} from approval a
        where a.tenant = $1 and ${CONDITION_OF[status]} and ($3::uuid is null or a.id ${beyond} $3)
          and ${withinReach('a.namespace', '$2')}
        order by a.id ${order} limit $4`,
      [reach.tenant, reach.namespaces, after, limit],
    );
  }

  /** Null when there is none, or it is out of reach; without a reach whichever has that id. */
  async find(
    reach: Reach | null,
    id: string,
    db: EntityManager = this.dataSource.manager,
  ): Promise<ApprovalRow | null> {
    const rows: ApprovalRow[] = await db.query(
      `select ${SHOWN} from approval a
        where a.id = $1 and ($2::text is null or (a.tenant = $2 and ${withinReach('a.namespace', '$3')}))`,
      [id, reach?.tenant ?? null, reach?.namespaces ?? []],
    );
    return rows[0] ?? null;
  }
}
