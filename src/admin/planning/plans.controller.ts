import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { PlanBody, PlanModel } from './planning.dto.js';
import { Plans } from './plans.service.js';

@Resource('workflows')
export class PlansController {
  constructor(private readonly plans: Plans) {}

  @Post(':namespace/:id/plan')
  @HttpCode(200)
  @Roles('author', 'operator')
  @ApiOperation({ summary: 'Say what it would do about an event: each call and change, doing none' })
  @ApiOkResponse({ type: PlanModel })
  plan(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
    @Body() body: PlanBody,
  ): Promise<PlanModel> {
    return this.plans.make(caller, { namespace, id }, body);
  }
}
