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
import { PartitionRepository } from '../ledger/partition.repository.js';
import { PurgeRepository } from '../ledger/purge.repository.js';
import { QuotaRepository } from '../ledger/quota.repository.js';
import { UpkeepRepository } from '../ledger/upkeep.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
const EVERY_MS = 600_000;
const FIRST_AFTER_MS = 5000;
/** Full batches of rows deleted in one round; the next one follows at once. */
const MOST_BATCHES = 100;
/** Fewer days of partitions ahead than this, and somebody should look why. */
export const FEW_DAYS_AHEAD = 14;
/** The tables that upkeep looks after, as one thing to inject. */
let UpkeepStores = class UpkeepStores {
    ledger;
    partitions;
    purges;
    quotas;
    waits;
    constructor(ledger, partitions, purges, quotas, waits) {
        this.ledger = ledger;
        this.partitions = partitions;
        this.purges = purges;
        this.quotas = quotas;
        this.waits = waits;
    }
};
UpkeepStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpkeepRepository,
        PartitionRepository,
        PurgeRepository,
        QuotaRepository,
        WaitRepository])
], UpkeepStores);
export { UpkeepStores };
/** Looks after the ledger's growth now and then; any number of workers may, what they do is the same. */
let Upkeep = class Upkeep {
    stores;
    metrics;
    config;
    logger;
    ticker;
    stopping = new AbortController();
    rounds = 0;
    constructor(stores, metrics, config, logger) {
        this.stores = stores;
        this.metrics = metrics;
        this.config = config;
        this.logger = logger;
        this.ticker = new Ticker(() => (this.rounds === 0 ? FIRST_AFTER_MS : EVERY_MS), () => this.look(this.stopping.signal).then(({ more }) => more), (error) => this.failed(error));
    }
    start() {
        this.ticker.start();
    }
    /** A round under way ends with the statement it is at: the next one, here or elsewhere, goes on where it was. */
    stop() {
        this.stopping.abort();
        return this.ticker.stop();
    }
    /** One round; `more` when there is enough left for another one. Throws once `stopping` is aborted. */
    async look(stopping) {
        this.rounds += 1;
        const startedAt = performance.now();
        const { ledger, partitions, purges } = this.stores;
        const { retentionDays } = this.config;
        const made = await partitions.make();
        stopping?.throwIfAborted();
        const kept = await partitions.drop(retentionDays);
        const { purged, more } = await purges.purge(retentionDays, MOST_BATCHES, stopping);
        stopping?.throwIfAborted();
        const forgotten = await this.forget();
        stopping?.throwIfAborted();
        const report = {
            made,
            ...kept,
            purged,
            forgotten: forgotten.rows,
            daysAhead: await partitions.daysAhead(),
            oldestKept: await partitions.oldestKept(),
            seconds: (performance.now() - startedAt) / 1000,
        };
        await ledger.noteRun(report);
        await this.measure(report);
        this.tell(report);
        return { report, more: more || forgotten.more };
    }
    failed(error) {
        if (!this.stopping.signal.aborted) {
            this.logger.warn({ message: 'upkeep failed, it will try again', error: String(error) });
        }
    }
    async forget() {
        const { ledger, quotas, waits } = this.stores;
        const { retentionDays, intake } = this.config;
        const samples = await ledger.pruneSamples();
        const changes = await ledger.pruneOwnChanges();
        const callbacks = await ledger.pruneCallbacks(retentionDays);
        const letters = await ledger.pruneDeadLetters(retentionDays);
        await quotas.prune();
        await waits.prune(retentionDays);
        const { pruned, more } = await ledger.pruneDedupe(intake.dedupeDays);
        return { rows: samples + changes + callbacks + letters + pruned, more };
    }
    async measure(report) {
        const { metrics } = this;
        const { databaseBytes, tables } = await this.stores.partitions.sizes();
        metrics.databaseBytes.set(databaseBytes);
        tables.forEach(({ table, bytes }) => metrics.tableBytes.set({ table }, bytes));
        report.dropped.forEach((name) => metrics.partitionsDropped.inc({ table: name.replace(/_\d+$/, '') }));
        Object.entries(report.purged).forEach(([table, rows]) => metrics.purgedRows.inc({ table }, rows));
        metrics.partitionsKept.set({ why: 'held' }, report.held.length);
        metrics.partitionsKept.set({ why: 'busy' }, report.busy.length);
        metrics.partitionsAhead.set(report.daysAhead);
        metrics.oldestKept.set((report.oldestKept?.getTime() ?? 0) / 1000);
        metrics.upkeepSeconds.set(report.seconds);
        metrics.upkeepFinished.setToCurrentTime();
    }
    tell(report) {
        const rows = Object.values(report.purged).reduce((sum, n) => sum + n, report.forgotten);
        if (report.made + report.dropped.length + rows > 0) {
            this.logger.info({ message: 'upkeep', ...report });
        }
        if (report.daysAhead < FEW_DAYS_AHEAD) {
            this.logger.warn({ message: 'few partitions are there ahead', days: report.daysAhead });
        }
        if (report.held.length > 0) {
            this.logger.warn({
                message: 'weeks past retention are kept, for open executions or dead letters need them',
                partitions: report.held,
            });
        }
    }
};
Upkeep = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [UpkeepStores,
        Metrics, Object, Object])
], Upkeep);
export { Upkeep };
//# sourceMappingURL=upkeep.service.js.map