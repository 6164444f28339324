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
import { Body, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ExecutionControl } from '../../recovery/execution-control.service.js';
import { Restarts } from '../../recovery/restarts.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import { resolverOf } from '../access/caller.js';
import { ReplayModel } from '../dead-letters/dead-letters.dto.js';
import { Id, Resource } from '../resource.controller.js';
import { RestartBody } from './control.dto.js';
import { StatusModel } from './progress.dto.js';
import { statusOf } from './status-of.js';
import { VisibleExecutions } from './visible-executions.service.js';
/** Executions as an operator steers them. What is so already is answered 200, and changes nothing. */
let ControlController = class ControlController {
    executions;
    control;
    restarts;
    constructor(executions, control, restarts) {
        this.executions = executions;
        this.control = control;
        this.restarts = restarts;
    }
    cancel(caller, id, answer) {
        return this.ask(caller, id, 'cancel', answer);
    }
    pause(caller, id, answer) {
        return this.ask(caller, id, 'pause', answer);
    }
    resume(caller, id, answer) {
        return this.ask(caller, id, 'resume', answer);
    }
    async restart(caller, id, { from }, answer) {
        await this.executions.require(caller, id);
        const { isNew, ...made } = await this.restarts.restart(resolverOf(caller), id, from);
        answer.status(isNew ? 202 : 200);
        return made;
    }
    async ask(caller, id, verb, answer) {
        await this.executions.require(caller, id);
        const isNew = await this.control.ask(resolverOf(caller), id, verb);
        answer.status(isNew ? 202 : 200);
        return statusOf(await this.executions.require(caller, id));
    }
};
__decorate([
    Post(':id/cancel'),
    HttpCode(202),
    Roles('operator'),
    ApiOperation({ summary: 'End it: calls under way are cut off, `finally` still runs' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiAcceptedResponse({ type: StatusModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object]),
    __metadata("design:returntype", Promise)
], ControlController.prototype, "cancel", null);
__decorate([
    Post(':id/pause'),
    HttpCode(202),
    Roles('operator'),
    ApiOperation({ summary: 'Begin no further task until it is resumed; calls under way end first' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiAcceptedResponse({ type: StatusModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object]),
    __metadata("design:returntype", Promise)
], ControlController.prototype, "pause", null);
__decorate([
    Post(':id/resume'),
    HttpCode(202),
    Roles('operator'),
    ApiOperation({ summary: 'Let a paused one go on where it stands' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiAcceptedResponse({ type: StatusModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object]),
    __metadata("design:returntype", Promise)
], ControlController.prototype, "resume", null);
__decorate([
    Post(':id/restart'),
    HttpCode(202),
    Roles('operator'),
    ApiOperation({
        summary: 'Run one that has ended again; while that has not ended, 200 with the same execution',
    }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiAcceptedResponse({ type: ReplayModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, RestartBody, Object]),
    __metadata("design:returntype", Promise)
], ControlController.prototype, "restart", null);
ControlController = __decorate([
    Resource('executions'),
    __metadata("design:paramtypes", [VisibleExecutions,
        ExecutionControl,
        Restarts])
], ControlController);
export { ControlController };
//# sourceMappingURL=control.controller.js.map