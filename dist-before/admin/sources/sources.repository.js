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
import { newId } from '../../config/clock.js';
import { isSearched } from '../hooks/hook-search.dto.js';
import { newAddress } from '../../workflow/deployments.repository.js';
const SELECT = `select s.id, s.name, s.description, s.definition, s.created_at as "createdAt",
                       s.updated_at as "updatedAt", h.id as "hookId", h.address, h.enabled
                  from source s join hook h on h.source_id = s.id`;
/** Sources, each with the one hook it owns. A source is enabled when its hook is. */
let SourcesRepository = class SourcesRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async find(tenant, name, db = this.dataSource.manager) {
        const rows = await db.query(`${SELECT} where s.tenant = $1 and s.name = $2`, [tenant, name]);
        return rows[0] ?? null;
    }
    /** Waits for whoever else changes the source of that name; there need not be one yet. */
    async lock(tx, tenant, name) {
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
            `signet:source:${tenant}/${name}`,
        ]);
    }
    /** Keyset page by name. */
    list(tenant, after, limit, search = null) {
        return this.dataSource.query(`${SELECT} where s.tenant = $1 and s.name > $2 and ${isSearched('$4')} order by s.name limit $3`, [tenant, after ?? '', limit, search]);
    }
    async create(tx, tenant, source) {
        const id = newId();
        await tx.query('insert into source (id, tenant, name, description, definition) values ($1, $2, $3, $4, $5::jsonb)', [id, tenant, source.name, source.description, JSON.stringify(source.definition)]);
        await tx.query('insert into hook (id, tenant, address, source_id, enabled) values ($1, $2, $3, $4, $5)', [
            newId(),
            tenant,
            newAddress(),
            id,
            source.enabled,
        ]);
    }
    async update(tx, id, source) {
        await tx.query('update source set description = $2, definition = $3::jsonb, updated_at = now() where id = $1', [id, source.description, JSON.stringify(source.definition)]);
        if (source.enabled !== undefined) {
            await tx.query('update hook set enabled = $2 where source_id = $1 and enabled <> $2', [
                id,
                source.enabled,
            ]);
        }
    }
    /** Its hook goes with it. */
    async remove(tx, id) {
        await tx.query('delete from source where id = $1', [id]);
    }
};
SourcesRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], SourcesRepository);
export { SourcesRepository };
//# sourceMappingURL=sources.repository.js.map