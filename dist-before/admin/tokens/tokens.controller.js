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
import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { Asking, Roles } from '../access/access.guard.js';
import { idOf, PageQuery, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { NewTokenModel, TokenCreateBody, TokenModel } from './tokens.dto.js';
import { TokensService } from './tokens.service.js';
let TokensController = class TokensController {
    tokens;
    constructor(tokens) {
        this.tokens = tokens;
    }
    async list(caller, query) {
        const page = toPage(await this.tokens.list(caller, idOf(query), query.limit + 1), query.limit, ({ id }) => id);
        return { ...page, items: page.items.map(shown) };
    }
    async create(caller, body) {
        const { id, name, role, namespaces = [], expiresAt = null, token, } = await this.tokens.create(caller, body);
        return { id, name, role, namespaces, expiresAt, token };
    }
    async revoke(caller, id) {
        await this.tokens.revoke(caller, id);
    }
};
__decorate([
    Get(),
    Roles(),
    ApiOperation({ summary: 'List tokens, revoked ones too' }),
    ApiPage(TokenModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, PageQuery]),
    __metadata("design:returntype", Promise)
], TokensController.prototype, "list", null);
__decorate([
    Post(),
    Roles(),
    ApiOperation({ summary: 'Make a token; it is shown this once' }),
    ApiCreatedResponse({ type: NewTokenModel }),
    __param(0, Asking()),
    __param(1, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, TokenCreateBody]),
    __metadata("design:returntype", Promise)
], TokensController.prototype, "create", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    Roles(),
    ApiOperation({ summary: 'Revoke a token' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], TokensController.prototype, "revoke", null);
TokensController = __decorate([
    Resource('tokens'),
    __metadata("design:paramtypes", [TokensService])
], TokensController);
export { TokensController };
function shown({ id, name, role, namespaces, createdAt, expiresAt, revokedAt }) {
    return { id, name, role, namespaces, createdAt, expiresAt, revokedAt };
}
//# sourceMappingURL=tokens.controller.js.map