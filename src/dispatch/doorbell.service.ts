import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import Queue from 'bull';
import { CONFIG, type Config } from '../config/config.js';
import type { Bell, RingOptions } from '../recovery/bell.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Rung } from './bell-queue.js';
import type { Listener } from './listener.js';
import { type BellJob, QUEUE, queueOptions } from './redis.js';
import { SharedRings } from './shared-rings.js';

/** Ids one bell carries. */
const MOST_IDS = 500;
const LONGEST_DELAY_MS = 60_000;

/** Rings through Bull while Redis is there, else in this process when it has a worker, else not at all. */
@Injectable()
export class Doorbell implements Bell, OnApplicationShutdown {
  private readonly queue: Queue.Queue<BellJob> | null;
  private readonly rings = new SharedRings((rung) => this.ringEach(rung, 0));
  private listener: Listener | null = null;
  private silentSince: number | null = null;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    const { redis } = config;
    this.queue = redis
      ? new Queue<BellJob>(
          QUEUE,
          queueOptions(redis.url, redis.prefix, 'producer', (error) => this.noteAway(error)),
        )
      : null;
    this.queue?.on('error', (error) => this.noteAway(error));
    this.queue?.client.on('ready', () => this.noteBack());
  }

  /** A worker in this process hears bells that Redis cannot carry. */
  attach(listener: Listener): void {
    this.listener = listener;
  }

  /** `off`: none configured. */
  state(): 'ready' | 'away' | 'off' {
    if (!this.queue) {
      return 'off';
    }
    return this.queue.client.status === 'ready' ? 'ready' : 'away';
  }

  ring(ids: readonly string[], { delayMs = 0, scopes = [] }: RingOptions = {}): void {
    if (ids.length === 0 || delayMs > LONGEST_DELAY_MS) {
      return;
    }
    if (delayMs === 0 && this.state() === 'ready') {
      this.rings.add({ ids, scopes });
    } else {
      this.ringEach({ ids, scopes }, delayMs);
    }
  }

  /** Bells that wait in Redis; -1 while it is away. */
  async depth(): Promise<number> {
    if (this.state() !== 'ready') {
      return -1;
    }
    try {
      const counts = await this.queue!.getJobCounts();
      return counts.waiting + counts.active;
    } catch {
      return -1;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.rings.flush();
    await this.queue?.close().catch(() => undefined);
    this.queue?.client.disconnect();
  }

  private ringEach({ ids, scopes }: Rung, delayMs: number): void {
    for (let at = 0; at < ids.length; at += MOST_IDS) {
      this.ringOnce({ ids: ids.slice(at, at + MOST_IDS), scopes }, delayMs);
    }
  }

  private ringOnce(rung: Rung, delayMs: number): void {
    if (this.state() !== 'ready') {
      this.missed(rung, delayMs);
      return;
    }
    this.queue!.add({ $version: 2, ...rung }, { delay: delayMs }).catch((error: unknown) => {
      this.noteAway(error);
      this.missed(rung, delayMs);
    });
  }

  private missed({ ids, scopes }: Rung, delayMs: number): void {
    if (this.queue) {
      this.metrics.bellsMissed.inc();
    }
    if (this.listener && delayMs === 0) {
      this.listener.hear(ids, scopes).catch((error: unknown) => {
        this.logger.debug({ message: 'bell not heard', count: ids.length, error: String(error) });
      });
    }
  }

  /** Once per absence: a Redis that is away says so many times a second. */
  private noteAway(error: unknown): void {
    if (this.silentSince === null) {
      this.silentSince = Date.now();
      this.logger.warn({ message: 'Redis is away: dispatching from the ledger alone', error: String(error) });
    }
  }

  private noteBack(): void {
    if (this.silentSince !== null) {
      this.logger.info({ message: 'Redis is back', silentMs: Date.now() - this.silentSince });
      this.silentSince = null;
    }
  }
}
