import { Body, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { NotFound } from '../../errors/errors.js';
import { RevisionsRepository } from '../../workflow/revisions.repository.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { numberOf, type Page, PageQuery, toPage } from '../page.dto.js';
import { TRIGGER, type Trigger } from '../ports.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { RevisionNumber } from './revision-number.dto.js';
import { WorkflowView } from './workflow.view.js';
import { RevisionModel, TriggerBody } from './workflows.dto.js';
import { WorkflowsService } from './workflows.service.js';

@Resource('workflows')
export class RevisionsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly view: WorkflowView,
    private readonly revisions: RevisionsRepository,
    @Inject(TRIGGER) private readonly trigger: Trigger,
  ) {}

  @Get(':namespace/:id/revisions')
  @Roles(...READERS)
  @ApiOperation({ summary: 'List its revisions, newest first' })
  @ApiPage(RevisionModel)
  async list(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<Page<RevisionModel>> {
    const row = await this.workflows.require(caller, { namespace, id });
    const before = numberOf(query);
    const rows = await this.view.revisions(row.id, before, query.limit + 1);
    return toPage(rows, query.limit, ({ number }) => String(number));
  }

  @Get(':namespace/:id/revisions/:number')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One revision with its text' })
  @ApiOkResponse({ type: RevisionModel })
  async get(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
    @Param('number', RevisionNumber) number: number,
  ): Promise<RevisionModel> {
    const row = await this.workflows.require(caller, { namespace, id });
    const revision =
      number > 0 && number < 2 ** 31
        ? await this.revisions.revision({ workflowId: row.id, revision: number })
        : null;
    if (!revision) {
      throw new NotFound('the workflow has no such revision', { revision: number });
    }
    const { hash, createdAt, createdBy, text, document } = revision;
    return { number, hash, createdAt, createdBy, text, document };
  }

  @Post(':namespace/:id/trigger')
  @HttpCode(202)
  @Roles('operator', 'ingest')
  @ApiOperation({ summary: 'Start it by hand, as if an event had come' })
  @ApiAcceptedResponse({ schema: { example: { event: '019aa5f0-…', executions: ['019aa5f0-…'] } } })
  async start(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
    @Query() { environment }: EnvironmentQuery,
    @Body() body: TriggerBody,
  ): Promise<object> {
    const row = await this.workflows.require(caller, { namespace, id, environment });
    const started = await this.trigger.triggerWorkflow(row, body);
    await this.workflows.noteTrigger(caller, row, { ...started, environment });
    return { event: started.event, executions: started.executions };
  }
}
