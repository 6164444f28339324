import { BullModule } from '@nestjs/bull';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  Optional,
} from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RecoveryModule } from '../recovery/recovery.module.js';
import { Recorder } from '../runner/recorder.service.js';
import { RunnerModule } from '../runner/runner.module.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuditOrder } from './audit-order.service.js';
import { BellModule } from './bell.module.js';
import { DispatchTickers } from './dispatch-tickers.service.js';
import { ExecutionProcessor } from './execution.processor.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { LimitedClaims } from './limited-claims.service.js';
import { Overflow, OverflowStores } from './overflow.service.js';
import { QUEUE, queueOptions } from './redis.js';
import { Sweeper, SweeperStores } from './sweeper.service.js';
import { Upkeep, UpkeepStores } from './upkeep.service.js';
import { Worker } from './worker.service.js';

/** The answering half of dispatch: hears bells, claims, runs, sweeps. */
@Module({
  imports: [AuditModule, BellModule, LedgerModule, RecoveryModule, RunnerModule, WorkflowModule],
  providers: [
    AuditOrder,
    DispatchTickers,
    LeaseKeeper,
    LimitedClaims,
    Overflow,
    OverflowStores,
    Sweeper,
    SweeperStores,
    Upkeep,
    UpkeepStores,
    Worker,
  ],
  exports: [BellModule],
})
export class DispatchModule implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private stopped: Promise<void> | null = null;

  constructor(
    private readonly worker: Worker,
    private readonly tickers: DispatchTickers,
    private readonly recorder: Recorder,
    @Inject(CONFIG) private readonly config: Config,
    @Optional() private readonly processor?: ExecutionProcessor,
  ) {}

  /** With a Redis the bell comes through Bull; without one the ledger alone dispatches. */
  static for(config: Config): DynamicModule {
    const { redis } = config;
    const queue = redis
      ? [
          BullModule.registerQueue({
            name: QUEUE,
            ...queueOptions(redis.url, redis.prefix, 'consumer', () => undefined),
          }),
        ]
      : [];
    return {
      module: DispatchModule,
      imports: queue,
      providers: redis ? [ExecutionProcessor] : [],
    };
  }

  onApplicationBootstrap(): void {
    this.tickers.start(this.worker);
  }

  /** Nest asks modules to shut down one after the other: all that takes time begins here, so that it goes on side by side. */
  onModuleDestroy(): void {
    this.stopped = this.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stopped;
  }

  /** Takes no more, finishes or hands back what is in hand. The queues are closed later, by Nest. */
  private async stop(): Promise<void> {
    const upkeep = this.tickers.stopUpkeep();
    const pausing = this.processor?.stop();
    await Promise.all([this.tickers.stopSweeping(), this.worker.stop(this.config.shutdownMs)]);
    await this.tickers.handBack();
    await Promise.all([upkeep, this.recorder.drained()]);
    await Promise.race([pausing, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
  }
}
