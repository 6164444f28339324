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
import Queue from 'bull';
import { CONFIG } from '../config/config.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { QUEUE, queueOptions } from './redis.js';
import { SharedRings } from './shared-rings.js';
/** Ids one bell carries. */
const MOST_IDS = 500;
const LONGEST_DELAY_MS = 60_000;
/** Rings through Bull while Redis is there, else in this process when it has a worker, else not at all. */
let Doorbell = class Doorbell {
    logger;
    metrics;
    queue;
    rings = new SharedRings((rung) => this.ringEach(rung, 0));
    listener = null;
    silentSince = null;
    constructor(config, logger, metrics) {
        this.logger = logger;
        this.metrics = metrics;
        const { redis } = config;
        this.queue = redis
            ? new Queue(QUEUE, queueOptions(redis.url, redis.prefix, 'producer', (error) => this.noteAway(error)))
            : null;
        this.queue?.on('error', (error) => this.noteAway(error));
        this.queue?.client.on('ready', () => this.noteBack());
    }
    /** A worker in this process hears bells that Redis cannot carry. */
    attach(listener) {
        this.listener = listener;
    }
    /** `off`: none configured. */
    state() {
        if (!this.queue) {
            return 'off';
        }
        return this.queue.client.status === 'ready' ? 'ready' : 'away';
    }
    ring(ids, { delayMs = 0, scopes = [] } = {}) {
        if (ids.length === 0 || delayMs > LONGEST_DELAY_MS) {
            return;
        }
        if (delayMs === 0 && this.state() === 'ready') {
            this.rings.add({ ids, scopes });
        }
        else {
            this.ringEach({ ids, scopes }, delayMs);
        }
    }
    /** Bells that wait in Redis; -1 while it is away. */
    async depth() {
        if (this.state() !== 'ready') {
            return -1;
        }
        try {
            const counts = await this.queue.getJobCounts();
            return counts.waiting + counts.active;
        }
        catch {
            return -1;
        }
    }
    async onApplicationShutdown() {
        this.rings.flush();
        await this.queue?.close().catch(() => undefined);
        this.queue?.client.disconnect();
    }
    ringEach({ ids, scopes }, delayMs) {
        for (let at = 0; at < ids.length; at += MOST_IDS) {
            this.ringOnce({ ids: ids.slice(at, at + MOST_IDS), scopes }, delayMs);
        }
    }
    ringOnce(rung, delayMs) {
        if (this.state() !== 'ready') {
            this.missed(rung, delayMs);
            return;
        }
        this.queue.add({ $version: 2, ...rung }, { delay: delayMs }).catch((error) => {
            this.noteAway(error);
            this.missed(rung, delayMs);
        });
    }
    missed({ ids, scopes }, delayMs) {
        if (this.queue) {
            this.metrics.bellsMissed.inc();
        }
        if (this.listener && delayMs === 0) {
            this.listener.hear(ids, scopes).catch((error) => {
                this.logger.debug({ message: 'bell not heard', count: ids.length, error: String(error) });
            });
        }
    }
    /** Once per absence: a Redis that is away says so many times a second. */
    noteAway(error) {
        if (this.silentSince === null) {
            this.silentSince = Date.now();
            this.logger.warn({ message: 'Redis is away: dispatching from the ledger alone', error: String(error) });
        }
    }
    noteBack() {
        if (this.silentSince !== null) {
            this.logger.info({ message: 'Redis is back', silentMs: Date.now() - this.silentSince });
            this.silentSince = null;
        }
    }
};
Doorbell = __decorate([
    Injectable(),
    __param(0, Inject(CONFIG)),
    __param(1, Inject(LOGGER)),
    __metadata("design:paramtypes", [Object, Object, Metrics])
], Doorbell);
export { Doorbell };
//# sourceMappingURL=doorbell.service.js.map