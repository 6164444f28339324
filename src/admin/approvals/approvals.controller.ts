import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { type ApprovalRow, ApprovalView } from '../../ledger/approval.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { idOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { ApprovalLinks } from './approval-links.service.js';
import { ApprovalModel, ApprovalsQuery, DecideBody } from './approvals.dto.js';
import { Approvals } from './approvals.service.js';

@Resource('approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: Approvals,
    private readonly view: ApprovalView,
    private readonly links: ApprovalLinks,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({
    summary: 'List decisions that executions wait for, oldest first; or those that are over, newest first',
  })
  @ApiPage(ApprovalModel)
  async list(@Asking() caller: Caller, @Query() query: ApprovalsQuery): Promise<Page<object>> {
    const { status, limit } = query;
    const rows = await this.view.list(caller, { status, after: idOf(query), limit: limit + 1 });
    const page = toPage(rows, limit, ({ id }) => id);
    return { ...page, items: page.items.map(shown) };
  }

  @Get(':id')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One approval, open or not' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: ApprovalModel })
  async get(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<object> {
    return shown(await this.approvals.require(caller, id));
  }

  @Post(':id/decide')
  @HttpCode(200)
  @Roles(...READERS)
  @ApiOperation({ summary: 'Decide it, once, as one whom the workflow lets' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: ApprovalModel })
  async decide(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Body() { outcome, fields = {} }: DecideBody,
  ): Promise<object> {
    return shown(await this.approvals.decide(caller, id, { outcome, fields, isForm: false }));
  }

  @Post(':id/links')
  @HttpCode(200)
  @Roles('operator')
  @ApiOperation({
    summary: 'Links by which whoever has one may decide, one for each outcome; by one who may decide',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ schema: { example: { links: { approve: 'https://hooks.example.com/approvals/…' } } } })
  async makeLinks(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<object> {
    return { links: await this.links.make(caller, await this.approvals.require(caller, id)) };
  }
}

function shown(row: ApprovalRow): object {
  return { ...row, namespace: undefined, tenant: undefined };
}
