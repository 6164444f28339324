import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How far an execution came, by the clock of Postgres. */
export interface Progress {
  readonly committedAt: Date;
  readonly claimedAt: Date | null;
  readonly settledAt: Date | null;
  readonly status: string;
  readonly auditedAt: Date | null;
}

@Injectable()
export class DrillView {
  constructor(private readonly dataSource: DataSource) {}

  /** Null while the execution is not to be seen. */
  async progress(eventId: string, executionId: string): Promise<Progress | null> {
    const rows: Progress[] = await this.dataSource.query(
      `select e.received_at as "committedAt", x.started_at as "claimedAt", x.finished_at as "settledAt", x.status,
              (select min(at) from audit_entry where execution_id = $2) as "auditedAt"
         from event e,
              (select id, started_at, null::timestamptz as finished_at, status::text from open_execution where id = $2
                union all
               select id, started_at, finished_at, status::text from execution where id = $2) x
        where e.id = $1
        order by x.finished_at nulls last limit 1`,
      [eventId, executionId],
    );
    return rows[0] ?? null;
  }
}
