import { Body, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { type ControlVerb, ExecutionControl } from '../../recovery/execution-control.service.js';
import { Restarts } from '../../recovery/restarts.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import { type Caller, resolverOf } from '../access/caller.js';
import { ReplayModel } from '../dead-letters/dead-letters.dto.js';
import { Id, Resource, type StatusSetter } from '../resource.controller.js';
import { RestartBody } from './control.dto.js';
import { StatusModel } from './progress.dto.js';
import { statusOf } from './status-of.js';
import { VisibleExecutions } from './visible-executions.service.js';

/** Executions as an operator steers them. What is so already is answered 200, and changes nothing. */
@Resource('executions')
export class ControlController {
  constructor(
    private readonly executions: VisibleExecutions,
    private readonly control: ExecutionControl,
    private readonly restarts: Restarts,
  ) {}

  @Post(':id/cancel')
  @HttpCode(202)
  @Roles('operator')
  @ApiOperation({ summary: 'End it: calls under way are cut off, `finally` still runs' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiAcceptedResponse({ type: StatusModel })
  cancel(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<StatusModel> {
    return this.ask(caller, id, 'cancel', answer);
  }

  @Post(':id/pause')
  @HttpCode(202)
  @Roles('operator')
  @ApiOperation({ summary: 'Begin no further task until it is resumed; calls under way end first' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiAcceptedResponse({ type: StatusModel })
  pause(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<StatusModel> {
    return this.ask(caller, id, 'pause', answer);
  }

  @Post(':id/resume')
  @HttpCode(202)
  @Roles('operator')
  @ApiOperation({ summary: 'Let a paused one go on where it stands' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiAcceptedResponse({ type: StatusModel })
  resume(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<StatusModel> {
    return this.ask(caller, id, 'resume', answer);
  }

  @Post(':id/restart')
  @HttpCode(202)
  @Roles('operator')
  @ApiOperation({
    summary: 'Run one that has ended again; while that has not ended, 200 with the same execution',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiAcceptedResponse({ type: ReplayModel })
  async restart(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Body() { from }: RestartBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<ReplayModel> {
    await this.executions.require(caller, id);
    const { isNew, ...made } = await this.restarts.restart(resolverOf(caller), id, from);
    answer.status(isNew ? 202 : 200);
    return made;
  }

  private async ask(
    caller: Caller,
    id: string,
    verb: ControlVerb,
    answer: StatusSetter,
  ): Promise<StatusModel> {
    await this.executions.require(caller, id);
    const isNew = await this.control.ask(resolverOf(caller), id, verb);
    answer.status(isNew ? 202 : 200);
    return statusOf(await this.executions.require(caller, id));
  }
}
