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
import { Ticker } from '../config/ticker.js';
import { LOGGER } from '../telemetry/logger.js';
import { HeardClient, KEPT_ALIVE } from './heard-client.js';
const RECONNECT_MS = 500;
/** Who only listens does not notice that nobody speaks any more: it asks so often, and waits so long for an answer. */
const ASK_EVERY_MS = 5_000;
const SILENCE_MS = 5_000;
/** On which workers hear that something was asked of an execution they may hold. */
export const CONTROL_CHANNEL = 'signet_control';
/**
 * Tells what this process keeps in memory that it is stale. After a lost connection everything counts as stale: what
 * was announced meanwhile is not repeated.
 */
let Changes = class Changes {
    config;
    logger;
    controlled = [];
    listeners = [];
    asking = new Ticker(ASK_EVERY_MS, async () => void (await this.client?.query('select 1')), (error) => this.lost(error));
    client = null;
    retry = null;
    closed = false;
    constructor(config, logger) {
        this.config = config;
        this.logger = logger;
    }
    /** Calls back, soon after, whenever one of the tables changed anywhere. */
    on(tables, callback) {
        this.listeners.push({ tables: new Set(tables), callback });
    }
    /** Calls back with the id of an execution that something was asked of; what is missed, the lease keeper finds. */
    onControl(callback) {
        this.controlled.push(callback);
    }
    async onModuleInit() {
        await this.connect().catch((error) => this.lost(error));
    }
    async onApplicationShutdown() {
        this.closed = true;
        clearTimeout(this.retry ?? undefined);
        await this.client?.end().catch(() => undefined);
        await this.asking.stop();
    }
    async connect() {
        const client = new HeardClient({
            connectionString: this.config.database.url,
            application_name: 'signet changes',
            connectionTimeoutMillis: 5000,
            silenceMs: SILENCE_MS,
            ...KEPT_ALIVE,
        });
        this.client = client;
        client.on('notification', ({ channel, payload = '' }) => channel === CONTROL_CHANNEL
            ? this.controlled.forEach((callback) => callback(payload))
            : this.tell((tables) => tables.has(payload)));
        client.on('error', (error) => this.lost(error));
        client.on('end', () => this.lost(new Error('connection ended')));
        await client.connect();
        await client.query(`listen signet_changed; listen ${CONTROL_CHANNEL}`);
        this.asking.start();
        this.tell(() => true);
    }
    lost(error) {
        if (this.closed || this.retry) {
            return;
        }
        this.logger.info({
            message: 'lost the announcements of the ledger, connecting again',
            error: String(error),
        });
        void this.asking.stop();
        this.client?.removeAllListeners();
        this.client?.on('error', () => undefined);
        this.client?.end().catch(() => undefined);
        this.retry = setTimeout(() => {
            this.retry = null;
            this.connect().catch((again) => this.lost(again));
        }, RECONNECT_MS);
    }
    tell(concerned) {
        this.listeners.filter(({ tables }) => concerned(tables)).forEach(({ callback }) => callback());
    }
};
Changes = __decorate([
    Injectable(),
    __param(0, Inject(CONFIG)),
    __param(1, Inject(LOGGER)),
    __metadata("design:paramtypes", [Object, Object])
], Changes);
export { Changes };
//# sourceMappingURL=changes.service.js.map