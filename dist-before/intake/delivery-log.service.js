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
import { newId } from '../config/clock.js';
import { isDataFault } from '../database/faults.js';
import { GroupCommit } from '../ledger/group-commit.js';
import { Metrics } from '../telemetry/metrics.js';
/** More than this waiting is a flood: what comes on top is counted, not written. */
const MOST_WAITING = 5000;
const INSERT = `
insert into delivery_log (id, tenant, hook_id, outcome, reason, status, method, remote_address, bytes, event_id,
                          environment, diagnosis)
select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[],
                     $9::int[], $10::uuid[], $11::text[], $12::json[])`;
/** Writes what was not accepted into the hook's delivery log, after the answer and never in its way. */
let DeliveryLog = class DeliveryLog {
    dataSource;
    metrics;
    commits = new GroupCommit((rows) => this.write(rows), {
        maxBatch: 500,
        inFlight: 1,
        maxWaiting: MOST_WAITING,
        isDataFault,
    });
    constructor(dataSource, metrics) {
        this.dataSource = dataSource;
        this.metrics = metrics;
    }
    note(delivery) {
        this.commits.submit(delivery).catch(() => this.metrics.deliveryLogDropped.inc());
    }
    drained() {
        return this.commits.drained();
    }
    async write(rows) {
        await this.dataSource.query(INSERT, [
            rows.map(() => newId()),
            rows.map((row) => row.tenant),
            rows.map((row) => row.hookId),
            rows.map((row) => row.outcome),
            rows.map((row) => row.reason),
            rows.map((row) => row.status),
            rows.map((row) => row.method.slice(0, 20)),
            rows.map((row) => row.remoteAddress),
            rows.map((row) => row.bytes),
            rows.map((row) => row.eventId),
            rows.map((row) => row.environment),
            rows.map(({ diagnosis }) => (diagnosis === undefined ? null : JSON.stringify(diagnosis))),
        ]);
        return rows.map(() => undefined);
    }
};
DeliveryLog = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Metrics])
], DeliveryLog);
export { DeliveryLog };
//# sourceMappingURL=delivery-log.service.js.map