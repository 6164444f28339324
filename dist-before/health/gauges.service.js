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
import { Inject, Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK } from '../config/clock.js';
import { CLAIMS } from '../database/data-source.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { REDIS_STATE } from './redis-state.js';
/** How old what a scrape shows of the ledger may be. */
const FRESH_MS = 2000;
/** How long a scrape waits for the ledger before it shows what was known last; Redis is away when it takes longer. */
const PATIENCE_MS = 2000;
const OPEN = `
select count(*) filter (where status = 'pending')::int as pending,
       count(*) filter (where status = 'running')::int as running,
       count(*) filter (where status = 'retrying')::int as retrying,
       count(*) filter (where status = 'waiting')::int as waiting,
       count(*) filter (where status = 'paused')::int as paused,
       count(lane)::int as "inLanes",
       (select count(*)::int from (select from open_execution where lane is not null group by lane) l) as lanes,
       (select count(*)::int from dead_letter where status = 'open') as letters,
       (select count(distinct h.execution_id)::int from blast_radius_hold h join open_execution o on o.id = h.execution_id) as held,
       (select count(*)::int from callback where due_at is not null) as callbacks,
       coalesce((select extract(epoch from now() - due_at)::float8 from open_execution
                  where status in ('pending', 'retrying', 'waiting') and due_at <= now() order by due_at limit 1), 0) as oldest
  from open_execution`;
/** Where gauges are read, as one thing to inject. */
let GaugeSources = class GaugeSources {
    dataSource;
    claims;
    redis;
    constructor(dataSource, claims, redis) {
        this.dataSource = dataSource;
        this.claims = claims;
        this.redis = redis;
    }
};
GaugeSources = __decorate([
    Injectable(),
    __param(1, InjectDataSource(CLAIMS)),
    __param(2, Optional()),
    __param(2, Inject(REDIS_STATE)),
    __metadata("design:paramtypes", [DataSource,
        DataSource, Object])
], GaugeSources);
export { GaugeSources };
/** Gauges that are read from the ledger and from Redis when somebody looks, not kept in step. */
let Gauges = class Gauges {
    sources;
    metrics;
    clock;
    logger;
    refreshedAt = -Infinity;
    refreshing = null;
    constructor(sources, metrics, clock, logger) {
        this.sources = sources;
        this.metrics = metrics;
        this.clock = clock;
        this.logger = logger;
    }
    /** Never throws and never waits long: a ledger that is away must not take the other metrics with it. */
    async refresh() {
        const { dataSource, claims } = this.sources;
        this.metrics.poolWaits.set(waitingFor(dataSource) + waitingFor(claims));
        if (this.clock.now().getTime() - this.refreshedAt < FRESH_MS) {
            return;
        }
        this.refreshing ??= this.readLedger().finally(() => (this.refreshing = null));
        await Promise.all([this.readRedis(), inTime(this.refreshing, undefined)]);
    }
    async readRedis() {
        const { redis } = this.sources;
        if (redis && redis.state() !== 'off') {
            this.metrics.queueDepth.set(await inTime(redis.depth(), -1));
        }
    }
    async readLedger() {
        try {
            const [open] = await this.sources.dataSource.query(OPEN);
            for (const status of ['pending', 'running', 'retrying', 'waiting', 'paused']) {
                this.metrics.openExecutions.set({ status }, open[status]);
            }
            this.metrics.lanesWaiting.set(open.inLanes - open.lanes); // the head of each lane waits for nobody
            this.metrics.openDeadLetters.set(open.letters);
            this.metrics.blastRadiusHeld.set(open.held);
            this.metrics.callbacksWaiting.set(open.callbacks);
            this.metrics.oldestDue.set(open.oldest);
            this.refreshedAt = this.clock.now().getTime();
        }
        catch (error) {
            this.logger.info({ message: 'gauges of the ledger are not fresh', error: String(error) });
        }
    }
};
Gauges = __decorate([
    Injectable(),
    __param(2, Inject(CLOCK)),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [GaugeSources,
        Metrics, Object, Object])
], Gauges);
export { Gauges };
/** What comes of `work`, or `otherwise` when it takes longer than a scrape waits. */
async function inTime(work, otherwise) {
    const done = new AbortController();
    const late = sleep(PATIENCE_MS, otherwise, { signal: done.signal }).catch(() => otherwise);
    return Promise.race([work, late]).finally(() => done.abort());
}
function waitingFor({ driver }) {
    const { master } = driver;
    return master?.waitingCount ?? 0;
}
//# sourceMappingURL=gauges.service.js.map