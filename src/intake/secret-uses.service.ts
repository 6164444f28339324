import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../config/clock.js';
import { Ticker } from '../config/ticker.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Hook } from './hook.js';
import { generationOf, type SecretUse } from './secret-use.js';
import { SecretUseRepository, type SecretTally } from './secret-use.repository.js';

const WRITE_EVERY_MS = 5000;

/**
 * Remembers which secret proved which delivery: counted in memory, written down every few seconds. What a process that
 * is killed had not written is lost; it only ever makes a secret look less used by those few seconds.
 */
@Injectable()
export class SecretUses implements OnModuleInit, BeforeApplicationShutdown {
  private readonly ticker: Ticker;
  private tallies = new Map<string, SecretTally>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly rows: SecretUseRepository,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.ticker = new Ticker(
      WRITE_EVERY_MS,
      () => this.write(),
      (error) => logger.info({ message: 'uses of secrets are not written yet', error: String(error) }),
    );
  }

  onModuleInit(): void {
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
    await this.write().catch(() => undefined); // the ledger is away: there is nobody left to tell
  }

  /** Never waits and never throws: it is in the way of every delivery. */
  note(hook: Hook, uses: readonly SecretUse[]): void {
    for (const use of uses) {
      this.metrics.secretUses.inc({ hook: hook.label, generation: generationOf(use) });
      const secret = hook.secrets.find(({ proof, index }) => proof === use.proof && index === use.index);
      if (secret) {
        this.add({ hookId: hook.id, secretId: secret.id, uses: 1, lastUsedAt: this.clock.now() });
      }
    }
  }

  /** Writes down all that was counted so far, one write at a time; rejects when it could not, and counts on from there. */
  write(): Promise<void> {
    const writing = this.writing.catch(() => undefined).then(() => this.writeCounted());
    this.writing = writing;
    return writing;
  }

  private async writeCounted(): Promise<void> {
    const taken = [...this.tallies.values()];
    if (taken.length === 0) {
      return;
    }
    this.tallies = new Map();
    try {
      await this.rows.add(taken);
    } catch (error) {
      taken.forEach((tally) => this.add(tally));
      throw error;
    }
  }

  private add(tally: SecretTally): void {
    const key = `${tally.hookId}/${tally.secretId}`;
    const before = this.tallies.get(key);
    const lastUsedAt =
      before !== undefined && before.lastUsedAt > tally.lastUsedAt ? before.lastUsedAt : tally.lastUsedAt;
    this.tallies.set(key, { ...tally, uses: tally.uses + (before?.uses ?? 0), lastUsedAt });
  }
}
