import { Controller, Get, Header, Inject, Optional, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheckService } from '@nestjs/terminus';
import { DatabaseIndicator } from './database.indicator.js';
import { REDIS_STATE, type RedisState } from './redis-state.js';

/** For whoever restarts us (live) and whoever sends us traffic (ready). */
@Controller('health')
@ApiTags('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseIndicator,
    @Optional() @Inject(REDIS_STATE) private readonly redis?: RedisState,
  ) {}

  @Get('live')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The process answers; touches nothing else' })
  @ApiOkResponse({ schema: { example: { status: 'ok' } } })
  live(): object {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Postgres answers. Redis is reported, and not needed' })
  @ApiOkResponse({
    schema: {
      example: {
        status: 'ok',
        details: { postgres: { status: 'up' }, redis: { status: 'up', state: 'off' } },
      },
    },
  })
  @ApiServiceUnavailableResponse({ description: 'Postgres does not answer' })
  async ready(@Res({ passthrough: true }) answer: { status(code: number): unknown }): Promise<unknown> {
    try {
      return await this.health.check([() => this.database.check(), () => this.redisReport()]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) {
        throw error;
      }
      answer.status(503);
      return error.getResponse();
    }
  }

  /** Always `up`: without Redis everything is still accepted and still runs. */
  private redisReport(): { redis: { status: 'up'; state: string } } {
    return { redis: { status: 'up', state: this.redis?.state() ?? 'off' } };
  }
}
