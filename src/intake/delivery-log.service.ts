import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../config/clock.js';
import { isDataFault } from '../database/faults.js';
import { GroupCommit } from '../ledger/group-commit.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Diagnosis } from './diagnosis/diagnose.js';

/** A delivery that made no event: refused, a duplicate, a handshake, about its own stream, or only a sample. Accepted ones are in the event log. */
export interface LoggedDelivery {
  readonly tenant: string;
  readonly environment: string;
  readonly hookId: string;
  readonly outcome: 'refused' | 'duplicate' | 'handshake' | 'control' | 'sample';
  readonly reason: string | null;
  readonly status: number;
  readonly method: string;
  readonly remoteAddress: string;
  readonly bytes: number;
  readonly eventId: string | null;
  readonly diagnosis?: Diagnosis;
}

/** More than this waiting is a flood: what comes on top is counted, not written. */
const MOST_WAITING = 5000;

const INSERT = `
insert into delivery_log (id, tenant, hook_id, outcome, reason, status, method, remote_address, bytes, event_id,
                          environment, diagnosis)
select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[],
                     $9::int[], $10::uuid[], $11::text[], $12::json[])`;

/** Writes what was not accepted into the hook's delivery log, after the answer and never in its way. */
@Injectable()
export class DeliveryLog {
  private readonly commits = new GroupCommit<LoggedDelivery, void>((rows) => this.write(rows), {
    maxBatch: 500,
    inFlight: 1,
    maxWaiting: MOST_WAITING,
    isDataFault,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
  ) {}

  note(delivery: LoggedDelivery): void {
    this.commits.submit(delivery).catch(() => this.metrics.deliveryLogDropped.inc());
  }

  drained(): Promise<void> {
    return this.commits.drained();
  }

  private async write(rows: readonly LoggedDelivery[]): Promise<void[]> {
    await this.dataSource.query(INSERT, [
      rows.map(() => newId()),
      rows.map((row) => row.tenant),
      rows.map((row) => row.hookId),
      rows.map((row) => row.outcome),
      rows.map((row) => row.reason),
      rows.map((row) => row.status),
      rows.map((row) => row.method.slice(0, 20)),
      rows.map((row) => row.remoteAddress),
      rows.map((row) => row.bytes),
      rows.map((row) => row.eventId),
      rows.map((row) => row.environment),
      rows.map(({ diagnosis }) => (diagnosis === undefined ? null : JSON.stringify(diagnosis))),
    ]);
    return rows.map(() => undefined);
  }
}
