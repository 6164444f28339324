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
import { type TriggerName, Triggers } from './triggers.service.js';

const PATH = ':namespace/:id/triggers/:trigger';

@Resource('workflows')
export class TriggerToolsController {
  constructor(
    private readonly triggers: Triggers,
    private readonly hookUrls: HookUrls,
    private readonly curls: Curls,
    private readonly tests: TriggerTests,
    private readonly deliveries: DeliveryView,
  ) {}

  @Get(`${PATH}/url`)
  @Roles(...READERS)
  @ApiOperation({ summary: 'Every address a trigger answers at' })
  @ApiOkResponse({ type: HookUrlsModel })
  urls(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Query() { environment }: EnvironmentQuery,
  ): Promise<HookUrlsModel> {
    return this.hookUrls.ofTrigger(caller, { ...name, environment });
  }

  @Post(`${PATH}/curl`)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Roles('author')
  @ApiOperation({ summary: 'A command that delivers to it, with its signature, token and environment' })
  @ApiOkResponse({ type: CurlModel })
  curl(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Body() { environment, ...asked }: CurlBody,
  ): Promise<CurlModel> {
    return this.curls.ofTrigger(caller, { ...name, environment }, asked);
  }

  @Post(`${PATH}/test`)
  @HttpCode(202)
  @Roles('author', 'operator')
  @ApiOperation({
    summary: 'Run it as if a delivery had come, marked as a test, also where it is switched off',
  })
  @ApiAcceptedResponse({ type: TestModel })
  test(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Body() { environment, ...request }: TestBody,
  ): Promise<TestModel> {
    return this.tests.ofTrigger(caller, { ...name, environment }, request);
  }

  @Get(`${PATH}/deliveries`)
  @Roles(...READERS)
  @ApiOperation({ summary: 'What arrived for it, accepted or not and why, newest first' })
  @ApiPage(DeliveryModel)
  async list(
    @Asking() caller: Caller,
    @Param() name: TriggerName,
    @Query() query: HookDeliveriesQuery,
  ): Promise<Page<DeliveryModel>> {
    const { limit, outcome, environment } = query;
    const { hook, source } = await this.triggers.require(caller, { ...name, environment });
    if (source) {
      requireWholeTenant(caller);
    }
    const page = { before: idOf(query), limit: limit + 1, outcome, environment };
    return toPage(await this.deliveries.list(hook.id, page), limit, ({ id }) => id);
  }
}
