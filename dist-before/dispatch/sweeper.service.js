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
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG } from '../config/config.js';
import { ClaimRepository } from '../ledger/claim.repository.js';
import { ProgressRepository } from '../ledger/progress.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { Doorbell } from './doorbell.service.js';
import { Pace } from '../config/pace.js';
import { Ticker } from '../config/ticker.js';
import { Worker } from './worker.service.js';
/** Waits that are looked at, or woken, in one sweep. */
const MOST_UNTOLD = 500;
/** What a sweeper needs besides its colleagues, as one thing to inject. */
let SweeperStores = class SweeperStores {
    dataSource;
    progress;
    waits;
    claims;
    config;
    constructor(dataSource, progress, waits, claims, config) {
        this.dataSource = dataSource;
        this.progress = progress;
        this.waits = waits;
        this.claims = claims;
        this.config = config;
    }
};
SweeperStores = __decorate([
    Injectable(),
    __param(4, Inject(CONFIG)),
    __metadata("design:paramtypes", [DataSource,
        ProgressRepository,
        WaitRepository,
        ClaimRepository, Object])
], SweeperStores);
export { SweeperStores };
/** Finds what is due and was not rung for, and what silent workers left behind. Without Redis it is the dispatcher. */
let Sweeper = class Sweeper {
    worker;
    doorbell;
    stores;
    metrics;
    logger;
    ticker;
    strays;
    away = false;
    constructor(worker, doorbell, stores, metrics, logger) {
        this.worker = worker;
        this.doorbell = doorbell;
        this.stores = stores;
        this.metrics = metrics;
        this.logger = logger;
        const { sweepMs, pollMs } = stores.config.worker;
        this.strays = new Pace(sweepMs);
        this.ticker = new Ticker(() => (this.doorbell.state() === 'ready' ? sweepMs : pollMs), () => this.sweep(), (error) => this.failed(error));
    }
    start() {
        this.ticker.start();
    }
    stop() {
        return this.ticker.stop();
    }
    /** Gives back to the ledger what this worker let go of; the next claim goes on from the last recorded task. */
    async handBack() {
        const letGo = this.worker.takeLetGo();
        if (letGo.length === 0) {
            return;
        }
        const settlement = { kind: 'retry', delayMs: 0, error: null };
        const released = letGo.map(({ id, fence }) => ({ id, fence, settlement }));
        try {
            await this.stores.dataSource.transaction((tx) => this.stores.progress.settle(tx, released));
        }
        catch (error) {
            this.worker.keepLetGo(letGo);
            throw error;
        }
        this.doorbell.ring(letGo.map(({ id }) => id));
    }
    async sweep() {
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
    async gatherStrays() {
        await this.wakeUntold();
        const taken = await this.worker.takeBack();
        if (taken > 0) {
            this.metrics.sweptUp.inc({ kind: 'expired' }, taken);
            this.logger.warn({ message: 'took over executions whose leases ran out', count: taken });
        }
    }
    /** What executions wait for has come, and whoever brought it did not get to tell them. */
    async wakeUntold() {
        const untold = await this.stores.waits.untold(MOST_UNTOLD);
        if (untold.length > 0) {
            const { ids, scopes } = await this.stores.claims.wake(untold);
            this.doorbell.ring(ids, { scopes });
        }
    }
    failed(error) {
        if (!this.away) {
            this.away = true;
            this.logger.warn({ message: 'the ledger does not answer', error: String(error) });
        }
    }
};
Sweeper = __decorate([
    Injectable(),
    __param(4, Inject(LOGGER)),
    __metadata("design:paramtypes", [Worker,
        Doorbell,
        SweeperStores,
        Metrics, Object])
], Sweeper);
export { Sweeper };
//# sourceMappingURL=sweeper.service.js.map