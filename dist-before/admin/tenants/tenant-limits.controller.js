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
import { Body, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound } from '../../errors/errors.js';
import { LimitedClaimRepository } from '../../ledger/limited-claim.repository.js';
import { LimitBook } from '../../workflow/limit-book.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import { requireInstance } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { shownLimits, toLimits } from '../limits/given-limits.js';
import { LimitsBody } from '../limits/limits.dto.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { TenantsRepository } from './tenants.repository.js';
/** For whoever runs the whole installation. */
let TenantLimitsController = class TenantLimitsController {
    tenants;
    book;
    claims;
    journal;
    dataSource;
    constructor(tenants, book, claims, journal, dataSource) {
        this.tenants = tenants;
        this.book = book;
        this.claims = claims;
        this.journal = journal;
        this.dataSource = dataSource;
    }
    async get(caller, name) {
        requireInstance(caller);
        return shownLimits(required(await this.tenants.limits(name)));
    }
    async put(caller, name, body) {
        requireInstance(caller);
        const limits = toLimits(body);
        await this.dataSource.transaction(async (tx) => {
            required(await this.tenants.putLimits(tx, name, limits));
            const deed = { verb: 'tenant.limit', subject: `tenant:${name}`, message: `tenant.limit ${name}` };
            await this.journal.write(tx, caller, { ...deed, details: limits });
        });
        this.book.forget();
        if (limits.concurrency) {
            await this.claims.adopt(name);
        }
        return shownLimits(limits);
    }
};
__decorate([
    Get(':name/limits'),
    Roles(),
    ApiOperation({ summary: 'What a tenant may use' }),
    ApiOkResponse({ type: LimitsBody }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], TenantLimitsController.prototype, "get", null);
__decorate([
    Put(':name/limits'),
    Roles(),
    ApiOperation({ summary: 'Say what a tenant may use; what is left out has no limit' }),
    ApiOkResponse({ type: LimitsBody }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, LimitsBody]),
    __metadata("design:returntype", Promise)
], TenantLimitsController.prototype, "put", null);
TenantLimitsController = __decorate([
    ChangesHooks(),
    Resource('tenants'),
    __metadata("design:paramtypes", [TenantsRepository,
        LimitBook,
        LimitedClaimRepository,
        Journal,
        DataSource])
], TenantLimitsController);
export { TenantLimitsController };
function required(limits) {
    if (!limits) {
        throw new NotFound('there is no such tenant');
    }
    return limits;
}
//# sourceMappingURL=tenant-limits.controller.js.map