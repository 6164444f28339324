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
import { Body, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CLOCK } from '../../config/clock.js';
import { InvalidRequest } from '../../errors/errors.js';
import { RevisionsRepository } from '../../workflow/revisions.repository.js';
import { Asking, Roles } from '../access/access.guard.js';
import { requireNamespace } from '../access/caller.js';
import { BacktestLines } from './backtest-lines.service.js';
import { Environments } from '../environments/environments.service.js';
import { Resource } from '../resource.controller.js';
import { BacktestBody } from './planning.dto.js';
import { Plans } from './plans.service.js';
let BacktestsController = class BacktestsController {
    plans;
    lines;
    environments;
    revisions;
    clock;
    constructor(plans, lines, environments, revisions, clock) {
        this.plans = plans;
        this.lines = lines;
        this.environments = environments;
        this.revisions = revisions;
        this.clock = clock;
    }
    async run(caller, asked) {
        const { environment } = asked;
        const { tenant } = caller;
        const { workflow } = this.plans.draft(null, asked);
        const { namespace, id: name } = workflow.document;
        requireNamespace(caller, namespace);
        await this.environments.require(tenant, environment);
        const row = await this.revisions.find({ tenant, namespace, name, environment });
        const [since, until] = [new Date(asked.since), asked.until ? new Date(asked.until) : this.clock.now()];
        if (since >= until) {
            throw new InvalidRequest('since must be before until');
        }
        const request = { reach: caller, environment, workflow, workflowId: row?.id ?? null, since, until };
        return this.lines.of(request);
    }
};
__decorate([
    Post('backtest'),
    HttpCode(200),
    Roles('author', 'operator'),
    ApiOperation({ summary: 'Say what a draft would have done about the events of a period, doing none' }),
    ApiOkResponse({
        description: 'Lines of kind `progress` and `difference`, the last `report`, or `error`',
        content: { 'application/x-ndjson': { schema: { type: 'string' } } },
    }),
    __param(0, Asking()),
    __param(1, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, BacktestBody]),
    __metadata("design:returntype", Promise)
], BacktestsController.prototype, "run", null);
BacktestsController = __decorate([
    Resource('workflows'),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [Plans,
        BacktestLines,
        Environments,
        RevisionsRepository, Object])
], BacktestsController);
export { BacktestsController };
//# sourceMappingURL=backtests.controller.js.map