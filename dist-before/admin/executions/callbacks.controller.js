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
import { HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Conflict } from '../../errors/errors.js';
import { CallbackRepository } from '../../ledger/callback.repository.js';
import { Asking, Roles } from '../access/access.guard.js';
import { Journal } from '../journal.service.js';
import { Id, Resource } from '../resource.controller.js';
import { CallbackModel } from './callbacks.dto.js';
import { VisibleExecutions } from './visible-executions.service.js';
let CallbacksController = class CallbacksController {
    executions;
    callbacks;
    journal;
    dataSource;
    constructor(executions, callbacks, journal, dataSource) {
        this.executions = executions;
        this.callbacks = callbacks;
        this.journal = journal;
        this.dataSource = dataSource;
    }
    async retry(caller, id) {
        await this.executions.require(caller, id);
        return this.dataSource.transaction(async (tx) => {
            const callback = await this.callbacks.retry(tx, id);
            if (!callback) {
                throw new Conflict('the execution has not ended, or nobody asked to be called back', {
                    execution: id,
                });
            }
            const deed = { verb: 'callback.retry', subject: `execution:${id}`, message: `callback.retry ${id}` };
            await this.journal.write(tx, caller, { ...deed, details: { host: callback.host } });
            return callback;
        });
    }
};
__decorate([
    Post(':id/callback/retry'),
    HttpCode(202),
    Roles('operator'),
    ApiOperation({ summary: 'Call back now, whatever came of earlier tries' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiAcceptedResponse({ type: CallbackModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], CallbacksController.prototype, "retry", null);
CallbacksController = __decorate([
    Resource('executions'),
    __metadata("design:paramtypes", [VisibleExecutions,
        CallbackRepository,
        Journal,
        DataSource])
], CallbacksController);
export { CallbacksController };
//# sourceMappingURL=callbacks.controller.js.map