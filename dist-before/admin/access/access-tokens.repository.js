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
import { withinReach } from '../../ledger/reach.view.js';
const COLUMNS = `id, tenant, name, role, namespaces, created_at as "createdAt", expires_at as "expiresAt",
                 revoked_at as "revokedAt"`;
let AccessTokensRepository = class AccessTokensRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async findByDigest(digest) {
        const rows = await this.dataSource.query(`select ${COLUMNS} from api_token where digest = $1`, [digest]);
        return rows[0] ?? null;
    }
    /** False when a token with that digest is there already. */
    async insert(tx, token) {
        const rows = await tx.query(`insert into api_token (id, tenant, name, digest, role, namespaces, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (digest) do nothing returning id`, [token.id, token.tenant, token.name, token.digest, token.role, token.namespaces, token.expiresAt]);
        return rows.length > 0;
    }
    /** Whether a token that works today has that name. `tx` holds the lock that lets one at a time take it. */
    async hasName(tx, tenant, name) {
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
            `signet:token-name:${tenant}/${name}`,
        ]);
        const rows = await tx.query(`select 1 from api_token where tenant = $1 and name = $2 and revoked_at is null
          and (expires_at is null or expires_at > now()) limit 1`, [tenant, name]);
        return rows.length > 0;
    }
    /** One admin token that works today is enough. `tx` holds the lock that lets one process at a time decide. */
    async hasAdmin(tx, tenant) {
        await tx.query(`select pg_advisory_xact_lock(hashtextextended('signet:admin-token', 0))`);
        const rows = await tx.query(`select 1 from api_token where tenant = $1 and role = 'admin' and namespaces = '{}' and revoked_at is null
          and (expires_at is null or expires_at > now()) limit 1`, [tenant]);
        return rows.length > 0;
    }
    /** Keyset page, oldest first, of tokens that reach no further. One without namespaces reaches all. */
    list(reach, after, limit) {
        return this.dataSource.query(`select ${COLUMNS} from api_token t
        where tenant = $1 and ($2::uuid is null or id > $2)
          and (cardinality($4::text[]) = 0 or (cardinality(t.namespaces) > 0 and not exists (
                select from unnest(t.namespaces) as own (namespace) where not ${withinReach('own.namespace', '$4')})))
        order by id limit $3`, [reach.tenant, after, limit, reach.namespaces]);
    }
    async find(tx, tenant, id) {
        const rows = await tx.query(`select ${COLUMNS} from api_token where tenant = $1 and id = $2 for update`, [tenant, id]);
        return rows[0] ?? null;
    }
    async revoke(tx, id) {
        await tx.query('update api_token set revoked_at = now() where id = $1 and revoked_at is null', [id]);
    }
};
AccessTokensRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], AccessTokensRepository);
export { AccessTokensRepository };
//# sourceMappingURL=access-tokens.repository.js.map