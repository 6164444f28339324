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
import { Body, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { NotFound } from '../../errors/errors.js';
import { RevisionsRepository } from '../../workflow/revisions.repository.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { numberOf, PageQuery, toPage } from '../page.dto.js';
import { TRIGGER } from '../ports.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { RevisionNumber } from './revision-number.dto.js';
import { WorkflowView } from './workflow.view.js';
import { RevisionModel, TriggerBody } from './workflows.dto.js';
import { WorkflowsService } from './workflows.service.js';
let RevisionsController = class RevisionsController {
    workflows;
    view;
    revisions;
    trigger;
    constructor(workflows, view, revisions, trigger) {
        this.workflows = workflows;
        this.view = view;
        this.revisions = revisions;
        this.trigger = trigger;
    }
    async list(caller, namespace, id, query) {
        const row = await this.workflows.require(caller, { namespace, id });
        const before = numberOf(query);
        const rows = await this.view.revisions(row.id, before, query.limit + 1);
        return toPage(rows, query.limit, ({ number }) => String(number));
    }
    async get(caller, namespace, id, number) {
        const row = await this.workflows.require(caller, { namespace, id });
        const revision = number > 0 && number < 2 ** 31
            ? await this.revisions.revision({ workflowId: row.id, revision: number })
            : null;
        if (!revision) {
            throw new NotFound('the workflow has no such revision', { revision: number });
        }
        const { hash, createdAt, createdBy, text, document } = revision;
        return { number, hash, createdAt, createdBy, text, document };
    }
    async start(caller, namespace, id, { environment }, body) {
        const row = await this.workflows.require(caller, { namespace, id, environment });
        const started = await this.trigger.triggerWorkflow(row, body);
        await this.workflows.noteTrigger(caller, row, { ...started, environment });
        return { event: started.event, executions: started.executions };
    }
};
__decorate([
    Get(':namespace/:id/revisions'),
    Roles(...READERS),
    ApiOperation({ summary: 'List its revisions, newest first' }),
    ApiPage(RevisionModel),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __param(3, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, PageQuery]),
    __metadata("design:returntype", Promise)
], RevisionsController.prototype, "list", null);
__decorate([
    Get(':namespace/:id/revisions/:number'),
    Roles(...READERS),
    ApiOperation({ summary: 'One revision with its text' }),
    ApiOkResponse({ type: RevisionModel }),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __param(3, Param('number', RevisionNumber)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, Number]),
    __metadata("design:returntype", Promise)
], RevisionsController.prototype, "get", null);
__decorate([
    Post(':namespace/:id/trigger'),
    HttpCode(202),
    Roles('operator', 'ingest'),
    ApiOperation({ summary: 'Start it by hand, as if an event had come' }),
    ApiAcceptedResponse({ schema: { example: { event: '019aa5f0-…', executions: ['019aa5f0-…'] } } }),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __param(3, Query()),
    __param(4, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, EnvironmentQuery,
        TriggerBody]),
    __metadata("design:returntype", Promise)
], RevisionsController.prototype, "start", null);
RevisionsController = __decorate([
    Resource('workflows'),
    __param(3, Inject(TRIGGER)),
    __metadata("design:paramtypes", [WorkflowsService,
        WorkflowView,
        RevisionsRepository, Object])
], RevisionsController);
export { RevisionsController };
//# sourceMappingURL=revisions.controller.js.map