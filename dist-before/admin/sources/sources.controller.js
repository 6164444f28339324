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
import { Body, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CONFIG } from '../../config/config.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { reachesAll } from '../access/caller.js';
import { hookUrl } from '../hook-url.js';
import { shownHookLimits } from '../limits/given-limits.js';
import { NamePipe } from '../name.dto.js';
import { keyOf, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { notesOn, secretsIn, shownProofs } from './proofs.js';
import { RetireQuery, SourceSecretBody, SourceSecretModel } from './source-secrets.dto.js';
import { SourceBody, SourceModel, SourcesQuery } from './sources.dto.js';
import { SourceSecrets } from './source-secrets.service.js';
import { SourcesRepository } from './sources.repository.js';
import { SourcesService } from './sources.service.js';
let SourcesController = class SourcesController {
    rows;
    sources;
    secrets;
    config;
    constructor(rows, sources, secrets, config) {
        this.rows = rows;
        this.sources = sources;
        this.secrets = secrets;
        this.config = config;
    }
    async list(caller, query) {
        const rows = await this.rows.list(caller.tenant, keyOf(query), query.limit + 1, query.hook);
        const page = toPage(rows, query.limit, ({ name }) => name);
        return { ...page, items: page.items.map((row) => this.shown(caller, row)) };
    }
    async get(caller, name) {
        return this.shown(caller, await this.sources.require(caller.tenant, name));
    }
    async put(caller, name, body, answer) {
        const { source, isNew } = await this.sources.put(caller, name, body);
        answer.status(isNew ? 201 : 200);
        return this.shown(caller, source, secretsIn(body));
    }
    async remove(caller, name) {
        await this.sources.remove(caller, name);
    }
    async enable(caller, name) {
        return this.shown(caller, await this.sources.setEnabled(caller, name, true));
    }
    async disable(caller, name) {
        return this.shown(caller, await this.sources.setEnabled(caller, name, false));
    }
    async listSecrets(caller, name) {
        return { items: await this.secrets.list(caller, name), next: null };
    }
    async addSecret(caller, name, body) {
        return this.shown(caller, await this.secrets.add(caller, name, body.secret, body.proof), [body.secret]);
    }
    async retireSecret(caller, name, id, { force }) {
        return this.shown(caller, await this.secrets.retire(caller, name, id, force === 'true'));
    }
    shown(caller, row, given = []) {
        const { name, description, enabled, createdAt, updatedAt, definition } = row;
        const notes = notesOn(given);
        const isWhole = reachesAll(caller);
        return {
            name,
            description,
            enabled,
            hook: {
                id: row.hookId,
                address: isWhole ? row.address : null,
                url: isWhole ? hookUrl(this.config.http, row.address) : null,
            },
            proofs: shownProofs(definition),
            ...(definition.event && { event: definition.event }),
            ...(definition.limits && { limits: shownHookLimits(definition.limits) }),
            ...(definition.vocabulary && { vocabulary: definition.vocabulary }),
            createdAt,
            updatedAt,
            ...(notes.length > 0 && { notes }),
        };
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List sources by name' }),
    ApiPage(SourceModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, SourcesQuery]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "list", null);
__decorate([
    Get(':name'),
    Roles(...READERS),
    ApiOperation({ summary: 'One source; its secrets are counted, never shown' }),
    ApiOkResponse({ type: SourceModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "get", null);
__decorate([
    Put(':name'),
    Roles('author'),
    ApiOperation({ summary: 'Create a source, or replace what it says' }),
    ApiOkResponse({ type: SourceModel }),
    ApiCreatedResponse({ type: SourceModel }),
    __param(0, Asking()),
    __param(1, Param('name', NamePipe)),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, SourceBody, Object]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "put", null);
__decorate([
    Delete(':name'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Remove a source and its hook' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "remove", null);
__decorate([
    Post(':name/enable'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Take its deliveries again' }),
    ApiOkResponse({ type: SourceModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "enable", null);
__decorate([
    Post(':name/disable'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Refuse its deliveries' }),
    ApiOkResponse({ type: SourceModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "disable", null);
__decorate([
    Get(':name/secrets'),
    Roles(...READERS),
    ApiOperation({
        summary: 'Its live secrets, the oldest first: when each was added and last used, never what it is',
    }),
    ApiPage(SourceSecretModel),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "listSecrets", null);
__decorate([
    Post(':name/secrets'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Add a live secret, to rotate without a gap' }),
    ApiOkResponse({ type: SourceModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, SourceSecretBody]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "addSecret", null);
__decorate([
    Delete(':name/secrets/:id'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({
        summary: 'Retire a secret; the last one stays, and one that was used in the last 24 hours',
    }),
    ApiOkResponse({ type: SourceModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Param('id')),
    __param(3, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, RetireQuery]),
    __metadata("design:returntype", Promise)
], SourcesController.prototype, "retireSecret", null);
SourcesController = __decorate([
    Resource('sources'),
    ChangesHooks(),
    __param(3, Inject(CONFIG)),
    __metadata("design:paramtypes", [SourcesRepository,
        SourcesService,
        SourceSecrets, Object])
], SourcesController);
export { SourcesController };
//# sourceMappingURL=sources.controller.js.map