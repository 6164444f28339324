import { HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request } from 'express';
import { Asking, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { DrillModel, DrillQuery } from './drill.dto.js';
import { Drills } from './drills.service.js';

@Resource('drill')
@ChangesHooks()
export class DrillController {
  constructor(private readonly drills: Drills) {}

  @Post()
  @HttpCode(200)
  @Roles('operator')
  @ApiOperation({ summary: 'Send a signed event down the way of every event, and tell how far it came' })
  @ApiOkResponse({ type: DrillModel })
  run(
    @Asking() caller: Caller,
    @Query() { timeoutMs }: DrillQuery,
    @Req() { socket }: Request,
  ): Promise<DrillModel> {
    const { localAddress = '127.0.0.1', localPort = 0 } = socket;
    const address = localAddress.replace(/^::ffff:/, '');
    return this.drills.run(caller, { address, port: localPort }, timeoutMs);
  }
}
