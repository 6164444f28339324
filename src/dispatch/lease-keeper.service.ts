import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { ClaimRepository } from '../ledger/claim.repository.js';
import { Ticker } from '../config/ticker.js';
import { Worker } from './worker.service.js';

/** Extends the leases of what this worker runs, and stops what it no longer holds. */
@Injectable()
export class LeaseKeeper {
  private readonly ticker: Ticker;
  /** When leases were last extended for certain, in epoch milliseconds. */
  private extendedAt = Date.now();

  constructor(
    private readonly claims: ClaimRepository,
    private readonly worker: Worker,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.ticker = new Ticker(config.worker.leaseMs / 3, () => this.keep());
  }

  start(): void {
    this.extendedAt = Date.now();
    this.ticker.start();
  }

  stop(): Promise<void> {
    return this.ticker.stop();
  }

  private async keep(): Promise<void> {
    const { leaseMs } = this.config.worker;
    const asked = Date.now();
    // Claimed moments ago: its lease is fresh, and its claim may not have been seen by us yet.
    const held = this.worker.holding().filter(({ startedAt }) => asked - startedAt > leaseMs / 4);
    try {
      const kept =
        held.length === 0
          ? new Map<string, boolean>()
          : await this.claims.extend(
              held.map(({ execution }) => execution),
              leaseMs,
            );
      this.extendedAt = asked;
      this.worker.lose(held.filter(({ execution }) => !kept.has(execution.id)));
      held.filter(({ execution }) => kept.get(execution.id)).forEach(({ look }) => look());
    } catch (error) {
      if (Date.now() - this.extendedAt > leaseMs) {
        // Nobody could extend them: by now others may hold them.
        this.worker.lose(held);
      }
      throw error;
    }
  }
}
