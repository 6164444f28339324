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
import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { DeployBody, DeploymentModel, PromoteBody } from './deployments.dto.js';
import { Deployments } from './deployments.service.js';
let DeploymentsController = class DeploymentsController {
    deployments;
    constructor(deployments) {
        this.deployments = deployments;
    }
    list(caller, namespace, id) {
        return this.all(caller, { namespace, id });
    }
    async deploy(caller, { namespace, id, environment }, { revision }) {
        await this.deployments.deploy(caller, { namespace, id, environment }, revision);
        return this.all(caller, { namespace, id });
    }
    async undeploy(caller, { namespace, id, environment }) {
        await this.deployments.undeploy(caller, { namespace, id, environment });
    }
    async promote(caller, namespace, id, { from, to }) {
        await this.deployments.promote(caller, { namespace, id, environment: to }, from);
        return this.all(caller, { namespace, id });
    }
    async enable(caller, { trigger, ...name }, { environment }) {
        await this.deployments.switchTrigger(caller, { ...name, environment }, trigger, true);
    }
    async disable(caller, { trigger, ...name }, { environment }) {
        await this.deployments.switchTrigger(caller, { ...name, environment }, trigger, false);
    }
    async all(caller, name) {
        return { items: await this.deployments.list(caller, name), next: null };
    }
};
__decorate([
    Get(':namespace/:id/deployments'),
    Roles(...READERS),
    ApiOperation({ summary: 'Which revision runs in which environment' }),
    ApiPage(DeploymentModel),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String]),
    __metadata("design:returntype", Promise)
], DeploymentsController.prototype, "list", null);
__decorate([
    Put(':namespace/:id/deployments/:environment'),
    Roles('author'),
    ApiOperation({ summary: 'Run a revision there, a newer one or an older one' }),
    ApiPage(DeploymentModel),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, DeployBody]),
    __metadata("design:returntype", Promise)
], DeploymentsController.prototype, "deploy", null);
__decorate([
    Delete(':namespace/:id/deployments/:environment'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Run it there no more' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DeploymentsController.prototype, "undeploy", null);
__decorate([
    Post(':namespace/:id/promote'),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Run in one environment the revision that runs in another' }),
    ApiPage(DeploymentModel),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __param(3, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, PromoteBody]),
    __metadata("design:returntype", Promise)
], DeploymentsController.prototype, "promote", null);
__decorate([
    Post(':namespace/:id/triggers/:trigger/enable'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Let a trigger start it, whatever its document says' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], DeploymentsController.prototype, "enable", null);
__decorate([
    Post(':namespace/:id/triggers/:trigger/disable'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Let a trigger start it no more; its hook answers as if there were none' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], DeploymentsController.prototype, "disable", null);
DeploymentsController = __decorate([
    Resource('workflows'),
    ChangesHooks(),
    __metadata("design:paramtypes", [Deployments])
], DeploymentsController);
export { DeploymentsController };
//# sourceMappingURL=deployments.controller.js.map