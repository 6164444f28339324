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
import { readFileSync } from 'node:fs';
import { Controller, Get, Header, Inject, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CONFIG } from '../../config/config.js';
import { AccessGuard, Asking, READERS, Roles } from '../access/access.guard.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { publicUrl } from '../hook-url.js';
import { PRESETS } from '../ports.js';
import { DocumentedHooksView } from './documented-hooks.view.js';
import { hooksOpenApi } from './hooks-openapi.js';
const asset = (name) => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
/** The hooks of a tenant for those who call them. */
let HooksOpenApiController = class HooksOpenApiController {
    hooks;
    environments;
    config;
    presets;
    page = asset('hooks.html');
    script = asset('hooks-page.js');
    constructor(hooks, environments, config, presets) {
        this.hooks = hooks;
        this.environments = environments;
        this.config = config;
        this.presets = presets;
    }
    async document(caller, { environment }) {
        const { tenant } = caller;
        await this.environments.require(tenant, environment);
        const hooks = await this.hooks.list(caller, environment);
        return hooksOpenApi(hooks, { tenant, environment, base: publicUrl(this.config.http) }, this.presets);
    }
    /** Holds no data: it asks for a token and fetches the document with it. */
    show() {
        return this.page;
    }
    showScript() {
        return this.script;
    }
};
__decorate([
    Get('openapi/hooks.json'),
    UseGuards(AccessGuard),
    Roles(...READERS),
    ApiBearerAuth(),
    Header('cache-control', 'no-store'),
    ApiOperation({ summary: 'OpenAPI 3.1 of the enabled webhook triggers in reach' }),
    ApiOkResponse({ schema: { type: 'object' } }),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], HooksOpenApiController.prototype, "document", null);
__decorate([
    Get('docs/hooks'),
    ApiExcludeEndpoint(),
    Header('content-type', 'text/html; charset=utf-8'),
    Header('cache-control', 'no-store'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", String)
], HooksOpenApiController.prototype, "show", null);
__decorate([
    Get('docs/hooks-page.js'),
    ApiExcludeEndpoint(),
    Header('content-type', 'text/javascript; charset=utf-8'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", String)
], HooksOpenApiController.prototype, "showScript", null);
HooksOpenApiController = __decorate([
    Controller(),
    ApiTags('hooks'),
    __param(2, Inject(CONFIG)),
    __param(3, Inject(PRESETS)),
    __metadata("design:paramtypes", [DocumentedHooksView,
        Environments, Object, Object])
], HooksOpenApiController);
export { HooksOpenApiController };
//# sourceMappingURL=hooks-openapi.controller.js.map