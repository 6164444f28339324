import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StoredEvent } from '../ledger/claimed.js';
import { runsByExecution } from '../ledger/progress.repository.js';
import { isWithinReach, type Reach } from '../ledger/reach.view.js';
import { SUBFLOW_EVENT } from '../ledger/subflow.repository.js';
import { lastIdAfter } from './id-window.js';

const EVENT = `id, source, type, common_type as "commonType", external_id as "externalId", subject,
       occurred_at as "occurredAt", received_at as "receivedAt", hook_id as "hookId", body, headers, parameters, inputs,
       traceparent, cause, coalesce(depth, 0) as depth, coalesce(lineage, '{}') as lineage`;
/** An event and the executions it starts get their ids at one moment, in one process. */
const WITHIN_MS = 60_000;

/** An execution that an event started. */
export interface PastExecution {
  readonly id: string;
  readonly eventId: string;
  readonly workflowId: string;
  readonly namespace: string;
  readonly trigger: string;
  readonly status: string;
}

/** A task outside of loops, as it went. */
export interface PastRun {
  readonly executionId: string;
  readonly task: string;
  readonly action: string;
  readonly status: string;
  readonly output: unknown;
}

/** Events that were recorded, as far as somebody reaches. */
@Injectable()
export class PastEventView {
  constructor(private readonly dataSource: DataSource) {}

  /** With what it started. Null when there is none, or it was erased, or it started nothing within reach of somebody limited to namespaces. */
  async find(reach: Reach, id: string): Promise<{ event: StoredEvent; started: PastExecution[] } | null> {
    const [event]: StoredEvent[] = await this.dataSource.query(
      `select ${EVENT} from event where id = $1 and tenant = $2 and erased_at is null`,
      [id, reach.tenant],
    );
    if (!event) {
      return null;
    }
    const started = await this.startedBy(reach, [event.id]);
    return reach.namespaces.length > 0 && started.length === 0 ? null : { event, started };
  }

  /** Executions within reach that the events, in the order of their ids, started. Finds them by id: there is no index by event. */
  async startedBy(reach: Reach, eventIds: readonly string[]): Promise<PastExecution[]> {
    if (eventIds.length === 0) {
      return [];
    }
    const rows: PastExecution[] = await this.dataSource.query(
      `select x.id, x.event_id as "eventId", x.workflow_id as "workflowId", w.namespace, x.trigger_id as trigger, x.status
         from execution_view x join workflow w on w.id = x.workflow_id
        where x.id >= $1 and x.id <= $2 and x.tenant = $3 and x.event_id = any($4::uuid[]) and x.replay_of is null`,
      [eventIds[0], lastIdAfter(eventIds.at(-1)!, WITHIN_MS), reach.tenant, eventIds],
    );
    return rows.filter(({ namespace }) => isWithinReach(reach, namespace));
  }

  /** What arrived in an environment, from an id on, in the order of ids: no tests, and nothing one workflow gave another. */
  batch(of: {
    readonly tenant: string;
    readonly environment: string;
    readonly after: string;
    readonly last: string;
    readonly limit: number;
  }): Promise<StoredEvent[]> {
    return this.dataSource.query(
      `select ${EVENT} from event
        where id > $1 and id <= $2 and tenant = $3 and environment = $4 and not test and erased_at is null
          and type is distinct from $5
        order by id limit $6`,
      [of.after, of.last, of.tenant, of.environment, SUBFLOW_EVENT, of.limit],
    );
  }

  /** By execution. */
  async runsOf(executionIds: readonly string[]): Promise<Map<string, PastRun[]>> {
    const rows: PastRun[] =
      executionIds.length === 0
        ? []
        : await this.dataSource.query(
            `select execution_id as "executionId", task_id as task, action, status, output
               ${runsByExecution('and iteration = 0')} order by position`,
            [executionIds],
          );
    const runs = new Map<string, PastRun[]>();
    for (const row of rows) {
      runs.set(row.executionId, [...(runs.get(row.executionId) ?? []), row]);
    }
    return runs;
  }
}
