import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../config/clock.js';
import { CLAIMS } from '../database/data-source.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { REDIS_STATE, type RedisState } from './redis-state.js';

/** How old what a scrape shows of the ledger may be. */
const FRESH_MS = 2000;
/** How long a scrape waits for the ledger before it shows what was known last; Redis is away when it takes longer. */
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

/** Where gauges are read, as one thing to inject. */
@Injectable()
export class GaugeSources {
  constructor(
    readonly dataSource: DataSource,
    @InjectDataSource(CLAIMS) readonly claims: DataSource,
    @Optional() @Inject(REDIS_STATE) readonly redis?: RedisState,
  ) {}
}

/** Gauges that are read from the ledger and from Redis when somebody looks, not kept in step. */
@Injectable()
export class Gauges {
  private refreshedAt = -Infinity;
  private refreshing: Promise<void> | null = null;

  constructor(
    private readonly sources: GaugeSources,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws and never waits long: a ledger that is away must not take the other metrics with it. */
  async refresh(): Promise<void> {
    const { dataSource, claims } = this.sources;
    this.metrics.poolWaits.set(waitingFor(dataSource) + waitingFor(claims));
    if (this.clock.now().getTime() - this.refreshedAt < FRESH_MS) {
      return;
    }
    this.refreshing ??= this.readLedger().finally(() => (this.refreshing = null));
    await Promise.all([this.readRedis(), inTime(this.refreshing, undefined)]);
  }

  private async readRedis(): Promise<void> {
    const { redis } = this.sources;
    if (redis && redis.state() !== 'off') {
      this.metrics.queueDepth.set(await inTime(redis.depth(), -1));
    }
  }

  private async readLedger(): Promise<void> {
    try {
      const [open]: [OpenWork] = await this.sources.dataSource.query(OPEN);
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

/** What comes of `work`, or `otherwise` when it takes longer than a scrape waits. */
async function inTime<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const done = new AbortController();
  const late = sleep(PATIENCE_MS, otherwise, { signal: done.signal }).catch(() => otherwise);
  return Promise.race([work, late]).finally(() => done.abort());
}

function waitingFor({ driver }: DataSource): number {
  const { master } = driver as unknown as { master?: { waitingCount?: number } };
  return master?.waitingCount ?? 0;
}
