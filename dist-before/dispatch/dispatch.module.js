var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
var DispatchModule_1;
import { BullModule } from '@nestjs/bull';
import { Inject, Module, Optional, } from '@nestjs/common';
import { CONFIG } from '../config/config.js';
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
import { Overflow } from './overflow.service.js';
import { QUEUE, queueOptions } from './redis.js';
import { Sweeper, SweeperStores } from './sweeper.service.js';
import { Upkeep, UpkeepStores } from './upkeep.service.js';
import { Worker } from './worker.service.js';
/** The answering half of dispatch: hears bells, claims, runs, sweeps. */
let DispatchModule = DispatchModule_1 = class DispatchModule {
    worker;
    tickers;
    recorder;
    config;
    processor;
    stopped = null;
    constructor(worker, tickers, recorder, config, processor) {
        this.worker = worker;
        this.tickers = tickers;
        this.recorder = recorder;
        this.config = config;
        this.processor = processor;
    }
    /** With a Redis the bell comes through Bull; without one the ledger alone dispatches. */
    static for(config) {
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
            module: DispatchModule_1,
            imports: queue,
            providers: redis ? [ExecutionProcessor] : [],
        };
    }
    onApplicationBootstrap() {
        this.tickers.start(this.worker);
    }
    /** Nest asks modules to shut down one after the other: all that takes time begins here, so that it goes on side by side. */
    onModuleDestroy() {
        this.stopped = this.stop();
    }
    async beforeApplicationShutdown() {
        await this.stopped;
    }
    /** Takes no more, finishes or hands back what is in hand. The queues are closed later, by Nest. */
    async stop() {
        const upkeep = this.tickers.stopUpkeep();
        const pausing = this.processor?.stop();
        await Promise.all([this.tickers.stopSweeping(), this.worker.stop(this.config.shutdownMs)]);
        await this.tickers.handBack();
        await Promise.all([upkeep, this.recorder.drained()]);
        await Promise.race([pausing, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    }
};
DispatchModule = DispatchModule_1 = __decorate([
    Module({
        imports: [AuditModule, BellModule, LedgerModule, RecoveryModule, RunnerModule, WorkflowModule],
        providers: [
            AuditOrder,
            DispatchTickers,
            LeaseKeeper,
            LimitedClaims,
            Overflow,
            Sweeper,
            SweeperStores,
            Upkeep,
            UpkeepStores,
            Worker,
        ],
        exports: [BellModule],
    }),
    __param(3, Inject(CONFIG)),
    __param(4, Optional()),
    __metadata("design:paramtypes", [Worker,
        DispatchTickers,
        Recorder, Object, ExecutionProcessor])
], DispatchModule);
export { DispatchModule };
//# sourceMappingURL=dispatch.module.js.map