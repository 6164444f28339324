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
const COLUMNS = `name, type, url, sealed_token is not null and not config ? 'auth' as "hasToken", config -> 'auth' as auth,
                 config - 'auth' as config, created_at as "createdAt", updated_at as "updatedAt"`;
/** Directories as they are configured. A tenant has the built-in `main` without a row of its own. */
let DirectoryAdminRepository = class DirectoryAdminRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Keyset page by name. */
    list(tenant, after, limit) {
        return this.dataSource.query(`select ${COLUMNS} from directory where tenant = $1 and name > $2 order by name limit $3`, [tenant, after ?? '', limit]);
    }
    async find(tenant, name, db = this.dataSource.manager) {
        const rows = await db.query(`select ${COLUMNS} from directory where tenant = $1 and name = $2`, [tenant, name]);
        return rows[0] ?? null;
    }
    async put(tx, tenant, name, given) {
        const config = given.auth === null ? given.config : { ...given.config, auth: given.auth };
        await tx.query(`insert into directory (tenant, name, type, url, sealed_token, config) values ($1, $2, $3, $4, $5, $6::jsonb)
           on conflict (tenant, name) do update
          set type = excluded.type, url = excluded.url, config = excluded.config, updated_at = now(),
              sealed_token = case when excluded.type = 'scim' then coalesce(excluded.sealed_token, directory.sealed_token) end`, [tenant, name, given.type, given.url, given.sealedToken, JSON.stringify(config)]);
    }
    /** False when there was none. Users of a built-in directory stay. */
    async remove(tx, tenant, name) {
        const [rows] = await tx.query('delete from directory where tenant = $1 and name = $2 returning name', [tenant, name]);
        return rows.length > 0;
    }
};
DirectoryAdminRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], DirectoryAdminRepository);
export { DirectoryAdminRepository };
//# sourceMappingURL=directory-admin.repository.js.map