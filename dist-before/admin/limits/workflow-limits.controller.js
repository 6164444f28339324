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
import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LimitBook } from '../../workflow/limit-book.service.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { Resource } from '../resource.controller.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { LimitUseView } from './limit-use.view.js';
import { LimitUseModel } from './limits.dto.js';
let WorkflowLimitsController = class WorkflowLimitsController {
    workflows;
    revisions;
    book;
    uses;
    constructor(workflows, revisions, book, uses) {
        this.workflows = workflows;
        this.revisions = revisions;
        this.book = book;
        this.uses = uses;
    }
    async get(caller, name, { environment }) {
        const { tenant } = caller;
        const { id, revision } = await this.workflows.require(caller, { ...name, environment });
        if (revision === null) {
            return this.uses.show({ tenant, workflow: { id, environment } }, {});
        }
        const { document } = await this.revisions.require({ workflowId: id, revision });
        const timeoutMs = await this.book.timeoutMs(tenant, document);
        return this.uses.show({ tenant, workflow: { id, environment } }, {
            ...document.limits,
            ...(document.concurrency && { concurrency: document.concurrency }),
            ...(timeoutMs !== undefined && { timeoutMs }),
        });
    }
};
__decorate([
    Get(':namespace/:id/limits'),
    Roles(...READERS),
    ApiOperation({ summary: 'What it may use in an environment, and how much of it is used' }),
    ApiOkResponse({ type: LimitUseModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], WorkflowLimitsController.prototype, "get", null);
WorkflowLimitsController = __decorate([
    Resource('workflows'),
    __metadata("design:paramtypes", [WorkflowsService,
        RevisionCache,
        LimitBook,
        LimitUseView])
], WorkflowLimitsController);
export { WorkflowLimitsController };
//# sourceMappingURL=workflow-limits.controller.js.map