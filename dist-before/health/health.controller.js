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
import { Controller, Get, Header, Inject, Optional, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheckService } from '@nestjs/terminus';
import { DatabaseIndicator } from './database.indicator.js';
import { REDIS_STATE } from './redis-state.js';
/** For whoever restarts us (live) and whoever sends us traffic (ready). */
let HealthController = class HealthController {
    health;
    database;
    redis;
    constructor(health, database, redis) {
        this.health = health;
        this.database = database;
        this.redis = redis;
    }
    live() {
        return { status: 'ok' };
    }
    async ready(answer) {
        try {
            return await this.health.check([() => this.database.check(), () => this.redisReport()]);
        }
        catch (error) {
            if (!(error instanceof ServiceUnavailableException)) {
                throw error;
            }
            answer.status(503);
            return error.getResponse();
        }
    }
    /** Always `up`: without Redis everything is still accepted and still runs. */
    redisReport() {
        return { redis: { status: 'up', state: this.redis?.state() ?? 'off' } };
    }
};
__decorate([
    Get('live'),
    Header('cache-control', 'no-store'),
    ApiOperation({ summary: 'The process answers; touches nothing else' }),
    ApiOkResponse({ schema: { example: { status: 'ok' } } }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], HealthController.prototype, "live", null);
__decorate([
    Get('ready'),
    Header('cache-control', 'no-store'),
    ApiOperation({ summary: 'Postgres answers. Redis is reported, and not needed' }),
    ApiOkResponse({
        schema: {
            example: {
                status: 'ok',
                details: { postgres: { status: 'up' }, redis: { status: 'up', state: 'off' } },
            },
        },
    }),
    ApiServiceUnavailableResponse({ description: 'Postgres does not answer' }),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], HealthController.prototype, "ready", null);
HealthController = __decorate([
    Controller('health'),
    ApiTags('health'),
    __param(2, Optional()),
    __param(2, Inject(REDIS_STATE)),
    __metadata("design:paramtypes", [HealthCheckService,
        DatabaseIndicator, Object])
], HealthController);
export { HealthController };
//# sourceMappingURL=health.controller.js.map