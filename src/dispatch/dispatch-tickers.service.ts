import { Injectable } from '@nestjs/common';
import { Changes } from '../database/changes.service.js';
import { Doorbell } from './doorbell.service.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { Sweeper } from './sweeper.service.js';
import { Upkeep } from './upkeep.service.js';
import type { Worker } from './worker.service.js';

/** What runs on a clock in a worker: leases are kept, the ledger is swept. */
@Injectable()
export class DispatchTickers {
  constructor(
    private readonly doorbell: Doorbell,
    private readonly leases: LeaseKeeper,
    private readonly sweeper: Sweeper,
    private readonly upkeep: Upkeep,
    private readonly changes: Changes,
  ) {}

  start(worker: Worker): void {
    this.doorbell.attach(worker);
    this.changes.onControl((executionId) => worker.look(executionId));
    this.leases.start();
    this.sweeper.start();
    this.upkeep.start();
  }

  /** Leases are kept for as long as something is in hand. */
  stopSweeping(): Promise<void> {
    return this.sweeper.stop();
  }

  /** Its round may take long, and nobody who waits for an execution should wait for it. */
  stopUpkeep(): Promise<void> {
    return this.upkeep.stop();
  }

  /** Gives back what was let go, and keeps no more leases. */
  async handBack(): Promise<void> {
    await this.leases.stop();
    await this.sweeper.handBack().catch(() => undefined); // then the leases run out, and others take over
  }
}
