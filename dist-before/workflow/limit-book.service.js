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
import { deployedLimits, shortestTimeoutMs, } from './deployed-limits.js';
const UNLIMITED = Object.freeze({});
/** What the instance and each tenant may use, in memory. */
let LimitBook = class LimitBook {
    dataSource;
    config;
    tenants = new KeptReads();
    constructor(dataSource, changes, config) {
        this.dataSource = dataSource;
        this.config = config;
        changes.on(['tenant'], () => this.forget());
    }
    async of(tenant) {
        const tenants = await this.tenants.get('all', () => this.load());
        return { instance: this.config.limits, tenant: tenants.get(tenant) ?? UNLIMITED };
    }
    async ofWorkflow(place, document) {
        return deployedLimits(place, document, await this.of(place.tenant));
    }
    /** How long one attempt may take by all who have a say: the document, the tenant, the instance. */
    async timeoutMs(tenant, document) {
        const outer = await this.of(tenant);
        return shortestTimeoutMs(document.timeoutMs, outer.tenant.timeoutMs, outer.instance.timeoutMs);
    }
    /** What this process changed itself, it need not be told. */
    forget() {
        this.tenants.forget();
    }
    async load() {
        const rows = await this.dataSource.query(`select name, limits from tenant where limits <> '{}'`);
        return new Map(rows.map(({ name, limits }) => [name, limits]));
    }
};
LimitBook = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [DataSource,
        Changes, Object])
], LimitBook);
export { LimitBook };
//# sourceMappingURL=limit-book.service.js.map