import { Body, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CONFIG, type Config } from '../../config/config.js';
import { NotFound } from '../../errors/errors.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { labelOf } from '../filters.dto.js';
import { hookUrl } from '../hook-url.js';
import { pathOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource, type StatusSetter } from '../resource.controller.js';
import { BesideQuery, besideOf } from './beside.dto.js';
import { ApiDocument } from './api-document.dto.js';
import { Deployments } from './deployments.service.js';
import { type ShownWorkflow, WorkflowView } from './workflow.view.js';
import { AppliedModel, ValidationModel, WorkflowModel, WorkflowsQuery } from './workflows.dto.js';
import { type ApplyOptions, type WorkflowName, WorkflowsService } from './workflows.service.js';

@Resource('workflows')
@ChangesHooks()
export class WorkflowsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly view: WorkflowView,
    private readonly deployments: Deployments,
    private readonly environments: Environments,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('validate')
  @HttpCode(200)
  @Roles('author', 'operator')
  @ApiOperation({ summary: 'Say what is wrong with a document, saving nothing' })
  @ApiDocument()
  @ApiOkResponse({ type: ValidationModel })
  async validate(
    @Asking() caller: Caller,
    @Query() query: BesideQuery,
    @Body() text: unknown,
  ): Promise<ValidationModel> {
    const { environment } = query;
    const checked = await this.workflows.validate(caller, text, environment, besideOf(query));
    const { document, faults, warnings } = checked;
    return { valid: document !== undefined, faults, warnings };
  }

  @Put()
  @Roles('author')
  @ApiOperation({ summary: 'Save and deploy a document; an unchanged one makes no revision' })
  @ApiDocument()
  @ApiOkResponse({ type: AppliedModel })
  @ApiCreatedResponse({ type: AppliedModel })
  put(
    @Asking() caller: Caller,
    @Query() query: BesideQuery,
    @Body() text: unknown,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<AppliedModel> {
    const { environment } = query;
    return this.apply(caller, text, { environment, beside: besideOf(query) }, answer);
  }

  @Put(':namespace/:id')
  @Roles('author')
  @ApiOperation({ summary: 'The same, and the document must be the workflow of the address' })
  @ApiDocument()
  @ApiOkResponse({ type: AppliedModel })
  @ApiCreatedResponse({ type: AppliedModel })
  putNamed(
    @Asking() caller: Caller,
    @Param() named: WorkflowName,
    @Query() query: BesideQuery,
    @Body() text: unknown,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<AppliedModel> {
    const { environment } = query;
    return this.apply(caller, text, { named, environment, beside: besideOf(query) }, answer);
  }

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List workflows by namespace and id' })
  @ApiPage(WorkflowModel)
  async list(@Asking() caller: Caller, @Query() query: WorkflowsQuery): Promise<Page<WorkflowModel>> {
    await this.environments.require(caller.tenant, query.environment);
    const [namespace, id] = pathOf(query) ?? ['', ''];
    const rows = await this.view.list(caller, query.environment, {
      namespace,
      id,
      limit: query.limit + 1,
      deleted: query.deleted,
      filter: {
        hook: query.hook,
        namespace: query.namespace,
        label: labelOf(query.label),
        search: query.search,
      },
    });
    const page = toPage(rows, query.limit, (row) => `${row.namespace}/${row.id}`);
    return { ...page, items: page.items.map((row) => this.shown(row, query.environment)) };
  }

  @Get(':namespace/:id')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One workflow with the text of its deployed revision' })
  @ApiOkResponse({ type: WorkflowModel })
  async get(
    @Asking() caller: Caller,
    @Param() name: WorkflowName,
    @Query() { environment }: EnvironmentQuery,
  ): Promise<WorkflowModel> {
    requireNamespace(caller, name.namespace);
    await this.environments.require(caller.tenant, environment);
    const row = await this.view.find(caller.tenant, environment, name);
    if (!row) {
      throw new NotFound('there is no such workflow', { workflow: `${name.namespace}/${name.id}` });
    }
    return this.shown(row, environment);
  }

  @Post(':namespace/:id/enable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Let events start it again' })
  @ApiOkResponse({ type: WorkflowModel })
  async enable(
    @Asking() caller: Caller,
    @Param() name: WorkflowName,
    @Query() query: EnvironmentQuery,
  ): Promise<WorkflowModel> {
    await this.deployments.setEnabled(caller, { ...name, environment: query.environment }, true);
    return this.get(caller, name, query);
  }

  @Post(':namespace/:id/disable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Let nothing start it; what runs goes on' })
  @ApiOkResponse({ type: WorkflowModel })
  async disable(
    @Asking() caller: Caller,
    @Param() name: WorkflowName,
    @Query() query: EnvironmentQuery,
  ): Promise<WorkflowModel> {
    await this.deployments.setEnabled(caller, { ...name, environment: query.environment }, false);
    return this.get(caller, name, query);
  }

  @Delete(':namespace/:id')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Take it away; its revisions and executions stay to be seen' })
  @ApiNoContentResponse()
  async remove(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
  ): Promise<void> {
    await this.workflows.remove(caller, { namespace, id });
  }

  @Post(':namespace/:id/restore')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Bring back one that was taken away; it is deployed nowhere' })
  @ApiOkResponse({ type: WorkflowModel })
  async restore(
    @Asking() caller: Caller,
    @Param() name: WorkflowName,
    @Query() query: EnvironmentQuery,
  ): Promise<WorkflowModel> {
    await this.workflows.restore(caller, name);
    return this.get(caller, name, query);
  }

  private async apply(
    caller: Caller,
    text: unknown,
    options: ApplyOptions,
    answer: StatusSetter,
  ): Promise<AppliedModel> {
    const { outcome, workflow, warnings } = await this.workflows.apply(caller, text, options);
    answer.status(outcome === 'created' ? 201 : 200);
    const { namespace, name: id, environment } = workflow;
    return { outcome, workflow: await this.get(caller, { namespace, id }, { environment }), warnings };
  }

  private shown({ hooks, ...row }: ShownWorkflow, environment: string): WorkflowModel {
    const shownHooks = hooks.map(({ trigger, id, address, enabled }) => ({
      trigger,
      id,
      url: hookUrl(this.config.http, address, environment),
      enabled,
    }));
    return { ...row, hooks: shownHooks };
  }
}
