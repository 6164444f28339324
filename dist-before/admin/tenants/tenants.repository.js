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
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
const COLUMNS = 'name, description, retention_days as "retentionDays", created_at as "createdAt"';
/** Whose workflows and executions they are. */
let TenantsRepository = class TenantsRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    list(after, limit) {
        return this.dataSource.query(`select ${COLUMNS} from tenant where name > $1 order by name limit $2`, [
            after ?? '',
            limit,
        ]);
    }
    async isThere(tx, name) {
        const rows = await tx.query('select from tenant where name = $1', [name]);
        return rows.length > 0;
    }
    /** Null when there is no such tenant. */
    async limits(name) {
        const rows = await this.dataSource.query('select limits from tenant where name = $1', [name]);
        return rows[0]?.limits ?? null;
    }
    /** Null when there is no such tenant. */
    async putLimits(tx, name, limits) {
        const [rows] = await tx.query('update tenant set limits = $2::jsonb, updated_at = now() where name = $1 returning name', [name, JSON.stringify(limits)]);
        return rows.length > 0 ? limits : null;
    }
    async put(tx, name, { description = null, retentionDays = null, }) {
        const [{ isNew, ...tenant }] = await tx.query(`insert into tenant (name, description, retention_days) values ($1, $2, $3)
           on conflict (name) do update set description = excluded.description, retention_days = excluded.retention_days,
           updated_at = now()
       returning ${COLUMNS}, xmax = 0 as "isNew"`, [name, description, retentionDays]);
        if (isNew) {
            await tx.query('insert into environment (tenant, name) values ($1, $2)', [name, DEFAULT_ENVIRONMENT]);
        }
        return { tenant, isNew };
    }
};
TenantsRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], TenantsRepository);
export { TenantsRepository };
//# sourceMappingURL=tenants.repository.js.map