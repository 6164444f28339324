import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import type { Page } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { DeployBody, DeploymentModel, PromoteBody } from './deployments.dto.js';
import { Deployments } from './deployments.service.js';
import { type WorkflowName } from './workflows.service.js';

@Resource('workflows')
@ChangesHooks()
export class DeploymentsController {
  constructor(private readonly deployments: Deployments) {}

  @Get(':namespace/:id/deployments')
  @Roles(...READERS)
  @ApiOperation({ summary: 'Which revision runs in which environment' })
  @ApiPage(DeploymentModel)
  list(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
  ): Promise<Page<DeploymentModel>> {
    return this.all(caller, { namespace, id });
  }

  @Put(':namespace/:id/deployments/:environment')
  @Roles('author')
  @ApiOperation({ summary: 'Run a revision there, a newer one or an older one' })
  @ApiPage(DeploymentModel)
  async deploy(
    @Asking() caller: Caller,
    @Param() { namespace, id, environment }: WorkflowName & { environment: string },
    @Body() { revision }: DeployBody,
  ): Promise<Page<DeploymentModel>> {
    await this.deployments.deploy(caller, { namespace, id, environment }, revision);
    return this.all(caller, { namespace, id });
  }

  @Delete(':namespace/:id/deployments/:environment')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Run it there no more' })
  @ApiNoContentResponse()
  async undeploy(
    @Asking() caller: Caller,
    @Param() { namespace, id, environment }: WorkflowName & { environment: string },
  ): Promise<void> {
    await this.deployments.undeploy(caller, { namespace, id, environment });
  }

  @Post(':namespace/:id/promote')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Run in one environment the revision that runs in another' })
  @ApiPage(DeploymentModel)
  async promote(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
    @Body() { from, to }: PromoteBody,
  ): Promise<Page<DeploymentModel>> {
    await this.deployments.promote(caller, { namespace, id, environment: to }, from);
    return this.all(caller, { namespace, id });
  }

  @Post(':namespace/:id/triggers/:trigger/enable')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Let a trigger start it, whatever its document says' })
  @ApiNoContentResponse()
  async enable(
    @Asking() caller: Caller,
    @Param() { trigger, ...name }: WorkflowName & { trigger: string },
    @Query() { environment }: EnvironmentQuery,
  ): Promise<void> {
    await this.deployments.switchTrigger(caller, { ...name, environment }, trigger, true);
  }

  @Post(':namespace/:id/triggers/:trigger/disable')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Let a trigger start it no more; its hook answers as if there were none' })
  @ApiNoContentResponse()
  async disable(
    @Asking() caller: Caller,
    @Param() { trigger, ...name }: WorkflowName & { trigger: string },
    @Query() { environment }: EnvironmentQuery,
  ): Promise<void> {
    await this.deployments.switchTrigger(caller, { ...name, environment }, trigger, false);
  }

  private async all(caller: Caller, name: WorkflowName): Promise<Page<DeploymentModel>> {
    return { items: await this.deployments.list(caller, name), next: null };
  }
}
