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
import { Body, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DeliveryView } from '../../ledger/delivery.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { requireWholeTenant } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { DeliveryModel } from '../hooks/hooks.dto.js';
import { idOf, toPage } from '../page.dto.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { Curls } from './curls.service.js';
import { HookUrls } from './hook-urls.service.js';
import { TriggerTests } from './trigger-tests.service.js';
import { CurlBody, CurlModel, HookDeliveriesQuery, HookUrlsModel, TestBody, TestModel, } from './triggers.dto.js';
import { Triggers } from './triggers.service.js';
let SourceToolsController = class SourceToolsController {
    triggers;
    hookUrls;
    curls;
    tests;
    deliveries;
    constructor(triggers, hookUrls, curls, tests, deliveries) {
        this.triggers = triggers;
        this.hookUrls = hookUrls;
        this.curls = curls;
        this.tests = tests;
        this.deliveries = deliveries;
    }
    urls(caller, name, { environment }) {
        return this.hookUrls.ofSource(caller, name, environment);
    }
    curl(caller, name, { environment, ...asked }) {
        return this.curls.ofSource(caller, name, environment, asked);
    }
    test(caller, name, { environment, ...request }) {
        return this.tests.ofSource(caller, name, environment, request);
    }
    async list(caller, name, query) {
        const { limit, outcome, environment } = query;
        requireWholeTenant(caller); // it tells of events that no workflow in reach takes
        const { hook } = await this.triggers.requireSource(caller, name, environment);
        const page = { before: idOf(query), limit: limit + 1, outcome, environment };
        return toPage(await this.deliveries.list(hook.id, page), limit, ({ id }) => id);
    }
};
__decorate([
    Get(':name/url'),
    Roles(...READERS),
    ApiOperation({ summary: 'The address its events are sent to' }),
    ApiOkResponse({ type: HookUrlsModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], SourceToolsController.prototype, "urls", null);
__decorate([
    Post(':name/curl'),
    HttpCode(200),
    Header('cache-control', 'no-store'),
    Roles('author'),
    ApiOperation({ summary: 'A command that delivers to it, with its signature and environment' }),
    ApiOkResponse({ type: CurlModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, CurlBody]),
    __metadata("design:returntype", Promise)
], SourceToolsController.prototype, "curl", null);
__decorate([
    Post(':name/test'),
    HttpCode(202),
    Roles('author', 'operator'),
    ApiOperation({ summary: 'Run what waits for an event as if it had come, marked as a test' }),
    ApiAcceptedResponse({ type: TestModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, TestBody]),
    __metadata("design:returntype", Promise)
], SourceToolsController.prototype, "test", null);
__decorate([
    Get(':name/deliveries'),
    Roles(...READERS),
    ApiOperation({ summary: 'What arrived there, accepted or not and why, newest first' }),
    ApiPage(DeliveryModel),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, HookDeliveriesQuery]),
    __metadata("design:returntype", Promise)
], SourceToolsController.prototype, "list", null);
SourceToolsController = __decorate([
    Resource('sources'),
    __metadata("design:paramtypes", [Triggers,
        HookUrls,
        Curls,
        TriggerTests,
        DeliveryView])
], SourceToolsController);
export { SourceToolsController };
//# sourceMappingURL=source-tools.controller.js.map