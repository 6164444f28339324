import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Ticker } from '../config/ticker.js';
import { type DroppedPartitions, PartitionRepository } from '../ledger/partition.repository.js';
import { type Purged, PurgeRepository } from '../ledger/purge.repository.js';
import { QuotaRepository } from '../ledger/quota.repository.js';
import { UpkeepRepository } from '../ledger/upkeep.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';

const EVERY_MS = 600_000;
const FIRST_AFTER_MS = 5000;
/** Full batches of rows deleted in one round; the next one follows at once. */
const MOST_BATCHES = 100;
/** Fewer days of partitions ahead than this, and somebody should look why. */
export const FEW_DAYS_AHEAD = 14;

/** The tables that upkeep looks after, as one thing to inject. */
@Injectable()
export class UpkeepStores {
  constructor(
    readonly ledger: UpkeepRepository,
    readonly partitions: PartitionRepository,
    readonly purges: PurgeRepository,
    readonly quotas: QuotaRepository,
    readonly waits: WaitRepository,
  ) {}
}

/** What one round did. */
export interface UpkeepReport extends DroppedPartitions {
  readonly made: number;
  readonly daysAhead: number;
  /** Rows deleted for a retention shorter than the instance's, by table. */
  readonly purged: Purged;
  /** Rows forgotten of what is not partitioned. */
  readonly forgotten: number;
  readonly oldestKept: Date | null;
  readonly seconds: number;
}

/** Looks after the ledger's growth now and then; any number of workers may, what they do is the same. */
@Injectable()
export class Upkeep {
  private readonly ticker: Ticker;
  private readonly stopping = new AbortController();
  private rounds = 0;

  constructor(
    private readonly stores: UpkeepStores,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.ticker = new Ticker(
      () => (this.rounds === 0 ? FIRST_AFTER_MS : EVERY_MS),
      () => this.look(this.stopping.signal).then(({ more }) => more),
      (error) => this.failed(error),
    );
  }

  start(): void {
    this.ticker.start();
  }

  /** A round under way ends with the statement it is at: the next one, here or elsewhere, goes on where it was. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.ticker.stop();
  }

  /** One round; `more` when there is enough left for another one. Throws once `stopping` is aborted. */
  async look(stopping?: AbortSignal): Promise<{ report: UpkeepReport; more: boolean }> {
    this.rounds += 1;
    const startedAt = performance.now();
    const { ledger, partitions, purges } = this.stores;
    const { retentionDays } = this.config;
    const made = await partitions.make();
    stopping?.throwIfAborted();
    const kept = await partitions.drop(retentionDays);
    const { purged, more } = await purges.purge(retentionDays, MOST_BATCHES, stopping);
    stopping?.throwIfAborted();
    const forgotten = await this.forget();
    stopping?.throwIfAborted();
    const report = {
      made,
      ...kept,
      purged,
      forgotten: forgotten.rows,
      daysAhead: await partitions.daysAhead(),
      oldestKept: await partitions.oldestKept(),
      seconds: (performance.now() - startedAt) / 1000,
    };
    await ledger.noteRun(report);
    await this.measure(report);
    this.tell(report);
    return { report, more: more || forgotten.more };
  }

  private failed(error: unknown): void {
    if (!this.stopping.signal.aborted) {
      this.logger.warn({ message: 'upkeep failed, it will try again', error: String(error) });
    }
  }

  private async forget(): Promise<{ rows: number; more: boolean }> {
    const { ledger, quotas, waits } = this.stores;
    const { retentionDays, intake } = this.config;
    const samples = await ledger.pruneSamples();
    const changes = await ledger.pruneOwnChanges();
    const callbacks = await ledger.pruneCallbacks(retentionDays);
    const letters = await ledger.pruneDeadLetters(retentionDays);
    await quotas.prune();
    await waits.prune(retentionDays);
    const { pruned, more } = await ledger.pruneDedupe(intake.dedupeDays);
    return { rows: samples + changes + callbacks + letters + pruned, more };
  }

  private async measure(report: UpkeepReport): Promise<void> {
    const { metrics } = this;
    const { databaseBytes, tables } = await this.stores.partitions.sizes();
    metrics.databaseBytes.set(databaseBytes);
    tables.forEach(({ table, bytes }) => metrics.tableBytes.set({ table }, bytes));
    report.dropped.forEach((name) => metrics.partitionsDropped.inc({ table: name.replace(/_\d+$/, '') }));
    Object.entries(report.purged).forEach(([table, rows]) => metrics.purgedRows.inc({ table }, rows));
    metrics.partitionsKept.set({ why: 'held' }, report.held.length);
    metrics.partitionsKept.set({ why: 'busy' }, report.busy.length);
    metrics.partitionsAhead.set(report.daysAhead);
    metrics.oldestKept.set((report.oldestKept?.getTime() ?? 0) / 1000);
    metrics.upkeepSeconds.set(report.seconds);
    metrics.upkeepFinished.setToCurrentTime();
  }

  private tell(report: UpkeepReport): void {
    const rows = Object.values(report.purged).reduce((sum, n) => sum + n, report.forgotten);
    if (report.made + report.dropped.length + rows > 0) {
      this.logger.info({ message: 'upkeep', ...report });
    }
    if (report.daysAhead < FEW_DAYS_AHEAD) {
      this.logger.warn({ message: 'few partitions are there ahead', days: report.daysAhead });
    }
    if (report.held.length > 0) {
      this.logger.warn({
        message: 'weeks past retention are kept, for open executions or dead letters need them',
        partitions: report.held,
      });
    }
  }
}
