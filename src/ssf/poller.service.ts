import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { randomId } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { Ticker } from '../config/ticker.js';
import { Admission } from '../intake/admission.service.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { PollClient } from './poll-client.js';
import { PollLeasesRepository, type PolledSource } from './poll-leases.repository.js';
import { PollSession } from './poll-session.js';

/** Streams one process polls; each may keep a connection open. */
const MOST_POLLED = 200;

/** What polling takes, as one thing to inject. */
@Injectable()
export class PollTools {
  readonly random = Math.random;

  constructor(
    readonly client: GuardedClient,
    readonly admission: Admission,
    readonly metrics: Metrics,
    private readonly secrets: SecretStore,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}

  open = ({ tenant, name }: PolledSource, sealed: string): string =>
    this.secrets.openFor(`source:${tenant}/${name}`, sealed);
}

/** Polls the transmitters of sources that say so, each by one process at a time. */
@Injectable()
export class Poller {
  private readonly id = `${hostname()}:${process.pid}:${randomId()}`;
  private readonly sessions = new Map<string, PollSession>();
  private readonly ticker: Ticker;
  private readonly leaseMs: number;
  private renewedAt = performance.now();
  private away = false;
  private begun = false;

  constructor(
    private readonly leases: PollLeasesRepository,
    private readonly tools: PollTools,
    @Inject(CONFIG) config: Config,
  ) {
    this.leaseMs = config.worker.leaseMs;
    this.ticker = new Ticker(
      () => (this.begun ? this.leaseMs / 3 : 0),
      () => this.look().catch((error: unknown) => this.failed(error)),
    );
  }

  start(): void {
    this.ticker.start();
  }

  /** Acknowledges what was taken, and lets others poll. */
  async stop(): Promise<void> {
    await this.ticker.stop();
    await this.end([...this.sessions.keys()]);
  }

  private async look(): Promise<void> {
    this.begun = true;
    const held = new Map((await this.leases.renew(this.id, this.leaseMs)).map((row) => [row.sourceId, row]));
    this.renewedAt = performance.now();
    await this.end(
      [...this.sessions].filter(([id, { source }]) => !isSame(source, held.get(id))).map(([id]) => id),
    );
    const room = MOST_POLLED - this.sessions.size;
    for (const source of room > 0 ? await this.leases.claim(this.id, this.leaseMs, room) : []) {
      this.sessions.set(source.sourceId, this.begin(source));
    }
    this.tools.metrics.polledSources.set(this.sessions.size);
    if (this.away) {
      this.away = false;
      this.tools.logger.info({ message: 'streams are polled again' });
    }
  }

  /** Ends sessions, and gives back the leases of those that are still ours. */
  private async end(sourceIds: readonly string[]): Promise<void> {
    const ending = sourceIds.map((id) => this.sessions.get(id)!);
    sourceIds.forEach((id) => this.sessions.delete(id));
    await Promise.all(ending.map((session) => session.stop()));
    if (sourceIds.length > 0) {
      await this.leases.release(this.id, sourceIds).catch(() => undefined); // then they run out
    }
  }

  /** Without the ledger nobody knows who polls: after a lease it may be another. */
  private async failed(error: unknown): Promise<void> {
    if (!this.away) {
      this.away = true;
      this.tools.logger.warn({ message: 'streams cannot be shared out', error: String(error) });
    }
    if (performance.now() - this.renewedAt > this.leaseMs) {
      await this.end([...this.sessions.keys()]);
    }
  }

  private begin(source: PolledSource): PollSession {
    const { client, admission, metrics, logger, random, open } = this.tools;
    const parts = { poller: this.id, leases: this.leases, admission, metrics, logger, random };
    return new PollSession(source, { ...parts, client: new PollClient(source, client, open) });
  }
}

/** A source that says something else than it did is polled anew. */
function isSame(source: PolledSource, now: PolledSource | undefined): boolean {
  return JSON.stringify(source) === JSON.stringify(now);
}
