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
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { Resource } from '../resource.controller.js';
import { ApiDocument } from './api-document.dto.js';
import { BesideQuery, besideOf } from './beside.dto.js';
import { AgainstQuery, DifferenceModel, RevisionDifferenceModel } from './differences.dto.js';
import { Differences } from './differences.service.js';
import { RevisionNumber } from './revision-number.dto.js';
let DifferencesController = class DifferencesController {
    differences;
    constructor(differences) {
        this.differences = differences;
    }
    ofDocument(caller, query, text) {
        return this.differences.ofDocument(caller, text, query.environment, besideOf(query));
    }
    async ofRevisions(caller, namespace, id, revision, { against = Math.max(0, revision - 1) }) {
        const changes = await this.differences.ofRevisions(caller, { namespace, id }, revision, against);
        return { revision, against, changes };
    }
};
__decorate([
    Post('diff'),
    HttpCode(200),
    Roles('author', 'operator'),
    ApiOperation({ summary: 'Say what a document would change, saving nothing' }),
    ApiDocument(),
    ApiOkResponse({ type: DifferenceModel }),
    __param(0, Asking()),
    __param(1, Query()),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, BesideQuery, Object]),
    __metadata("design:returntype", Promise)
], DifferencesController.prototype, "ofDocument", null);
__decorate([
    Get(':namespace/:id/revisions/:number/diff'),
    Roles(...READERS),
    ApiOperation({ summary: 'What a revision says otherwise than another' }),
    ApiOkResponse({ type: RevisionDifferenceModel }),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __param(3, Param('number', RevisionNumber)),
    __param(4, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, Number, AgainstQuery]),
    __metadata("design:returntype", Promise)
], DifferencesController.prototype, "ofRevisions", null);
DifferencesController = __decorate([
    Resource('workflows'),
    __metadata("design:paramtypes", [Differences])
], DifferencesController);
export { DifferencesController };
//# sourceMappingURL=differences.controller.js.map