import { Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { NotFound } from '../../errors/errors.js';
import { DeliveryView } from '../../ledger/delivery.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { hookUrl } from '../hook-url.js';
import { Journal } from '../journal.service.js';
import { idOf, type Page, PageQuery, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { DeliveriesQuery, DeliveryModel, HookModel } from './hooks.dto.js';
import { type HookRow, HooksRepository } from './hooks.repository.js';

@Resource('hooks')
export class HooksController {
  constructor(
    private readonly hooks: HooksRepository,
    private readonly deliveries: DeliveryView,
    private readonly journal: Journal,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List hooks, of sources and of workflows, oldest first' })
  @ApiPage(HookModel)
  async list(@Asking() caller: Caller, @Query() query: PageQuery): Promise<Page<HookModel>> {
    const page = toPage(
      await this.hooks.list(caller, idOf(query), query.limit + 1),
      query.limit,
      ({ id }) => id,
    );
    return { ...page, items: page.items.map((row) => this.shown(row)) };
  }

  @Get(':id')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One hook' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: HookModel })
  async get(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<HookModel> {
    return this.shown(await this.require(caller, id));
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
    await this.require(caller, id);
    const { limit, outcome } = query;
    const rows = await this.deliveries.list(id, { before: idOf(query), limit: limit + 1, outcome });
    return toPage(rows, limit, (row) => row.id);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Take deliveries there again' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: HookModel })
  enable(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<HookModel> {
    return this.setEnabled(caller, id, true);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Refuse deliveries there' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: HookModel })
  disable(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<HookModel> {
    return this.setEnabled(caller, id, false);
  }

  private async setEnabled(caller: Caller, id: string, enabled: boolean): Promise<HookModel> {
    const verb = enabled ? 'hook.enable' : 'hook.disable';
    return this.dataSource.transaction(async (tx) => {
      const hook = await this.require(caller, id, tx);
      if (hook.owner.kind === 'source') {
        requireWholeTenant(caller);
      }
      await this.hooks.setEnabled(tx, id, enabled);
      const details = { owner: hook.owner };
      await this.journal.write(tx, caller, {
        verb,
        subject: `hook:${id}`,
        message: `${verb} ${id}`,
        details,
      });
      return this.shown({ ...hook, enabled });
    });
  }

  private async require(caller: Caller, id: string, tx?: EntityManager): Promise<HookRow> {
    const hook = await this.hooks.find(caller, id, tx);
    if (!hook) {
      throw new NotFound('there is no such hook', { hook: id });
    }
    return hook;
  }

  private shown({ id, address, enabled, owner }: HookRow): HookModel {
    return { id, address, url: hookUrl(this.config.http, address), enabled, owner };
  }
}
