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
import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { NotFound } from '../../errors/errors.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { evaluate, pastScope } from '../../planning/evaluate.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import { Resource } from '../resource.controller.js';
import { EvaluateBody, EvaluatedModel } from './expressions.dto.js';
let ExpressionsController = class ExpressionsController {
    executions;
    variables;
    constructor(executions, variables) {
        this.executions = executions;
        this.variables = variables;
    }
    async evaluate(caller, asked) {
        const past = await this.executions.find(caller, asked.execution);
        if (!past) {
            throw new NotFound('there is no such execution', { execution: asked.execution });
        }
        const variables = await this.variables.values(caller.tenant, past.namespace, past.environment);
        return { value: evaluate(asked.expression, pastScope(past, variables)) };
    }
};
__decorate([
    Post('evaluate'),
    HttpCode(200),
    Roles('author', 'operator'),
    ApiOperation({ summary: 'Try an expression on what an execution left behind' }),
    ApiOkResponse({ type: EvaluatedModel }),
    __param(0, Asking()),
    __param(1, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, EvaluateBody]),
    __metadata("design:returntype", Promise)
], ExpressionsController.prototype, "evaluate", null);
ExpressionsController = __decorate([
    Resource('expressions'),
    __metadata("design:paramtypes", [ExecutionView,
        VariableStore])
], ExpressionsController);
export { ExpressionsController };
//# sourceMappingURL=expressions.controller.js.map