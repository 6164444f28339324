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
import { Body, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { InvalidRequest, NotFound } from '../../errors/errors.js';
import { Asking, Roles } from '../access/access.guard.js';
import { AccessTokens } from '../access/access-tokens.service.js';
import { requireInstance } from '../access/caller.js';
import { isResource } from '../api-paths.js';
import { Journal } from '../journal.service.js';
import { keyOf, PageQuery, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { NewTenantModel, TenantBody, TenantModel, TenantTokenModel } from './tenants.dto.js';
import { TenantsRepository } from './tenants.repository.js';
const NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;
/** For whoever runs the whole installation: an admin of the tenant `main`. */
let TenantsController = class TenantsController {
    tenants;
    tokens;
    journal;
    dataSource;
    constructor(tenants, tokens, journal, dataSource) {
        this.tenants = tenants;
        this.tokens = tokens;
        this.journal = journal;
        this.dataSource = dataSource;
    }
    async list(caller, query) {
        requireInstance(caller);
        const rows = await this.tenants.list(keyOf(query), query.limit + 1);
        return toPage(rows, query.limit, ({ name }) => name);
    }
    async put(caller, name, body, answer) {
        requireInstance(caller);
        requireName(name);
        return this.dataSource.transaction(async (tx) => {
            const { tenant, isNew } = await this.tenants.put(tx, name, body);
            const deed = { verb: 'tenant.put', subject: `tenant:${name}`, message: `tenant.put ${name}` };
            await this.journal.write(tx, caller, { ...deed, details: { retentionDays: tenant.retentionDays } });
            answer.status(isNew ? 201 : 200);
            return isNew ? { ...tenant, token: await this.tokens.makeAdminToken(tx, name) } : tenant;
        });
    }
    async token(caller, name) {
        requireInstance(caller);
        return this.dataSource.transaction(async (tx) => {
            if (!(await this.tenants.isThere(tx, name))) {
                throw new NotFound('there is no such tenant');
            }
            const deed = { verb: 'tenant.token', subject: `tenant:${name}`, message: `tenant.token ${name}` };
            await this.journal.write(tx, caller, deed);
            return { name, token: await this.tokens.makeAdminToken(tx, name) };
        });
    }
};
__decorate([
    Get(),
    Roles(),
    ApiOperation({ summary: 'List tenants by name' }),
    ApiPage(TenantModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, PageQuery]),
    __metadata("design:returntype", Promise)
], TenantsController.prototype, "list", null);
__decorate([
    Put(':name'),
    Roles(),
    ApiOperation({ summary: 'Make a tenant, with its first admin token, or describe one' }),
    ApiOkResponse({ type: TenantModel }),
    ApiCreatedResponse({ type: NewTenantModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, TenantBody, Object]),
    __metadata("design:returntype", Promise)
], TenantsController.prototype, "put", null);
__decorate([
    Post(':name/token'),
    Roles(),
    ApiOperation({ summary: 'Make another admin token of a tenant, for one that lost its own' }),
    ApiCreatedResponse({ type: TenantTokenModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], TenantsController.prototype, "token", null);
TenantsController = __decorate([
    ChangesHooks(),
    Resource('tenants'),
    __metadata("design:paramtypes", [TenantsRepository,
        AccessTokens,
        Journal,
        DataSource])
], TenantsController);
export { TenantsController };
/** Tenants stand in paths, where the API's own words stand too. */
function requireName(name) {
    if (!NAME.test(name) || isResource(name)) {
        const message = 'must be lower-case letters, digits, _ and -, at most 63, starting with a letter or digit, and no word of the API';
        throw new InvalidRequest(`the name ${message}`, { errors: [{ path: 'name', message }] });
    }
}
//# sourceMappingURL=tenants.controller.js.map