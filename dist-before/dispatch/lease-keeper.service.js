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
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../config/config.js';
import { ClaimRepository } from '../ledger/claim.repository.js';
import { Ticker } from '../config/ticker.js';
import { Worker } from './worker.service.js';
/** Extends the leases of what this worker runs, and stops what it no longer holds. */
let LeaseKeeper = class LeaseKeeper {
    claims;
    worker;
    config;
    ticker;
    /** When leases were last extended for certain, in epoch milliseconds. */
    extendedAt = Date.now();
    constructor(claims, worker, config) {
        this.claims = claims;
        this.worker = worker;
        this.config = config;
        this.ticker = new Ticker(config.worker.leaseMs / 3, () => this.keep());
    }
    start() {
        this.extendedAt = Date.now();
        this.ticker.start();
    }
    stop() {
        return this.ticker.stop();
    }
    async keep() {
        const { leaseMs } = this.config.worker;
        const asked = Date.now();
        // Claimed moments ago: its lease is fresh, and its claim may not have been seen by us yet.
        const held = this.worker.holding().filter(({ startedAt }) => asked - startedAt > leaseMs / 4);
        try {
            const kept = held.length === 0
                ? new Map()
                : await this.claims.extend(held.map(({ execution }) => execution), leaseMs);
            this.extendedAt = asked;
            this.worker.lose(held.filter(({ execution }) => !kept.has(execution.id)));
            held.filter(({ execution }) => kept.get(execution.id)).forEach(({ look }) => look());
        }
        catch (error) {
            if (Date.now() - this.extendedAt > leaseMs) {
                // Nobody could extend them: by now others may hold them.
                this.worker.lose(held);
            }
            throw error;
        }
    }
};
LeaseKeeper = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [ClaimRepository,
        Worker, Object])
], LeaseKeeper);
export { LeaseKeeper };
//# sourceMappingURL=lease-keeper.service.js.map