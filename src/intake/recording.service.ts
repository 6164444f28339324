import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { asLedgerFault, isDataFault } from '../database/faults.js';
import { withConnection } from '../database/session.js';
import { Doorbell } from '../dispatch/doorbell.service.js';
import { LedgerUnavailable, SenderRefused } from '../errors/errors.js';
import { AdmissionRepository } from '../ledger/admission.repository.js';
import { GroupCommit } from '../ledger/group-commit.js';
import type { NewEvent, Recorded } from '../ledger/record.js';
import type { Bell } from '../recovery/bell.js';
import { Metrics } from '../telemetry/metrics.js';
import type { ControlEvent } from './ssf/control-event.js';
import { StreamsRepository } from './ssf/streams.repository.js';

/** Bytes of bodies that may wait for a commit; past it deliveries are sent away while there is memory to do it well. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

/** Writes deliveries down, those that arrive together in one commit, and rings once for each commit. */
@Injectable()
export class Recording {
  private waitingBytes = 0;
  private readonly commits = new GroupCommit<readonly NewEvent[], readonly Recorded[]>(
    (deliveries) => this.write(deliveries),
    { maxBatch: 200, inFlight: 2, isDataFault },
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly admissions: AdmissionRepository,
    private readonly streams: StreamsRepository,
    private readonly metrics: Metrics,
    @Inject(Doorbell) private readonly bell: Bell,
  ) {}

  /** Resolves once the events of a delivery are committed. Throws LedgerUnavailable, or Postgres's own data fault. */
  async record(events: readonly NewEvent[]): Promise<readonly Recorded[]> {
    const bytes = events.reduce((sum, event) => sum + event.body.length + event.headers.length, 0);
    if (this.waitingBytes + bytes > MOST_WAITING_BYTES) {
      throw new LedgerUnavailable('too many deliveries wait for the ledger');
    }
    this.waitingBytes += bytes;
    try {
      return await this.commits.submit(events);
    } catch (error) {
      throw asLedgerFault(error);
    } finally {
      this.waitingBytes -= bytes;
    }
  }

  /** Writes down what an event says of the stream it came on. Throws SenderRefused for a `state` nobody asked for. */
  async recordControl(hookId: string, control: ControlEvent): Promise<void> {
    try {
      await withConnection(this.dataSource, (db) => this.control(db, hookId, control));
    } catch (error) {
      throw error instanceof SenderRefused ? error : asLedgerFault(error);
    }
  }

  drained(): Promise<void> {
    return this.commits.drained();
  }

  private async control(db: EntityManager, hookId: string, control: ControlEvent): Promise<void> {
    if (control.kind === 'stream-updated') {
      await this.streams.takeStatus(db, hookId, control.status, control.reason);
    } else if (
      control.kind === 'verification' &&
      !(await this.streams.takeVerification(db, hookId, control.state))
    ) {
      throw new SenderRefused('bad_state');
    }
  }

  private async write(deliveries: readonly (readonly NewEvent[])[]): Promise<(readonly Recorded[])[]> {
    const events = deliveries.flat();
    this.metrics.commitItems.observe({ writer: 'intake' }, events.length);
    const recorded = await withConnection(this.dataSource, (db) => this.admissions.record(db, events));
    this.ring(events, recorded);
    let from = 0;
    return deliveries.map((delivery) => recorded.slice(from, (from += delivery.length)));
  }

  private ring(events: readonly NewEvent[], recorded: readonly Recorded[]): void {
    const opened = events.flatMap((event, index) => (recorded[index]!.duplicate ? [] : event.executions));
    const limited = opened.filter((one) => one.concurrencyLimit !== null).map(({ workflowId }) => workflowId);
    this.bell.ring(
      opened.map(({ id }) => id),
      { limited: [...new Set(limited)] },
    );
  }
}
