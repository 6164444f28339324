import { Body, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { DeadLettersService } from '../../recovery/dead-letters.service.js';
import { type DeadLetterFilter, DeadLetterView } from '../../recovery/dead-letter.view.js';
import type { LetterDeed, ReplayOptions } from '../../recovery/replay.repository.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, resolverOf } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { idOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource, type StatusSetter } from '../resource.controller.js';
import {
  BulkDiscardBody,
  BulkReplayBody,
  DeadLetterModel,
  DeadLettersQuery,
  DiscardBody,
  letterFilter,
  ReplayBody,
  ReplayModel,
} from './dead-letters.dto.js';

@Resource('dead-letters')
export class DeadLettersController {
  constructor(
    private readonly view: DeadLetterView,
    private readonly letters: DeadLettersService,
    private readonly environments: Environments,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List executions that were given up on, newest first' })
  @ApiPage(DeadLetterModel)
  async list(@Asking() caller: Caller, @Query() query: DeadLettersQuery): Promise<Page<object>> {
    const page = { before: idOf(query), limit: query.limit + 1 };
    const rows = await this.view.list(caller, letterFilter(query), page);
    if (rows.length === 0) {
      await this.environments.requireNamed(caller.tenant, query.environment);
    }
    return toPage(rows, query.limit, ({ execution }) => execution);
  }

  @Post('replay')
  @HttpCode(202)
  @Roles('operator')
  @ApiOperation({ summary: 'Replay every open dead letter that matches, or only count them' })
  @ApiAcceptedResponse({ schema: { example: { matches: 2, replayed: 2, executions: ['…', '…'] } } })
  async replayAll(
    @Asking() caller: Caller,
    @Body() body: BulkReplayBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<object> {
    if (body.dryRun === true) {
      answer.status(200);
      return this.count('replay', caller, body);
    }
    const filter = letterFilter(body.filter);
    const done = await this.letters.replayAll(resolverOf(caller), filter, optionsOf(body), body.limit);
    await this.requireMeant(caller, filter, done.matches);
    return { matches: done.matches, replayed: done.executions.length, executions: done.executions };
  }

  @Post('discard')
  @HttpCode(200)
  @Roles('operator')
  @ApiOperation({ summary: 'Let every open dead letter go that matches, saying why, or only count them' })
  @ApiOkResponse({ schema: { example: { matches: 2, discarded: 2, executions: ['…', '…'] } } })
  async discardAll(@Asking() caller: Caller, @Body() body: BulkDiscardBody): Promise<object> {
    if (body.dryRun === true) {
      return this.count('discard', caller, body);
    }
    const filter = letterFilter(body.filter);
    const done = await this.letters.discardAll(resolverOf(caller), filter, body.note!, body.limit);
    await this.requireMeant(caller, filter, done.matches);
    return { matches: done.matches, discarded: done.executions.length, executions: done.executions };
  }

  @Get(':execution')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One dead letter' })
  @ApiParam({ name: 'execution', format: 'uuid' })
  @ApiOkResponse({ type: DeadLetterModel })
  get(@Asking() caller: Caller, @Param('execution', Id) execution: string): Promise<object> {
    return this.letters.require(caller, execution);
  }

  @Post(':execution/replay')
  @HttpCode(202)
  @Roles('operator')
  @ApiOperation({ summary: 'Run it again; a letter that was replayed answers 200 with the same execution' })
  @ApiParam({ name: 'execution', format: 'uuid' })
  @ApiAcceptedResponse({ type: ReplayModel })
  async replay(
    @Asking() caller: Caller,
    @Param('execution', Id) execution: string,
    @Body() body: ReplayBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<ReplayModel> {
    const made = await this.letters.replay(resolverOf(caller), execution, optionsOf(body));
    answer.status(made.isNew ? 202 : 200);
    return { execution: made.execution, replayOf: made.replayOf };
  }

  @Post(':execution/discard')
  @HttpCode(200)
  @Roles('operator')
  @ApiOperation({ summary: 'Let it go for good, saying why' })
  @ApiParam({ name: 'execution', format: 'uuid' })
  @ApiOkResponse({ type: DeadLetterModel })
  discard(
    @Asking() caller: Caller,
    @Param('execution', Id) execution: string,
    @Body() body: DiscardBody,
  ): Promise<object> {
    return this.letters.discard(resolverOf(caller), execution, body.note);
  }

  private async count(
    deed: LetterDeed,
    caller: Caller,
    body: BulkReplayBody | BulkDiscardBody,
  ): Promise<{ matches: number }> {
    const filter = letterFilter(body.filter);
    const matches = await this.letters.preview(deed, caller, filter, body.limit);
    await this.requireMeant(caller, filter, matches);
    return { matches };
  }

  /** Throws NotFound when nothing matches because there is no such environment; letters of a removed one only cannot run. */
  private async requireMeant(caller: Caller, filter: DeadLetterFilter, matches: number): Promise<void> {
    if (matches > 0 || filter.environment === undefined) {
      return;
    }
    const shown = await this.view.list(caller, filter, { before: null, limit: 1 });
    if (shown.length === 0) {
      await this.environments.requireNamed(caller.tenant, filter.environment);
    }
  }
}

function optionsOf(body: ReplayBody): ReplayOptions {
  const { from = 'failed-task', revision = 'same', callback = false } = body;
  return { from, revision, callback };
}
