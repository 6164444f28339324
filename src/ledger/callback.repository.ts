import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CLAIMS } from '../database/data-source.js';
import { withConnection } from '../database/session.js';
import { run, type Statement } from '../database/statement.js';

/** A callback in a sender's hands, for as long as its lease lasts. */
export interface ClaimedCallback {
  readonly executionId: string;
  readonly eventId: string;
  readonly host: string;
  readonly sealedUrl: string;
  /** Tries, this one included: the fence that a sender who lost its lease does not get past. */
  readonly attempts: number;
}

/** What became of a try. */
export interface CallbackResult {
  readonly status: 'due' | 'sent' | 'failed';
  /** HTTP status it was answered with. */
  readonly lastStatus: number | null;
  /** Why there is none, in a word. */
  readonly lastError: string | null;
  /** Until the next try; null when there is none. */
  readonly delayMs: number | null;
}

/** A callback as it is shown. */
export interface CallbackRow {
  readonly host: string;
  /** `waiting` for the execution to end, `due` for its next try, `sent`, or `failed` for good. */
  readonly status: 'waiting' | 'due' | 'sent' | 'failed';
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAt: Date | null;
}

const CLAIM: Statement = {
  name: 'ledger_claim_callbacks',
  text: `
with candidate as materialized (
  select execution_id from callback where due_at <= now() order by due_at limit $1 for update skip locked
)
update callback c set attempts = c.attempts + 1, due_at = now() + make_interval(secs => $2::float8 / 1000)
 where c.execution_id = any(array(select execution_id from candidate))
returning c.execution_id as "executionId", c.event_id as "eventId", c.host, c.sealed_url as "sealedUrl", c.attempts`,
};

const COLUMNS = `host, status, attempts, last_status as "lastStatus", last_error as "lastError", due_at as "nextAt"`;

/** Who is called back when executions end, and how far that has come. The ending itself makes a callback due. */
@Injectable()
export class CallbackRepository {
  constructor(
    private readonly dataSource: DataSource,
    @InjectDataSource(CLAIMS) private readonly claims: DataSource,
  ) {}

  /** Takes what is due for `leaseMs`; whoever is silent for longer loses it to another. */
  claim(most: number, leaseMs: number): Promise<ClaimedCallback[]> {
    return withConnection(this.claims, (db) => run<ClaimedCallback>(db, CLAIM, [most, leaseMs]));
  }

  /** False when the lease was lost, or an operator asked for another try meanwhile. */
  async settle(
    { executionId, attempts }: Pick<ClaimedCallback, 'executionId' | 'attempts'>,
    { status, lastStatus, lastError, delayMs }: CallbackResult,
  ): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `update callback
          set status = $3, last_status = $4, last_error = $5,
              due_at = now() + make_interval(secs => $6::float8 / 1000),
              done_at = case when $6::float8 is null then now() end
        where execution_id = $1 and attempts = $2 and status = 'due' returning execution_id`,
      [executionId, attempts, status, lastStatus, lastError, delayMs],
    );
    return rows.length > 0;
  }

  /** Null when the execution has none. */
  async find(executionId: string): Promise<CallbackRow | null> {
    const rows: CallbackRow[] = await this.dataSource.query(
      `select ${COLUMNS} from callback where execution_id = $1`,
      [executionId],
    );
    return rows[0] ?? null;
  }

  /** Makes it due now, whatever became of it; null when the execution has none, or has not ended. */
  async retry(tx: EntityManager, executionId: string): Promise<CallbackRow | null> {
    const [rows] = await tx.query<[CallbackRow[], number]>(
      `update callback set status = 'due', due_at = now(), done_at = null
        where execution_id = $1 and status <> 'waiting' returning ${COLUMNS}`,
      [executionId],
    );
    await tx.query(`select pg_notify('signet_changed', 'callback')`);
    return rows[0] ?? null;
  }
}
