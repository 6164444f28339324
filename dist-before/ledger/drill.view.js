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
let DrillView = class DrillView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Null while the execution is not to be seen. */
    async progress(eventId, executionId) {
        const rows = await this.dataSource.query(`select e.received_at as "committedAt", x.started_at as "claimedAt", x.finished_at as "settledAt", x.status,
              (select min(at) from audit_entry where execution_id = $2) as "auditedAt"
         from event e,
              (select id, started_at, null::timestamptz as finished_at, status::text from open_execution where id = $2
                union all
               select id, started_at, finished_at, status::text from execution where id = $2) x
        where e.id = $1
        order by x.finished_at nulls last limit 1`, [eventId, executionId]);
        return rows[0] ?? null;
    }
};
DrillView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], DrillView);
export { DrillView };
//# sourceMappingURL=drill.view.js.map