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
import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { ArchiveModel, ImportModel, ImportQuery } from './archives.dto.js';
import { Archives } from './archives.service.js';
let ArchivesController = class ArchivesController {
    archives;
    constructor(archives) {
        this.archives = archives;
    }
    get(caller, namespace, { environment }) {
        return this.archives.write(caller, namespace, environment);
    }
    post(caller, query, archive) {
        return this.archives.read(caller, archive, query);
    }
};
__decorate([
    Get(':namespace'),
    Roles(...READERS),
    ApiOperation({ summary: 'The workflows of a namespace, as they are deployed, in one text' }),
    ApiOkResponse({ type: ArchiveModel }),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], ArchivesController.prototype, "get", null);
__decorate([
    Post(),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Save and deploy all documents of an archive, or none' }),
    ApiConsumes('application/yaml', 'text/yaml'),
    ApiBody({ schema: { type: 'string' } }),
    ApiOkResponse({ type: ImportModel }),
    __param(0, Asking()),
    __param(1, Query()),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, ImportQuery, Object]),
    __metadata("design:returntype", Promise)
], ArchivesController.prototype, "post", null);
ArchivesController = __decorate([
    Resource('archives'),
    ChangesHooks(),
    __metadata("design:paramtypes", [Archives])
], ArchivesController);
export { ArchivesController };
//# sourceMappingURL=archives.controller.js.map