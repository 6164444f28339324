import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../config/clock.js';
import { CLAIMS } from '../database/data-source.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';

/** How old what a scrape shows of the ledger may be. */
const FRESH_MS = 2000;
/** How long a scrape waits for the ledger before it shows what was known last. */
const PATIENCE_MS = 2000;

const OPEN = `
select count(*) filter (where status = 'pending')::int as pending,
       count(*) filter (where status = 'running')::int as running,
       count(*) filter (where status = 'retrying')::int as retrying,
       count(*) filter (where status = 'waiting')::int as waiting,
       count(*) filter (where status = 'paused')::int as paused,
       count(lane)::int as "inLanes",
       (select count(*)::int from (select from open_execution where lane is not null group by lane) l) as lanes,
       (select count(*)::int from dead_letter where status = 'open') as letters,
       (select count(distinct h.execution_id)::int from blast_radius_hold h join open_execution o on o.id = h.execution_id) as held,
       (select count(*)::int from callback where due_at is not null) as callbacks,
       coalesce((select extract(epoch from now() - due_at)::float8 from open_execution
                  where status in ('pending', 'retrying', 'waiting') and due_at <= now() order by due_at limit 1), 0) as oldest
  from open_execution`;

interface OpenWork {
  readonly pending: number;
  readonly running: number;
  readonly retrying: number;
  readonly waiting: number;
  readonly paused: number;
  readonly inLanes: number;
  readonly lanes: number;
  readonly letters: number;
  readonly held: number;
  readonly callbacks: number;
  readonly oldest: number;
}

/** Gauges that are read from the ledger when somebody looks, not kept in step. */
@Injectable()
export class Gauges {
  private refreshedAt = -Infinity;
  private refreshing: Promise<void> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    @InjectDataSource(CLAIMS) private readonly claims: DataSource,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws and never waits long: a ledger that is away must not take the other metrics with it. */
  async refresh(): Promise<void> {
    this.metrics.poolWaits.set(waitingFor(this.dataSource) + waitingFor(this.claims));
    if (this.clock.now().getTime() - this.refreshedAt < FRESH_MS) {
      return;
    }
    this.refreshing ??= this.read().finally(() => (this.refreshing = null));
    const done = new AbortController();
    const late = sleep(PATIENCE_MS, undefined, { signal: done.signal }).catch(() => undefined);
    await Promise.race([this.refreshing, late]);
    done.abort();
  }

  private async read(): Promise<void> {
    try {
      const [open]: [OpenWork] = await this.dataSource.query(OPEN);
      for (const status of ['pending', 'running', 'retrying', 'waiting', 'paused'] as const) {
        this.metrics.openExecutions.set({ status }, open[status]);
      }
      this.metrics.lanesWaiting.set(open.inLanes - open.lanes); // the head of each lane waits for nobody
      this.metrics.openDeadLetters.set(open.letters);
      this.metrics.blastRadiusHeld.set(open.held);
      this.metrics.callbacksWaiting.set(open.callbacks);
      this.metrics.oldestDue.set(open.oldest);
      this.refreshedAt = this.clock.now().getTime();
    } catch (error) {
      this.logger.info({ message: 'gauges of the ledger are not fresh', error: String(error) });
    }
  }
}

function waitingFor({ driver }: DataSource): number {
  const { master } = driver as unknown as { master?: { waitingCount?: number } };
  return master?.waitingCount ?? 0;
}
