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
import { Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { CONFIG } from '../../config/config.js';
import { DeliveryView } from '../../ledger/delivery.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { reachesAll, requireWholeTenant } from '../access/caller.js';
import { hookUrl } from '../hook-url.js';
import { idOf, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Id, Resource } from '../resource.controller.js';
import { DeliveriesQuery, DeliveryModel, HookModel, HooksQuery } from './hooks.dto.js';
import { HooksRepository } from './hooks.repository.js';
import { HooksService } from './hooks.service.js';
let HooksController = class HooksController {
    hooks;
    service;
    deliveries;
    config;
    constructor(hooks, service, deliveries, config) {
        this.hooks = hooks;
        this.service = service;
        this.deliveries = deliveries;
        this.config = config;
    }
    async list(caller, query) {
        const page = toPage(await this.hooks.list(caller, idOf(query), query.limit + 1, query.search), query.limit, ({ id }) => id);
        return { ...page, items: page.items.map((row) => this.shown(caller, row)) };
    }
    async get(caller, id) {
        return this.shown(caller, await this.service.require(caller, id));
    }
    async listDeliveries(caller, id, query) {
        const { owner } = await this.service.require(caller, id);
        if (owner.kind === 'source') {
            requireWholeTenant(caller);
        }
        const { limit, outcome, environment } = query;
        const page = { before: idOf(query), limit: limit + 1, outcome, environment };
        const rows = await this.deliveries.list(id, page);
        return toPage(rows, limit, (row) => row.id);
    }
    enable(caller, id) {
        return this.service.setEnabled(caller, id, true).then((hook) => this.shown(caller, hook));
    }
    disable(caller, id) {
        return this.service.setEnabled(caller, id, false).then((hook) => this.shown(caller, hook));
    }
    /** Addresses of sources are for who reaches the whole tenant. */
    shown(caller, { id, address, enabled, owner }) {
        const place = owner.kind === 'workflow' || reachesAll(caller)
            ? { address, url: hookUrl(this.config.http, address) }
            : { address: null, url: null };
        return { id, ...place, enabled, owner };
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List hooks, of sources and of workflows, oldest first' }),
    ApiPage(HookModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, HooksQuery]),
    __metadata("design:returntype", Promise)
], HooksController.prototype, "list", null);
__decorate([
    Get(':id'),
    Roles(...READERS),
    ApiOperation({ summary: 'One hook' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ type: HookModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], HooksController.prototype, "get", null);
__decorate([
    Get(':id/deliveries'),
    Roles(...READERS),
    ApiOperation({ summary: 'What arrived there, accepted or not, newest first' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiPage(DeliveryModel),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, DeliveriesQuery]),
    __metadata("design:returntype", Promise)
], HooksController.prototype, "listDeliveries", null);
__decorate([
    Post(':id/enable'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Take deliveries there again' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ type: HookModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], HooksController.prototype, "enable", null);
__decorate([
    Post(':id/disable'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Refuse deliveries there' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ type: HookModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], HooksController.prototype, "disable", null);
HooksController = __decorate([
    Resource('hooks'),
    ChangesHooks(),
    __param(3, Inject(CONFIG)),
    __metadata("design:paramtypes", [HooksRepository,
        HooksService,
        DeliveryView, Object])
], HooksController);
export { HooksController };
//# sourceMappingURL=hooks.controller.js.map