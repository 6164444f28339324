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
import { Body, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { DeadLettersService } from '../../recovery/dead-letters.service.js';
import { DeadLetterView } from '../../recovery/dead-letter.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { resolverOf } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { idOf, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { BulkReplayBody, DeadLetterModel, DeadLettersQuery, DiscardBody, letterFilter, ReplayBody, ReplayModel, } from './dead-letters.dto.js';
let DeadLettersController = class DeadLettersController {
    view;
    letters;
    environments;
    constructor(view, letters, environments) {
        this.view = view;
        this.letters = letters;
        this.environments = environments;
    }
    async list(caller, query) {
        const page = { before: idOf(query), limit: query.limit + 1 };
        const rows = await this.view.list(caller, letterFilter(query), page);
        if (rows.length === 0) {
            await this.environments.requireNamed(caller.tenant, query.environment);
        }
        return toPage(rows, query.limit, ({ execution }) => execution);
    }
    async replayAll(caller, body, answer) {
        const filter = letterFilter(body.filter);
        if (body.dryRun === true) {
            const matches = await this.letters.preview(caller, filter, body.limit);
            await this.requireMeant(caller, filter, matches);
            answer.status(200);
            return { matches };
        }
        const done = await this.letters.replayAll(resolverOf(caller), filter, optionsOf(body), body.limit);
        await this.requireMeant(caller, filter, done.matches);
        return { matches: done.matches, replayed: done.executions.length, executions: done.executions };
    }
    get(caller, execution) {
        return this.letters.require(caller, execution);
    }
    async replay(caller, execution, body, answer) {
        const made = await this.letters.replay(resolverOf(caller), execution, optionsOf(body));
        answer.status(made.isNew ? 202 : 200);
        return { execution: made.execution, replayOf: made.replayOf };
    }
    discard(caller, execution, body) {
        return this.letters.discard(resolverOf(caller), execution, body.note);
    }
    /** Throws NotFound when nothing matches because there is no such environment; letters of a removed one only cannot run. */
    async requireMeant(caller, filter, matches) {
        if (matches > 0 || filter.environment === undefined) {
            return;
        }
        const shown = await this.view.list(caller, filter, { before: null, limit: 1 });
        if (shown.length === 0) {
            await this.environments.requireNamed(caller.tenant, filter.environment);
        }
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List executions that were given up on, newest first' }),
    ApiPage(DeadLetterModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, DeadLettersQuery]),
    __metadata("design:returntype", Promise)
], DeadLettersController.prototype, "list", null);
__decorate([
    Post('replay'),
    HttpCode(202),
    Roles('operator'),
    ApiOperation({ summary: 'Replay every open dead letter that matches, or only count them' }),
    ApiAcceptedResponse({ schema: { example: { matches: 2, replayed: 2, executions: ['…', '…'] } } }),
    __param(0, Asking()),
    __param(1, Body()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, BulkReplayBody, Object]),
    __metadata("design:returntype", Promise)
], DeadLettersController.prototype, "replayAll", null);
__decorate([
    Get(':execution'),
    Roles(...READERS),
    ApiOperation({ summary: 'One dead letter' }),
    ApiParam({ name: 'execution', format: 'uuid' }),
    ApiOkResponse({ type: DeadLetterModel }),
    __param(0, Asking()),
    __param(1, Param('execution', Id)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], DeadLettersController.prototype, "get", null);
__decorate([
    Post(':execution/replay'),
    HttpCode(202),
    Roles('operator'),
    ApiOperation({ summary: 'Run it again; a letter that was replayed answers 200 with the same execution' }),
    ApiParam({ name: 'execution', format: 'uuid' }),
    ApiAcceptedResponse({ type: ReplayModel }),
    __param(0, Asking()),
    __param(1, Param('execution', Id)),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, ReplayBody, Object]),
    __metadata("design:returntype", Promise)
], DeadLettersController.prototype, "replay", null);
__decorate([
    Post(':execution/discard'),
    HttpCode(200),
    Roles('operator'),
    ApiOperation({ summary: 'Let it go for good, saying why' }),
    ApiParam({ name: 'execution', format: 'uuid' }),
    ApiOkResponse({ type: DeadLetterModel }),
    __param(0, Asking()),
    __param(1, Param('execution', Id)),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, DiscardBody]),
    __metadata("design:returntype", Promise)
], DeadLettersController.prototype, "discard", null);
DeadLettersController = __decorate([
    Resource('dead-letters'),
    __metadata("design:paramtypes", [DeadLetterView,
        DeadLettersService,
        Environments])
], DeadLettersController);
export { DeadLettersController };
function optionsOf(body) {
    const { from = 'failed-task', revision = 'same', callback = false } = body;
    return { from, revision, callback };
}
//# sourceMappingURL=dead-letters.controller.js.map