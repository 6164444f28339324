import { Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { CONFIG, type Config } from '../../config/config.js';
import { DeliveryView } from '../../ledger/delivery.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, reachesAll, requireWholeTenant } from '../access/caller.js';
import { hookUrl } from '../hook-url.js';
import { idOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Id, Resource } from '../resource.controller.js';
import { DeliveriesQuery, DeliveryModel, HookModel, HooksQuery } from './hooks.dto.js';
import { type HookRow, HooksRepository } from './hooks.repository.js';
import { HooksService } from './hooks.service.js';

@Resource('hooks')
@ChangesHooks()
export class HooksController {
  constructor(
    private readonly hooks: HooksRepository,
    private readonly service: HooksService,
    private readonly deliveries: DeliveryView,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List hooks, of sources and of workflows, oldest first' })
  @ApiPage(HookModel)
  async list(@Asking() caller: Caller, @Query() query: HooksQuery): Promise<Page<HookModel>> {
    const page = toPage(
      await this.hooks.list(caller, idOf(query), query.limit + 1, query.search),
      query.limit,
      ({ id }) => id,
    );
    return { ...page, items: page.items.map((row) => this.shown(caller, row)) };
  }

  @Get(':id')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One hook' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: HookModel })
  async get(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<HookModel> {
    return this.shown(caller, await this.service.require(caller, id));
  }

  @Get(':id/deliveries')
  @Roles(...READERS)
  @ApiOperation({ summary: 'What arrived there, accepted or not, newest first' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiPage(DeliveryModel)
  async listDeliveries(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Query() query: DeliveriesQuery,
  ): Promise<Page<DeliveryModel>> {
    const { owner } = await this.service.require(caller, id);
    if (owner.kind === 'source') {
      requireWholeTenant(caller);
    }
    const { limit, outcome, environment } = query;
    const page = { before: idOf(query), limit: limit + 1, outcome, environment };
    const rows = await this.deliveries.list(id, page);
    return toPage(rows, limit, (row) => row.id);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Take deliveries there again' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: HookModel })
  enable(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<HookModel> {
    return this.service.setEnabled(caller, id, true).then((hook) => this.shown(caller, hook));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Refuse deliveries there' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: HookModel })
  disable(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<HookModel> {
    return this.service.setEnabled(caller, id, false).then((hook) => this.shown(caller, hook));
  }

  /** Addresses of sources are for who reaches the whole tenant. */
  private shown(caller: Caller, { id, address, enabled, owner }: HookRow): HookModel {
    const place =
      owner.kind === 'workflow' || reachesAll(caller)
        ? { address, url: hookUrl(this.config.http, address) }
        : { address: null, url: null };
    return { id, ...place, enabled, owner };
  }
}
