import { Body, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DeliveryView } from '../../ledger/delivery.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { DeliveryModel } from '../hooks/hooks.dto.js';
import { idOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { Curls } from './curls.service.js';
import { HookUrls } from './hook-urls.service.js';
import { TriggerTests } from './trigger-tests.service.js';
import {
  CurlBody,
  CurlModel,
  HookDeliveriesQuery,
  HookUrlsModel,
  TestBody,
  TestModel,
} from './triggers.dto.js';
import { Triggers } from './triggers.service.js';

@Resource('sources')
export class SourceToolsController {
  constructor(
    private readonly triggers: Triggers,
    private readonly hookUrls: HookUrls,
    private readonly curls: Curls,
    private readonly tests: TriggerTests,
    private readonly deliveries: DeliveryView,
  ) {}

  @Get(':name/url')
  @Roles(...READERS)
  @ApiOperation({ summary: 'The address its events are sent to' })
  @ApiOkResponse({ type: HookUrlsModel })
  urls(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Query() { environment }: EnvironmentQuery,
  ): Promise<HookUrlsModel> {
    return this.hookUrls.ofSource(caller, name, environment);
  }

  @Post(':name/curl')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Roles('author')
  @ApiOperation({ summary: 'A command that delivers to it, with its signature and environment' })
  @ApiOkResponse({ type: CurlModel })
  curl(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Body() { environment, ...asked }: CurlBody,
  ): Promise<CurlModel> {
    return this.curls.ofSource(caller, name, environment, asked);
  }

  @Post(':name/test')
  @HttpCode(202)
  @Roles('author', 'operator')
  @ApiOperation({ summary: 'Run what waits for an event as if it had come, marked as a test' })
  @ApiAcceptedResponse({ type: TestModel })
  test(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Body() { environment, ...request }: TestBody,
  ): Promise<TestModel> {
    return this.tests.ofSource(caller, name, environment, request);
  }

  @Get(':name/deliveries')
  @Roles(...READERS)
  @ApiOperation({ summary: 'What arrived there, accepted or not and why, newest first' })
  @ApiPage(DeliveryModel)
  async list(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Query() query: HookDeliveriesQuery,
  ): Promise<Page<DeliveryModel>> {
    const { limit, outcome, environment } = query;
    requireWholeTenant(caller); // it tells of events that no workflow in reach takes
    const { hook } = await this.triggers.requireSource(caller, name, environment);
    const page = { before: idOf(query), limit: limit + 1, outcome, environment };
    return toPage(await this.deliveries.list(hook.id, page), limit, ({ id }) => id);
  }
}
