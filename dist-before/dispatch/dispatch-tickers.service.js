var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Changes } from '../database/changes.service.js';
import { Doorbell } from './doorbell.service.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { Sweeper } from './sweeper.service.js';
import { Upkeep } from './upkeep.service.js';
/** What runs on a clock in a worker: leases are kept, the ledger is swept. */
let DispatchTickers = class DispatchTickers {
    doorbell;
    leases;
    sweeper;
    upkeep;
    changes;
    constructor(doorbell, leases, sweeper, upkeep, changes) {
        this.doorbell = doorbell;
        this.leases = leases;
        this.sweeper = sweeper;
        this.upkeep = upkeep;
        this.changes = changes;
    }
    start(worker) {
        this.doorbell.attach(worker);
        this.changes.onControl((executionId) => worker.look(executionId));
        this.leases.start();
        this.sweeper.start();
        this.upkeep.start();
    }
    /** Leases are kept for as long as something is in hand. */
    stopSweeping() {
        return this.sweeper.stop();
    }
    /** Its round may take long, and nobody who waits for an execution should wait for it. */
    stopUpkeep() {
        return this.upkeep.stop();
    }
    /** Gives back what was let go, and keeps no more leases. */
    async handBack() {
        await this.leases.stop();
        await this.sweeper.handBack().catch(() => undefined); // then the leases run out, and others take over
    }
};
DispatchTickers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Doorbell,
        LeaseKeeper,
        Sweeper,
        Upkeep,
        Changes])
], DispatchTickers);
export { DispatchTickers };
//# sourceMappingURL=dispatch-tickers.service.js.map