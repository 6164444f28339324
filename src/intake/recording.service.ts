import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { asLedgerFault, isDataFault } from '../database/faults.js';
import { withConnection } from '../database/session.js';
import { Doorbell } from '../dispatch/doorbell.service.js';
import { LedgerUnavailable, QuotaExceeded, SenderRefused } from '../errors/errors.js';
import { AdmissionRepository } from '../ledger/admission.repository.js';
import { ClaimRepository } from '../ledger/claim.repository.js';
import { GroupCommit } from '../ledger/group-commit.js';
import type { NewEvent, NewExecution, Recorded } from '../ledger/record.js';
import type { Bell } from '../recovery/bell.js';
import { Metrics } from '../telemetry/metrics.js';
import { Attribution } from './causes/attribution.service.js';
import { type Metered, Metering } from './metering.service.js';
import { quotaExceeded } from './quota-exceeded.js';
import type { ControlEvent } from './ssf/control-event.js';
import { StreamsRepository } from './ssf/streams.repository.js';
import { regrouped } from './regrouped.js';

/** Bytes of bodies that may wait for a commit; past it deliveries are sent away while there is memory to do it well. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

/** Deliveries under a quota that may wait, ten commits of them. */
const MOST_METERED = 2000;

/** The tables a recording writes, as one thing to inject. */
@Injectable()
export class RecordingStores {
  constructor(
    readonly admissions: AdmissionRepository,
    readonly streams: StreamsRepository,
    readonly claims: ClaimRepository,
    readonly attribution: Attribution,
  ) {}
}

/** Writes deliveries down, those that arrive together in one commit, and rings for what a commit made due. */
@Injectable()
export class Recording {
  private waitingBytes = 0;
  private readonly commits = new GroupCommit<readonly NewEvent[], readonly Recorded[]>(
    (deliveries) => this.write(deliveries),
    { maxBatch: 200, inFlight: 2, worthwhile: 32, everyMs: 6, isDataFault },
  );
  /** One at a time: a second would only wait for the counters of the first. */
  private readonly metered = new GroupCommit<readonly NewEvent[], Metered>(
    (deliveries) => this.writeMetered(deliveries),
    {
      maxBatch: 200,
      inFlight: 1,
      maxWaiting: MOST_METERED,
      tooMany: () => new LedgerUnavailable('too many deliveries wait for the counters'),
      isDataFault,
    },
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly stores: RecordingStores,
    private readonly metrics: Metrics,
    private readonly metering: Metering,
    @Inject(Doorbell) private readonly bell: Bell,
  ) {}

  /** How long the first in line has waited to be written down, in milliseconds; those under a quota may wait longer. */
  get waitedMs(): number {
    return Math.max(this.stores.attribution.waitedMs, this.commits.waitedMs);
  }

  /**
   * Resolves once the events of a delivery are committed. Throws QuotaExceeded when a quota has no room for it,
   * LedgerUnavailable, or Postgres's own data fault.
   */
  async record(events: readonly NewEvent[]): Promise<readonly Recorded[]> {
    const bytes = events.reduce((sum, event) => sum + event.body.length + event.headers.length, 0);
    if (this.waitingBytes + bytes > MOST_WAITING_BYTES) {
      throw new LedgerUnavailable('too many deliveries wait for the ledger');
    }
    this.waitingBytes += bytes;
    try {
      const known = await this.stores.attribution.attribute(events);
      return await (isMetered(known) ? this.recordMetered(known) : this.commits.submit(known));
    } catch (error) {
      throw error instanceof QuotaExceeded ? error : asLedgerFault(error);
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

  async drained(): Promise<void> {
    await this.stores.attribution.drained();
    await Promise.all([this.commits.drained(), this.metered.drained()]);
  }

  private async recordMetered(events: readonly NewEvent[]): Promise<readonly Recorded[]> {
    const metered = await this.metered.submit(events);
    if (metered.kind === 'refused') {
      throw quotaExceeded(metered.exceeded);
    }
    return metered.recorded;
  }

  private async writeMetered(deliveries: readonly (readonly NewEvent[])[]): Promise<Metered[]> {
    this.metrics.commitItems.observe({ writer: 'intake' }, deliveries.flat().length);
    const metered = await this.metering.write(deliveries);
    const recorded = metered.flatMap((one) => (one.kind === 'recorded' ? [one] : []));
    this.ring(recorded.flatMap(({ opened }) => opened));
    void this.wake(recorded.flatMap((one) => one.recorded));
    return metered;
  }

  private async control(db: EntityManager, hookId: string, control: ControlEvent): Promise<void> {
    if (control.kind === 'stream-updated') {
      await this.stores.streams.takeStatus(db, hookId, control.status, control.reason);
    } else if (
      control.kind === 'verification' &&
      !(await this.stores.streams.takeVerification(db, hookId, control.state))
    ) {
      throw new SenderRefused('bad_state');
    }
  }

  private async write(
    deliveries: readonly (readonly NewEvent[])[],
  ): Promise<(readonly Recorded[] | LedgerUnavailable)[]> {
    const events = deliveries.flat();
    this.metrics.commitItems.observe({ writer: 'intake' }, events.length);
    const { admissions } = this.stores;
    const recorded = await withConnection(this.dataSource, async (db) =>
      admissions.commit(db, await admissions.withKnownKeys(db, events)),
    );
    this.ring(events.flatMap(({ executions }, index) => (isFresh(recorded[index]!) ? executions : [])));
    void this.wake(recorded.filter(isFresh));
    return regrouped(deliveries, recorded).map(allOf);
  }

  /** Lets those go on who may have waited for what is committed now; whom this does not reach, the sweeper wakes. */
  private async wake(recorded: readonly Recorded[]): Promise<void> {
    const waiting = new Set(recorded.flatMap(({ awaitedBy = [] }) => awaitedBy));
    if (waiting.size > 0) {
      const woken = await this.stores.claims.wake([...waiting]).catch(() => null);
      this.bell.ring(woken?.ids ?? [], { scopes: woken?.scopes ?? [] });
    }
  }

  private ring(opened: readonly NewExecution[]): void {
    const scopes = opened.flatMap(({ claimScope }) => (claimScope === null ? [] : [claimScope]));
    this.bell.ring(
      opened.map(({ id }) => id),
      { scopes: [...new Set(scopes)] },
    );
  }
}

function isMetered(events: readonly NewEvent[]): boolean {
  return events.some(({ executions }) => executions.some(({ quotas }) => quotas.length > 0));
}

const isFresh = (one: Recorded | LedgerUnavailable): one is Recorded =>
  !(one instanceof LedgerUnavailable) && !one.duplicate;

/** What became of a delivery: a repeat that could not be told sends it back whole, to come again as nothing but repeats. */
function allOf(events: readonly (Recorded | LedgerUnavailable)[]): readonly Recorded[] | LedgerUnavailable {
  const recorded: Recorded[] = [];
  for (const one of events) {
    if (one instanceof LedgerUnavailable) {
      return one;
    }
    recorded.push(one);
  }
  return recorded;
}
