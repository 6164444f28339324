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
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApprovalView } from '../../ledger/approval.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { idOf, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { ApprovalLinks } from './approval-links.service.js';
import { ApprovalModel, ApprovalsQuery, DecideBody } from './approvals.dto.js';
import { Approvals } from './approvals.service.js';
let ApprovalsController = class ApprovalsController {
    approvals;
    view;
    links;
    constructor(approvals, view, links) {
        this.approvals = approvals;
        this.view = view;
        this.links = links;
    }
    async list(caller, query) {
        const { status, limit } = query;
        const rows = await this.view.list(caller, { status, after: idOf(query), limit: limit + 1 });
        const page = toPage(rows, limit, ({ id }) => id);
        return { ...page, items: page.items.map(shown) };
    }
    async get(caller, id) {
        return shown(await this.approvals.require(caller, id));
    }
    async decide(caller, id, { outcome, fields = {} }) {
        return shown(await this.approvals.decide(caller, id, { outcome, fields, isForm: false }));
    }
    async makeLinks(caller, id) {
        return { links: await this.links.make(caller, await this.approvals.require(caller, id)) };
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({
        summary: 'List decisions that executions wait for, oldest first; or those that are over, newest first',
    }),
    ApiPage(ApprovalModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, ApprovalsQuery]),
    __metadata("design:returntype", Promise)
], ApprovalsController.prototype, "list", null);
__decorate([
    Get(':id'),
    Roles(...READERS),
    ApiOperation({ summary: 'One approval, open or not' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ type: ApprovalModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], ApprovalsController.prototype, "get", null);
__decorate([
    Post(':id/decide'),
    HttpCode(200),
    Roles(...READERS),
    ApiOperation({ summary: 'Decide it, once, as one whom the workflow lets' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ type: ApprovalModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, DecideBody]),
    __metadata("design:returntype", Promise)
], ApprovalsController.prototype, "decide", null);
__decorate([
    Post(':id/links'),
    HttpCode(200),
    Roles('operator'),
    ApiOperation({
        summary: 'Links by which whoever has one may decide, one for each outcome; by one who may decide',
    }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ schema: { example: { links: { approve: 'https://hooks.example.com/approvals/…' } } } }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], ApprovalsController.prototype, "makeLinks", null);
ApprovalsController = __decorate([
    Resource('approvals'),
    __metadata("design:paramtypes", [Approvals,
        ApprovalView,
        ApprovalLinks])
], ApprovalsController);
export { ApprovalsController };
function shown(row) {
    return { ...row, namespace: undefined, tenant: undefined };
}
//# sourceMappingURL=approvals.controller.js.map