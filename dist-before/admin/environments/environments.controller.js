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
import { Body, Delete, Get, HttpCode, Param, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { EnvironmentBody, EnvironmentModel } from './environments.dto.js';
import { Environments } from './environments.service.js';
let EnvironmentsController = class EnvironmentsController {
    environments;
    constructor(environments) {
        this.environments = environments;
    }
    async list(caller) {
        return { items: await this.environments.list(caller.tenant), next: null };
    }
    async put(caller, name, body, answer) {
        const { environment, isNew } = await this.environments.put(caller, name, body.description ?? null);
        answer.status(isNew ? 201 : 200);
        return environment;
    }
    async remove(caller, name) {
        await this.environments.remove(caller, name);
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List environments by name; production is always there' }),
    ApiPage(EnvironmentModel),
    __param(0, Asking()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], EnvironmentsController.prototype, "list", null);
__decorate([
    Put(':name'),
    Roles(),
    ApiOperation({ summary: 'Make an environment, or describe one' }),
    ApiOkResponse({ type: EnvironmentModel }),
    ApiCreatedResponse({ type: EnvironmentModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, EnvironmentBody, Object]),
    __metadata("design:returntype", Promise)
], EnvironmentsController.prototype, "put", null);
__decorate([
    Delete(':name'),
    HttpCode(204),
    Roles(),
    ApiOperation({
        summary: 'Take away an environment nothing is deployed in, with its secrets and variables',
    }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], EnvironmentsController.prototype, "remove", null);
EnvironmentsController = __decorate([
    Resource('environments'),
    ChangesHooks(),
    __metadata("design:paramtypes", [Environments])
], EnvironmentsController);
export { EnvironmentsController };
//# sourceMappingURL=environments.controller.js.map