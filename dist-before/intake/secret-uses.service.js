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
import { CLOCK } from '../config/clock.js';
import { Ticker } from '../config/ticker.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { generationOf } from './secret-use.js';
import { SecretUseRepository } from './secret-use.repository.js';
const WRITE_EVERY_MS = 5000;
/**
 * Remembers which secret proved which delivery: counted in memory, written down every few seconds. What a process that
 * is killed had not written is lost; it only ever makes a secret look less used by those few seconds.
 */
let SecretUses = class SecretUses {
    rows;
    metrics;
    clock;
    ticker;
    tallies = new Map();
    writing = Promise.resolve();
    constructor(rows, metrics, clock, logger) {
        this.rows = rows;
        this.metrics = metrics;
        this.clock = clock;
        this.ticker = new Ticker(WRITE_EVERY_MS, () => this.write(), (error) => logger.info({ message: 'uses of secrets are not written yet', error: String(error) }));
    }
    onModuleInit() {
        this.ticker.start();
    }
    async beforeApplicationShutdown() {
        await this.ticker.stop();
        await this.write().catch(() => undefined); // the ledger is away: there is nobody left to tell
    }
    /** Never waits and never throws: it is in the way of every delivery. */
    note(hook, uses) {
        for (const use of uses) {
            this.metrics.secretUses.inc({ hook: hook.label, generation: generationOf(use) });
            const secret = hook.secrets.find(({ proof, index }) => proof === use.proof && index === use.index);
            if (secret) {
                this.add({ hookId: hook.id, secretId: secret.id, uses: 1, lastUsedAt: this.clock.now() });
            }
        }
    }
    /** Writes down all that was counted so far, one write at a time; rejects when it could not, and counts on from there. */
    write() {
        const writing = this.writing.catch(() => undefined).then(() => this.writeCounted());
        this.writing = writing;
        return writing;
    }
    async writeCounted() {
        const taken = [...this.tallies.values()];
        if (taken.length === 0) {
            return;
        }
        this.tallies = new Map();
        try {
            await this.rows.add(taken);
        }
        catch (error) {
            taken.forEach((tally) => this.add(tally));
            throw error;
        }
    }
    add(tally) {
        const key = `${tally.hookId}/${tally.secretId}`;
        const before = this.tallies.get(key);
        const lastUsedAt = before !== undefined && before.lastUsedAt > tally.lastUsedAt ? before.lastUsedAt : tally.lastUsedAt;
        this.tallies.set(key, { ...tally, uses: tally.uses + (before?.uses ?? 0), lastUsedAt });
    }
};
SecretUses = __decorate([
    Injectable(),
    __param(2, Inject(CLOCK)),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [SecretUseRepository,
        Metrics, Object, Object])
], SecretUses);
export { SecretUses };
//# sourceMappingURL=secret-uses.service.js.map