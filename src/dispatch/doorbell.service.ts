import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import Queue from 'bull';
import { CONFIG, type Config } from '../config/config.js';
import type { Bell, RingOptions } from '../recovery/bell.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Rung } from './bell-queue.js';
import type { Listener } from './listener.js';
import { RedisPresence } from './redis-presence.js';
import { type BellJob, QUEUE, queueOptions } from './redis.js';
import { SharedRings } from './shared-rings.js';

/** Ids one bell carries. */
const MOST_IDS = 500;
const LONGEST_DELAY_MS = 60_000;

/** Rings through Bull while Redis is there, else in this process when it has a worker, else not at all. */
@Injectable()
export class Doorbell implements Bell, OnApplicationShutdown {
  private readonly queue: Queue.Queue<BellJob> | null;
  private readonly presence: RedisPresence;
  private readonly rings = new SharedRings((rung) => this.ringEach(rung, 0));
  private listener: Listener | null = null;

  constructor(
    @Inject(CONFIG) { redis }: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    this.presence = new RedisPresence(() => this.ping(), logger);
    this.queue = redis ? this.open(redis) : null;
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
    return this.presence.isHere ? 'ready' : 'away';
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
    await this.presence.stop();
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
      this.presence.noteAway(error);
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

  private open({ url, prefix }: NonNullable<Config['redis']>): Queue.Queue<BellJob> {
    const noteAway = (error: unknown): void => this.presence.noteAway(error);
    const queue = new Queue<BellJob>(QUEUE, queueOptions(url, prefix, 'producer', noteAway));
    queue.on('error', noteAway);
    queue.client.on('ready', () => void this.presence.ask());
    queue.client.on('close', () => this.presence.noteParted());
    this.presence.start();
    return queue;
  }

  private ping(): Promise<unknown> | null {
    const client = this.queue?.client;
    return client?.status === 'ready' ? client.ping() : null;
  }
}
