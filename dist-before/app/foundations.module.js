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
var FoundationsModule_1;
import { Global, Inject, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CLOCK, systemClock } from '../config/clock.js';
import { CONFIG } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { Changes } from '../database/changes.service.js';
import { CLAIMS, createDataSource } from '../database/data-source.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { Telemetry } from '../telemetry/telemetry.service.js';
import { Tracing } from '../telemetry/tracing.service.js';
/** Postgres was there a moment ago: so often do we knock before giving up. */
const KNOCKS = 30;
const KNOCK_EVERY_MS = 1000;
/** Claims under a concurrency limit wait for each other, each with a connection in hand. */
const CLAIM_POOL = 4;
/** What everything stands on: configuration, clock, log, metrics, Postgres, secrets, the outbound client. */
let FoundationsModule = FoundationsModule_1 = class FoundationsModule {
    client;
    constructor(client, metrics, { role }) {
        this.client = client;
        metrics.buildInfo.set({ version: VERSION, role }, 1);
    }
    static for(config, logger, outside = {}) {
        const { clock = systemClock, client } = outside;
        const { url, pool, statementTimeoutMs } = config.database;
        const databases = [
            database({ url, pool, statementTimeoutMs }),
            database({ url, pool: CLAIM_POOL, statementTimeoutMs, byIndex: true }, CLAIMS),
        ];
        return {
            module: FoundationsModule_1,
            imports: databases,
            providers: [
                { provide: CONFIG, useValue: config },
                { provide: CLOCK, useValue: clock },
                { provide: LOGGER, useValue: logger },
                {
                    provide: GuardedClient,
                    useFactory: () => client ?? new GuardedClient({ allow: [...config.outboundAllow] }),
                },
                {
                    provide: OutboundTokens,
                    inject: [GuardedClient],
                    useFactory: (http) => new OutboundTokens(http, clock),
                },
                Metrics,
                Telemetry,
                Tracing,
                Changes,
                SecretStore,
            ],
            exports: [
                CONFIG,
                CLOCK,
                LOGGER,
                GuardedClient,
                OutboundTokens,
                Metrics,
                Telemetry,
                Tracing,
                Changes,
                SecretStore,
            ],
        };
    }
    async onApplicationShutdown() {
        await this.client.close();
    }
};
FoundationsModule = FoundationsModule_1 = __decorate([
    Global(),
    Module({}),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [GuardedClient,
        Metrics, Object])
], FoundationsModule);
export { FoundationsModule };
function database(options, name) {
    return TypeOrmModule.forRootAsync({
        ...(name === undefined ? {} : { name }),
        useFactory: () => ({ retryAttempts: KNOCKS, retryDelay: KNOCK_EVERY_MS, type: 'postgres' }),
        dataSourceFactory: () => createDataSource(options).initialize(),
    });
}
//# sourceMappingURL=foundations.module.js.map