import { Body, Delete, Get, HttpCode, Param, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import type { Page } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource, type StatusSetter } from '../resource.controller.js';
import { EnvironmentBody, EnvironmentModel } from './environments.dto.js';
import { Environments } from './environments.service.js';

@Resource('environments')
@ChangesHooks()
export class EnvironmentsController {
  constructor(private readonly environments: Environments) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List environments by name; production is always there' })
  @ApiPage(EnvironmentModel)
  async list(@Asking() caller: Caller): Promise<Page<EnvironmentModel>> {
    return { items: await this.environments.list(caller.tenant), next: null };
  }

  @Put(':name')
  @Roles()
  @ApiOperation({ summary: 'Make an environment, or describe one' })
  @ApiOkResponse({ type: EnvironmentModel })
  @ApiCreatedResponse({ type: EnvironmentModel })
  async put(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Body() body: EnvironmentBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<EnvironmentModel> {
    const { environment, isNew } = await this.environments.put(caller, name, body.description ?? null);
    answer.status(isNew ? 201 : 200);
    return environment;
  }

  @Delete(':name')
  @HttpCode(204)
  @Roles()
  @ApiOperation({
    summary: 'Take away an environment nothing is deployed in, with its secrets and variables',
  })
  @ApiNoContentResponse()
  async remove(@Asking() caller: Caller, @Param('name') name: string): Promise<void> {
    await this.environments.remove(caller, name);
  }
}
