import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import type { TriggerName } from '../triggers/triggers.service.js';
import { ApplyBody, ListenBody, SampleAppliedModel, SampleModel } from './samples.dto.js';
import { Samples } from './samples.service.js';

const PATH = ':namespace/:id/triggers/:trigger/sample';

@ChangesHooks()
@Resource('workflows')
export class SamplesController {
  constructor(private readonly samples: Samples) {}

  @Post(`${PATH}/listen`)
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Wait three minutes for a request to it and keep the next one as a sample' })
  @ApiOkResponse({ type: SampleModel })
  listen(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Body() { environment }: ListenBody,
  ): Promise<SampleModel> {
    return this.samples.listen(caller, { ...name, environment });
  }

  @Get(PATH)
  @Roles(...READERS)
  @ApiOperation({ summary: 'Whether a sample is waited for, and what was captured' })
  @ApiOkResponse({ type: SampleModel })
  get(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Query() { environment }: EnvironmentQuery,
  ): Promise<SampleModel> {
    return this.samples.require(caller, { ...name, environment });
  }

  @Delete(PATH)
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Wait no more, and forget what was captured' })
  @ApiNoContentResponse()
  async remove(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Query() { environment }: EnvironmentQuery,
  ): Promise<void> {
    await this.samples.remove(caller, { ...name, environment });
  }

  @Post(`${PATH}/apply`)
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Write parameters into the document, out of the sample or of an example' })
  @ApiOkResponse({ type: SampleAppliedModel })
  apply(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Body() body: ApplyBody,
  ): Promise<SampleAppliedModel> {
    return this.samples.apply(caller, { ...name, environment: body.environment }, body);
  }
}
