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
import { createHash } from 'node:crypto';
import { Get, Header, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { Forbidden, NotFound, Unauthenticated } from '../../errors/errors.js';
import { EventStreams } from '../../intake/answers/event-streams.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { AccessTokens } from '../access/access-tokens.service.js';
import { Id, Resource } from '../resource.controller.js';
import { StatusModel, StreamQuery } from './progress.dto.js';
import { statusOf } from './status-of.js';
import { VisibleExecutions } from './visible-executions.service.js';
/** How executions go on, for who started them: polled, or streamed. */
let ProgressController = class ProgressController {
    executions;
    streams;
    tokens;
    constructor(executions, streams, tokens) {
        this.executions = executions;
        this.streams = streams;
        this.tokens = tokens;
    }
    async status(caller, id, known, response) {
        const status = statusOf(await this.executions.require(caller, id));
        const etag = `W/"${createHash('sha256').update(JSON.stringify(status)).digest('base64url').slice(0, 22)}"`;
        response.setHeader('etag', etag);
        if (known?.split(',').some((one) => one.trim() === etag || one.trim() === '*')) {
            response.statusCode = 304;
            return undefined;
        }
        return status;
    }
    async stream(caller, id, query, request, response) {
        const details = query.details === 'true';
        if (details && caller.role === 'ingest') {
            throw new Forbidden('the role ingest may not read what tasks were given and gave');
        }
        await this.executions.require(caller, id);
        const mayRead = () => this.mayStillRead(request, caller, id);
        this.streams.serve(id, request, response, { details, mayRead });
    }
    async mayStillRead(request, { role }, id) {
        try {
            const now = await this.tokens.ofRequest(request);
            await this.executions.require(now, id);
            return now.role === role;
        }
        catch (error) {
            if (error instanceof Unauthenticated || error instanceof NotFound) {
                return false;
            }
            throw error;
        }
    }
};
__decorate([
    Get(':id/status'),
    Roles(...READERS, 'ingest'),
    Header('cache-control', 'private, no-cache'),
    ApiOperation({ summary: 'How an execution stands; 304 to `If-None-Match` while nothing changed' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ type: StatusModel }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Headers('if-none-match')),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object, Function]),
    __metadata("design:returntype", Promise)
], ProgressController.prototype, "status", null);
__decorate([
    Get(':id/stream'),
    Roles(...READERS, 'ingest'),
    ApiOperation({ summary: 'Events of an execution until it has ended, as server-sent events' }),
    ApiParam({ name: 'id', format: 'uuid' }),
    ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } }),
    __param(0, Asking()),
    __param(1, Param('id', Id)),
    __param(2, Query()),
    __param(3, Req()),
    __param(4, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, StreamQuery, Function, Function]),
    __metadata("design:returntype", Promise)
], ProgressController.prototype, "stream", null);
ProgressController = __decorate([
    Resource('executions'),
    __metadata("design:paramtypes", [VisibleExecutions,
        EventStreams,
        AccessTokens])
], ProgressController);
export { ProgressController };
//# sourceMappingURL=progress.controller.js.map