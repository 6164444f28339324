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
import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { randomId } from '../config/clock.js';
import { CONFIG } from '../config/config.js';
import { Ticker } from '../config/ticker.js';
import { Admission } from '../intake/admission.service.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { PollClient } from './poll-client.js';
import { PollLeasesRepository } from './poll-leases.repository.js';
import { PollSession } from './poll-session.js';
/** Streams one process polls; each may keep a connection open. */
const MOST_POLLED = 200;
/** What polling takes, as one thing to inject. */
let PollTools = class PollTools {
    client;
    admission;
    metrics;
    secrets;
    logger;
    random = Math.random;
    constructor(client, admission, metrics, secrets, logger) {
        this.client = client;
        this.admission = admission;
        this.metrics = metrics;
        this.secrets = secrets;
        this.logger = logger;
    }
    open = ({ tenant, name }, sealed) => this.secrets.openFor(`source:${tenant}/${name}`, sealed);
};
PollTools = __decorate([
    Injectable(),
    __param(4, Inject(LOGGER)),
    __metadata("design:paramtypes", [GuardedClient,
        Admission,
        Metrics,
        SecretStore, Object])
], PollTools);
export { PollTools };
/** Polls the transmitters of sources that say so, each by one process at a time. */
let Poller = class Poller {
    leases;
    tools;
    id = `${hostname()}:${process.pid}:${randomId()}`;
    sessions = new Map();
    ticker;
    leaseMs;
    renewedAt = performance.now();
    away = false;
    begun = false;
    constructor(leases, tools, config) {
        this.leases = leases;
        this.tools = tools;
        this.leaseMs = config.worker.leaseMs;
        this.ticker = new Ticker(() => (this.begun ? this.leaseMs / 3 : 0), () => this.look().catch((error) => this.failed(error)));
    }
    start() {
        this.ticker.start();
    }
    /** Acknowledges what was taken, and lets others poll. */
    async stop() {
        await this.ticker.stop();
        await this.end([...this.sessions.keys()]);
    }
    async look() {
        this.begun = true;
        const held = new Map((await this.leases.renew(this.id, this.leaseMs)).map((row) => [row.sourceId, row]));
        this.renewedAt = performance.now();
        await this.end([...this.sessions].filter(([id, { source }]) => !isSame(source, held.get(id))).map(([id]) => id));
        const room = MOST_POLLED - this.sessions.size;
        for (const source of room > 0 ? await this.leases.claim(this.id, this.leaseMs, room) : []) {
            this.sessions.set(source.sourceId, this.begin(source));
        }
        this.tools.metrics.polledSources.set(this.sessions.size);
        if (this.away) {
            this.away = false;
            this.tools.logger.info({ message: 'streams are polled again' });
        }
    }
    /** Ends sessions, and gives back the leases of those that are still ours. */
    async end(sourceIds) {
        const ending = sourceIds.map((id) => this.sessions.get(id));
        sourceIds.forEach((id) => this.sessions.delete(id));
        await Promise.all(ending.map((session) => session.stop()));
        if (sourceIds.length > 0) {
            await this.leases.release(this.id, sourceIds).catch(() => undefined); // then they run out
        }
    }
    /** Without the ledger nobody knows who polls: after a lease it may be another. */
    async failed(error) {
        if (!this.away) {
            this.away = true;
            this.tools.logger.warn({ message: 'streams cannot be shared out', error: String(error) });
        }
        if (performance.now() - this.renewedAt > this.leaseMs) {
            await this.end([...this.sessions.keys()]);
        }
    }
    begin(source) {
        const { client, admission, metrics, logger, random, open } = this.tools;
        const parts = { poller: this.id, leases: this.leases, admission, metrics, logger, random };
        return new PollSession(source, { ...parts, client: new PollClient(source, client, open) });
    }
};
Poller = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [PollLeasesRepository,
        PollTools, Object])
], Poller);
export { Poller };
/** A source that says something else than it did is polled anew. */
function isSame(source, now) {
    return JSON.stringify(source) === JSON.stringify(now);
}
//# sourceMappingURL=poller.service.js.map