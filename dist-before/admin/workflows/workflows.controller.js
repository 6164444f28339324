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
import { NotFound } from '../../errors/errors.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { requireNamespace } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { labelOf } from '../filters.dto.js';
import { hookUrl } from '../hook-url.js';
import { pathOf, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { BesideQuery, besideOf } from './beside.dto.js';
import { ApiDocument } from './api-document.dto.js';
import { Deployments } from './deployments.service.js';
import { WorkflowView } from './workflow.view.js';
import { AppliedModel, ValidationModel, WorkflowModel, WorkflowsQuery } from './workflows.dto.js';
import { WorkflowsService } from './workflows.service.js';
let WorkflowsController = class WorkflowsController {
    workflows;
    view;
    deployments;
    environments;
    config;
    constructor(workflows, view, deployments, environments, config) {
        this.workflows = workflows;
        this.view = view;
        this.deployments = deployments;
        this.environments = environments;
        this.config = config;
    }
    async validate(caller, query, text) {
        const { environment } = query;
        const checked = await this.workflows.validate(caller, text, environment, besideOf(query));
        const { document, faults, warnings } = checked;
        return { valid: document !== undefined, faults, warnings };
    }
    put(caller, query, text, answer) {
        const { environment } = query;
        return this.apply(caller, text, { environment, beside: besideOf(query) }, answer);
    }
    putNamed(caller, named, query, text, answer) {
        const { environment } = query;
        return this.apply(caller, text, { named, environment, beside: besideOf(query) }, answer);
    }
    async list(caller, query) {
        await this.environments.require(caller.tenant, query.environment);
        const [namespace, id] = pathOf(query) ?? ['', ''];
        const rows = await this.view.list(caller, query.environment, {
            namespace,
            id,
            limit: query.limit + 1,
            deleted: query.deleted,
            filter: {
                hook: query.hook,
                namespace: query.namespace,
                label: labelOf(query.label),
                search: query.search,
            },
        });
        const page = toPage(rows, query.limit, (row) => `${row.namespace}/${row.id}`);
        return { ...page, items: page.items.map((row) => this.shown(row, query.environment)) };
    }
    async get(caller, name, { environment }) {
        requireNamespace(caller, name.namespace);
        await this.environments.require(caller.tenant, environment);
        const row = await this.view.find(caller.tenant, environment, name);
        if (!row) {
            throw new NotFound('there is no such workflow', { workflow: `${name.namespace}/${name.id}` });
        }
        return this.shown(row, environment);
    }
    async enable(caller, name, query) {
        await this.deployments.setEnabled(caller, { ...name, environment: query.environment }, true);
        return this.get(caller, name, query);
    }
    async disable(caller, name, query) {
        await this.deployments.setEnabled(caller, { ...name, environment: query.environment }, false);
        return this.get(caller, name, query);
    }
    async remove(caller, namespace, id) {
        await this.workflows.remove(caller, { namespace, id });
    }
    async restore(caller, name, query) {
        await this.workflows.restore(caller, name);
        return this.get(caller, name, query);
    }
    async apply(caller, text, options, answer) {
        const { outcome, workflow, warnings } = await this.workflows.apply(caller, text, options);
        answer.status(outcome === 'created' ? 201 : 200);
        const { namespace, name: id, environment } = workflow;
        return { outcome, workflow: await this.get(caller, { namespace, id }, { environment }), warnings };
    }
    shown({ hooks, ...row }, environment) {
        const shownHooks = hooks.map(({ trigger, id, address, enabled }) => ({
            trigger,
            id,
            url: hookUrl(this.config.http, address, environment),
            enabled,
        }));
        return { ...row, hooks: shownHooks };
    }
};
__decorate([
    Post('validate'),
    HttpCode(200),
    Roles('author', 'operator'),
    ApiOperation({ summary: 'Say what is wrong with a document, saving nothing' }),
    ApiDocument(),
    ApiOkResponse({ type: ValidationModel }),
    __param(0, Asking()),
    __param(1, Query()),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, BesideQuery, Object]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "validate", null);
__decorate([
    Put(),
    Roles('author'),
    ApiOperation({ summary: 'Save and deploy a document; an unchanged one makes no revision' }),
    ApiDocument(),
    ApiOkResponse({ type: AppliedModel }),
    ApiCreatedResponse({ type: AppliedModel }),
    __param(0, Asking()),
    __param(1, Query()),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, BesideQuery, Object, Object]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "put", null);
__decorate([
    Put(':namespace/:id'),
    Roles('author'),
    ApiOperation({ summary: 'The same, and the document must be the workflow of the address' }),
    ApiDocument(),
    ApiOkResponse({ type: AppliedModel }),
    ApiCreatedResponse({ type: AppliedModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __param(3, Body()),
    __param(4, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, BesideQuery, Object, Object]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "putNamed", null);
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List workflows by namespace and id' }),
    ApiPage(WorkflowModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, WorkflowsQuery]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "list", null);
__decorate([
    Get(':namespace/:id'),
    Roles(...READERS),
    ApiOperation({ summary: 'One workflow with the text of its deployed revision' }),
    ApiOkResponse({ type: WorkflowModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "get", null);
__decorate([
    Post(':namespace/:id/enable'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Let events start it again' }),
    ApiOkResponse({ type: WorkflowModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "enable", null);
__decorate([
    Post(':namespace/:id/disable'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Let nothing start it; what runs goes on' }),
    ApiOkResponse({ type: WorkflowModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "disable", null);
__decorate([
    Delete(':namespace/:id'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Take it away; its revisions and executions stay to be seen' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "remove", null);
__decorate([
    Post(':namespace/:id/restore'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Bring back one that was taken away; it is deployed nowhere' }),
    ApiOkResponse({ type: WorkflowModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], WorkflowsController.prototype, "restore", null);
WorkflowsController = __decorate([
    Resource('workflows'),
    ChangesHooks(),
    __param(4, Inject(CONFIG)),
    __metadata("design:paramtypes", [WorkflowsService,
        WorkflowView,
        Deployments,
        Environments, Object])
], WorkflowsController);
export { WorkflowsController };
//# sourceMappingURL=workflows.controller.js.map