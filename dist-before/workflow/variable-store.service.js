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
import { Changes } from '../database/changes.service.js';
import { isDataFault } from '../database/faults.js';
import { KeptReads } from '../database/kept-reads.js';
import { InvalidRequest } from '../errors/errors.js';
/** Named values of a namespace, by environment, for all to read. A namespace sees those of its parents. */
let VariableStore = class VariableStore {
    dataSource;
    kept = new KeptReads();
    constructor(dataSource, changes) {
        this.dataSource = dataSource;
        changes.on(['variable', 'environment'], () => this.kept.forget());
    }
    /** Throws InvalidRequest for a value with a character that Postgres has no way to write down. */
    async put(tx, place, name, value) {
        try {
            await tx.query(`insert into variable (tenant, namespace, environment, name, value) values ($1, $2, $3, $4, $5::jsonb)
             on conflict (tenant, namespace, environment, name)
             do update set value = excluded.value, version = variable.version + 1, updated_at = now()`, [place.tenant, place.namespace, place.environment ?? '', name, JSON.stringify(value)]);
        }
        catch (error) {
            if (!isDataFault(error)) {
                throw error;
            }
            const message = 'holds a character that cannot be stored';
            throw new InvalidRequest(`the value ${message}`, { errors: [{ path: 'value', message }] });
        }
    }
    /** False when there was none. */
    async remove(tx, place, name) {
        const [rows] = await tx.query(`delete from variable where tenant = $1 and namespace = $2 and environment = $3 and name = $4 returning name`, [place.tenant, place.namespace, place.environment ?? '', name]);
        return rows.length > 0;
    }
    async list(tenant, namespace) {
        return this.dataSource.query(`select namespace, nullif(environment, '') as environment, name, value, version, updated_at as "updatedAt"
         from variable where tenant = $1 and ($2::text is null or namespace = $2)
        order by namespace, name, environment`, [tenant, namespace ?? null]);
    }
    /**
     * By name, the nearest namespace before its parents, the environment's own before those of all. None when the
     * environment is gone.
     */
    async values(tenant, namespace, environment) {
        const key = `${tenant}\n${namespace}\n${environment}`;
        return this.kept.get(key, () => this.load(tenant, namespace, environment));
    }
    /** What this process changed itself, it need not be told. */
    forget() {
        this.kept.forget();
    }
    async load(tenant, namespace, environment) {
        const rows = await this.dataSource.query(`select name, value from variable
        where tenant = $1 and ($2 = namespace or starts_with($2, namespace || '.')) and environment in ('', $3)
          and exists (select from environment e where e.tenant = $1 and e.name = $3)
        order by length(namespace), environment`, [tenant, namespace, environment]);
        return Object.freeze(Object.fromEntries(rows.map(({ name, value }) => [name, value])));
    }
};
VariableStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Changes])
], VariableStore);
export { VariableStore };
//# sourceMappingURL=variable-store.service.js.map