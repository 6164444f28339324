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
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLAIMS } from '../database/data-source.js';
import { withConnection } from '../database/session.js';
import { run } from '../database/statement.js';
const CLAIM = {
    name: 'ledger_claim_callbacks',
    text: `
with candidate as materialized (
  select execution_id from callback where due_at <= now() order by due_at limit $1 for update skip locked
)
update callback c set attempts = c.attempts + 1, due_at = now() + make_interval(secs => $2::float8 / 1000)
 where c.execution_id = any(array(select execution_id from candidate))
returning c.execution_id as "executionId", c.event_id as "eventId", c.host, c.sealed_url as "sealedUrl", c.attempts`,
};
const COLUMNS = `host, status, attempts, last_status as "lastStatus", last_error as "lastError", due_at as "nextAt"`;
/** Who is called back when executions end, and how far that has come. The ending itself makes a callback due. */
let CallbackRepository = class CallbackRepository {
    dataSource;
    claims;
    constructor(dataSource, claims) {
        this.dataSource = dataSource;
        this.claims = claims;
    }
    /** Takes what is due for `leaseMs`; whoever is silent for longer loses it to another. */
    claim(most, leaseMs) {
        return withConnection(this.claims, (db) => run(db, CLAIM, [most, leaseMs]));
    }
    /** False when the lease was lost, or an operator asked for another try meanwhile. */
    async settle({ executionId, attempts }, { status, lastStatus, lastError, delayMs }) {
        const [rows] = await this.dataSource.query(`update callback
          set status = $3, last_status = $4, last_error = $5,
              due_at = now() + make_interval(secs => $6::float8 / 1000),
              done_at = case when $6::float8 is null then now() end
        where execution_id = $1 and attempts = $2 and status = 'due' returning execution_id`, [executionId, attempts, status, lastStatus, lastError, delayMs]);
        return rows.length > 0;
    }
    /** Null when the execution has none. */
    async find(executionId) {
        const rows = await this.dataSource.query(`select ${COLUMNS} from callback where execution_id = $1`, [executionId]);
        return rows[0] ?? null;
    }
    /** Makes it due now, whatever became of it; null when the execution has none, or has not ended. */
    async retry(tx, executionId) {
        const [rows] = await tx.query(`update callback set status = 'due', due_at = now(), done_at = null
        where execution_id = $1 and status <> 'waiting' returning ${COLUMNS}`, [executionId]);
        await tx.query(`select pg_notify('signet_changed', 'callback')`);
        return rows[0] ?? null;
    }
};
CallbackRepository = __decorate([
    Injectable(),
    __param(1, InjectDataSource(CLAIMS)),
    __metadata("design:paramtypes", [DataSource,
        DataSource])
], CallbackRepository);
export { CallbackRepository };
//# sourceMappingURL=callback.repository.js.map