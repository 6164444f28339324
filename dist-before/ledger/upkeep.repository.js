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
import { DataSource } from 'typeorm';
import { RETURN_MS } from './cause.js';
/** Samples of requests are there for setting a trigger up, and may hold what is personal. */
const SAMPLE_DAYS = 7;
/** Dedupe keys, callbacks or dead letters, forgotten in one transaction. */
const PRUNE_BATCH = 5000;
/** Growth of the tables that are not partitioned under control: what is past its time is forgotten. */
let UpkeepRepository = class UpkeepRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** How many keys older than `days` were forgotten; a full batch means there may be more. */
    async pruneDedupe(days) {
        const [, pruned] = await this.dataSource.query(`delete from dedupe where (hook_id, key) in (
         select hook_id, key from dedupe where created_at < now() - make_interval(days => $1) limit $2
            for update skip locked)`, [days, PRUNE_BATCH]);
        return { pruned, more: pruned === PRUNE_BATCH };
    }
    /** How many callbacks of executions older than `days` were forgotten, of those that are done. */
    async pruneCallbacks(days) {
        const [, pruned] = await this.dataSource.query(`delete from callback where execution_id in (
         select execution_id from callback
          where execution_id < signet_uuid_floor(now() - make_interval(days => $1)) and status in ('sent', 'failed')
          limit $2 for update skip locked)`, [days, PRUNE_BATCH]);
        return pruned;
    }
    /** How many changes were forgotten whose events cannot come back any more. */
    async pruneOwnChanges() {
        const [, pruned] = await this.dataSource.query('delete from own_change where made_at < now() - make_interval(secs => $1::float8 / 1000)', [RETURN_MS]);
        return pruned;
    }
    /** How many dead letters older than `days` were forgotten, of those somebody has replayed or discarded. */
    async pruneDeadLetters(days) {
        const [, pruned] = await this.dataSource.query(`delete from dead_letter where execution_id in (
         select execution_id from dead_letter
          where status <> 'open' and execution_id < signet_uuid_floor(now() - make_interval(days => $1))
          limit $2 for update skip locked)`, [days, PRUNE_BATCH]);
        return pruned;
    }
    /** Writes down that growth was looked after, and what came of it. */
    async noteRun(report) {
        await this.dataSource.query(`insert into upkeep_run (finished_at, report) values (now(), $1::jsonb)
           on conflict (only_one) do update set finished_at = excluded.finished_at, report = excluded.report`, [JSON.stringify(report)]);
    }
    /** How many samples that nobody has asked for lately were forgotten. */
    async pruneSamples() {
        const [, pruned] = await this.dataSource.query('delete from sample where opened_at < now() - make_interval(days => $1)', [SAMPLE_DAYS]);
        return pruned;
    }
};
UpkeepRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], UpkeepRepository);
export { UpkeepRepository };
//# sourceMappingURL=upkeep.repository.js.map