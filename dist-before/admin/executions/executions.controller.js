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
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, getSchemaPath } from '@nestjs/swagger';
import { NotFound } from '../../errors/errors.js';
import { CallbackRepository } from '../../ledger/callback.repository.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { DeadLetterView } from '../../recovery/dead-letter.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { DeadLetterModel } from '../dead-letters/dead-letters.dto.js';
import { Environments } from '../environments/environments.service.js';
import { idOf, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { CallbackModel } from './callbacks.dto.js';
import { EventModel, executionFilter, ExecutionModel, ExecutionsQuery, TaskRunModel, } from './executions.dto.js';
let ExecutionsController = class ExecutionsController {
    executions;
    letters;
    callbacks;
    environments;
    constructor(executions, letters, callbacks, environments) {
        this.executions = executions;
        this.letters = letters;
        this.callbacks = callbacks;
        this.environments = environments;
    }
    async list(caller, query) {
        const page = { before: idOf(query), limit: query.limit + 1 };
        const rows = await this.executions.list(caller, executionFilter(query), page);
        if (rows.length === 0) {
            await this.environments.requireNamed(caller.tenant, query.environment);
        }
        return toPage(rows, query.limit, ({ id }) => id);
    }
    async get(caller, id) {
        const execution = await this.executions.find(caller, id);
        if (!execution) {
            throw new NotFound('there is no such execution', { execution: id });
        }
        const [deadLetter, callback] = await Promise.all([
            execution.status === 'dead' ? this.letters.find(caller, id) : null,
            this.callbacks.find(id),
        ]);
        return {
            ...execution,
            ...(deadLetter === null ? {} : { deadLetter }),
            ...(callback ? { callback } : {}),
        };
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List executions, newest first' }),
    ApiPage(ExecutionModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, ExecutionsQuery]),
    __metadata("design:returntype", Promise)
], ExecutionsController.prototype, "list", null);
__decorate([
    Get(':id'),
    Roles(...READERS),
    ApiOperation({ summary: 'One execution with its event, its tasks, its dead letter and its callback' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({
        schema: {
            allOf: [
                { $ref: getSchemaPath(ExecutionModel) },
                {
                    type: 'object',
                    properties: {
                        event: { $ref: getSchemaPath(EventModel) },
                        taskRuns: { type: 'array', items: { $ref: getSchemaPath(TaskRunModel) } },
                        deadLetter: { $ref: getSchemaPath(DeadLetterModel) },
                        callback: { $ref: getSchemaPath(CallbackModel) },
                        auditEntries: { type: 'integer' },
                    },
                },
            ],
        },
    }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], ExecutionsController.prototype, "get", null);
ExecutionsController = __decorate([
    Resource('executions'),
    ApiExtraModels(CallbackModel, ExecutionModel, EventModel, TaskRunModel, DeadLetterModel),
    __metadata("design:paramtypes", [ExecutionView,
        DeadLetterView,
        CallbackRepository,
        Environments])
], ExecutionsController);
export { ExecutionsController };
//# sourceMappingURL=executions.controller.js.map