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
import { DataSource } from 'typeorm';
import { CONFIG } from '../config/config.js';
import { Changes } from '../database/changes.service.js';
import { KeptReads } from '../database/kept-reads.js';
import { deriveKey, fingerprint, open, seal } from './seal.js';
/** $1 tenant, $2 namespace, $3 environment: what is seen from there. */
const SEEN = `
where tenant = $1 and ($2 = namespace or starts_with($2, namespace || '.')) and environment in ('', $3)
  and exists (select from environment e where e.tenant = $1 and e.name = $3)`;
/** Named secrets of a namespace, sealed at rest, write-only over the API. A namespace sees those of its parents. */
let SecretStore = class SecretStore {
    dataSource;
    key;
    fingerprints;
    kept = new KeptReads();
    constructor(dataSource, changes, config) {
        this.dataSource = dataSource;
        this.key = deriveKey(config.masterKey, 'secrets');
        this.fingerprints = deriveKey(config.masterKey, 'fingerprints');
        changes.on(['secret', 'environment'], () => this.kept.forget());
    }
    /** With a transaction of the caller's, what is kept in memory is for `forget` to drop once that has ended. */
    async put(place, name, value, db = this.dataSource.manager) {
        const { tenant, namespace, environment = EVERY } = place;
        await db.query(`insert into secret (tenant, namespace, environment, name, sealed) values ($1, $2, $3, $4, $5)
           on conflict (tenant, namespace, environment, name)
           do update set sealed = excluded.sealed, version = secret.version + 1, updated_at = now()`, [tenant, namespace, environment, name, seal(this.key, value, contextOf(place, name))]);
        this.kept.forget();
    }
    /** False when there was none. */
    async remove({ tenant, namespace, environment = EVERY }, name, db = this.dataSource.manager) {
        const [rows] = await db.query(`delete from secret where tenant = $1 and namespace = $2 and environment = $3 and name = $4 returning name`, [tenant, namespace, environment, name]);
        this.kept.forget();
        return rows.length > 0;
    }
    async list(tenant, namespace) {
        return this.dataSource.query(`select namespace, nullif(environment, '') as environment, name, version, created_at as "createdAt",
              updated_at as "updatedAt"
         from secret where tenant = $1 and ($2::text is null or namespace = $2)
        order by namespace, name, environment`, [tenant, namespace ?? null]);
    }
    /**
     * Values by name as an environment sees them: the namespace's own before its parents', and of one namespace those of
     * the environment before those of all. None when the environment is gone. Kept in memory until something changes.
     */
    async values(tenant, namespace, environment) {
        const key = `${tenant}\n${namespace}\n${environment}`;
        return this.kept.get(key, () => this.load(tenant, namespace, environment));
    }
    /** What this process changed itself, it need not be told. */
    forget() {
        this.kept.forget();
    }
    /** Names of `values`, whether they open or not, each with the namespace it comes from. */
    async origins(tenant, namespace, environment) {
        const rows = await this.dataSource.query(`select name, namespace from secret ${SEEN} order by length(namespace)`, [tenant, namespace, environment]);
        return new Map(rows.map((row) => [row.name, row.namespace]));
    }
    /** Seals something of the configuration (a source's signing secret) for one place only. */
    sealFor(context, value) {
        return seal(this.key, value, context).toString('base64');
    }
    openFor(context, sealed) {
        return open(this.key, Buffer.from(sealed, 'base64'), context);
    }
    /** Tells secrets of one place apart without telling what they are. */
    fingerprintFor(context, value) {
        return fingerprint(this.fingerprints, value, context);
    }
    async load(tenant, namespace, environment) {
        const rows = await this.dataSource.query(`select namespace, environment, name, sealed from secret ${SEEN} order by length(namespace), environment`, [tenant, namespace, environment]);
        return new Map(rows.map(({ name, sealed, ...row }) => [
            name,
            open(this.key, sealed, contextOf({ tenant, ...row }, name)),
        ]));
    }
};
SecretStore = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [DataSource,
        Changes, Object])
], SecretStore);
export { SecretStore };
/** How every environment is written in the table. */
const EVERY = '';
/** What a sealed value is bound to: it opens nowhere else. */
export function contextOf({ tenant, namespace, environment = EVERY }, name) {
    return `secret:${tenant}/${namespace}${environment === EVERY ? '' : `@${environment}`}/${name}`;
}
//# sourceMappingURL=secret-store.service.js.map