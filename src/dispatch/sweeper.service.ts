import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { ClaimRepository } from '../ledger/claim.repository.js';
import { ProgressRepository } from '../ledger/progress.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { Doorbell } from './doorbell.service.js';
import { Pace } from '../config/pace.js';
import { Ticker } from '../config/ticker.js';
import { Worker } from './worker.service.js';

/** Waits that are looked at, or woken, in one sweep. */
const MOST_UNTOLD = 500;

/** What a sweeper needs besides its colleagues, as one thing to inject. */
@Injectable()
export class SweeperStores {
  constructor(
    readonly dataSource: DataSource,
    readonly progress: ProgressRepository,
    readonly waits: WaitRepository,
    readonly claims: ClaimRepository,
    @Inject(CONFIG) readonly config: Config,
  ) {}
}

/** Finds what is due and was not rung for, and what silent workers left behind. Without Redis it is the dispatcher. */
@Injectable()
export class Sweeper {
  private readonly ticker: Ticker;
  private readonly strays: Pace;
  private away = false;

  constructor(
    private readonly worker: Worker,
    private readonly doorbell: Doorbell,
    private readonly stores: SweeperStores,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const { sweepMs, pollMs } = stores.config.worker;
    this.strays = new Pace(sweepMs);
    this.ticker = new Ticker(
      () => (this.doorbell.state() === 'ready' ? sweepMs : pollMs),
      () => this.sweep(),
      (error) => this.failed(error),
    );
  }

  start(): void {
    this.ticker.start();
  }

  stop(): Promise<void> {
    return this.ticker.stop();
  }

  /** Gives back to the ledger what this worker let go of; the next claim goes on from the last recorded task. */
  async handBack(): Promise<void> {
    const letGo = this.worker.takeLetGo();
    if (letGo.length === 0) {
      return;
    }
    const settlement = { kind: 'retry', delayMs: 0, error: null } as const;
    const released = letGo.map(({ id, fence }) => ({ id, fence, settlement }));
    try {
      await this.stores.dataSource.transaction((tx) => this.stores.progress.settle(tx, released));
    } catch (error) {
      this.worker.keepLetGo(letGo);
      throw error;
    }
    this.doorbell.ring(letGo.map(({ id }) => id));
  }

  private async sweep(): Promise<boolean> {
    await this.handBack();
    const { sweepMs, pollMs } = this.stores.config.worker;
    // A full worker need not look; a claim for every slot that comes free would cost more than the work.
    await Promise.race([this.worker.roomForMany(), sleep(pollMs)]);
    if (this.strays.isTime()) {
      await this.strays.keep(() => this.gatherStrays());
    }
    const more = await this.worker.takeDue(this.doorbell.state() === 'ready' ? sweepMs : 0);
    if (this.away) {
      this.away = false;
      this.logger.info({ message: 'the ledger is back' });
    }
    return more;
  }

  private async gatherStrays(): Promise<void> {
    await this.wakeUntold();
    const taken = await this.worker.takeBack();
    if (taken > 0) {
      this.metrics.sweptUp.inc({ kind: 'expired' }, taken);
      this.logger.warn({ message: 'took over executions whose leases ran out', count: taken });
    }
  }

  /** What executions wait for has come, and whoever brought it did not get to tell them. */
  private async wakeUntold(): Promise<void> {
    const untold = await this.stores.waits.untold(MOST_UNTOLD);
    if (untold.length > 0) {
      const { ids, scopes } = await this.stores.claims.wake(untold);
      this.doorbell.ring(ids, { scopes });
    }
  }

  private failed(error: unknown): void {
    if (!this.away) {
      this.away = true;
      this.logger.warn({ message: 'the ledger does not answer', error: String(error) });
    }
  }
}
