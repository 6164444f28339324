import { Body, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CONFIG, type Config } from '../../config/config.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, reachesAll } from '../access/caller.js';
import { hookUrl } from '../hook-url.js';
import { shownHookLimits } from '../limits/given-limits.js';
import { NamePipe } from '../name.dto.js';
import { keyOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource, type StatusSetter } from '../resource.controller.js';
import { notesOn, secretsIn, shownProofs } from './proofs.js';
import { RetireQuery, SourceSecretBody, SourceSecretModel } from './source-secrets.dto.js';
import { SourceBody, SourceModel, SourcesQuery } from './sources.dto.js';
import { SourceSecrets } from './source-secrets.service.js';
import { type SourceRow, SourcesRepository } from './sources.repository.js';
import { SourcesService } from './sources.service.js';

@Resource('sources')
@ChangesHooks()
export class SourcesController {
  constructor(
    private readonly rows: SourcesRepository,
    private readonly sources: SourcesService,
    private readonly secrets: SourceSecrets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List sources by name' })
  @ApiPage(SourceModel)
  async list(@Asking() caller: Caller, @Query() query: SourcesQuery): Promise<Page<SourceModel>> {
    const rows = await this.rows.list(caller.tenant, keyOf(query), query.limit + 1, query.hook);
    const page = toPage(rows, query.limit, ({ name }) => name);
    return { ...page, items: page.items.map((row) => this.shown(caller, row)) };
  }

  @Get(':name')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One source; its secrets are counted, never shown' })
  @ApiOkResponse({ type: SourceModel })
  async get(@Asking() caller: Caller, @Param('name') name: string): Promise<SourceModel> {
    return this.shown(caller, await this.sources.require(caller.tenant, name));
  }

  @Put(':name')
  @Roles('author')
  @ApiOperation({ summary: 'Create a source, or replace what it says' })
  @ApiOkResponse({ type: SourceModel })
  @ApiCreatedResponse({ type: SourceModel })
  async put(
    @Asking() caller: Caller,
    @Param('name', NamePipe) name: string,
    @Body() body: SourceBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<SourceModel> {
    const { source, isNew } = await this.sources.put(caller, name, body);
    answer.status(isNew ? 201 : 200);
    return this.shown(caller, source, secretsIn(body));
  }

  @Delete(':name')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Remove a source and its hook' })
  @ApiNoContentResponse()
  async remove(@Asking() caller: Caller, @Param('name') name: string): Promise<void> {
    await this.sources.remove(caller, name);
  }

  @Post(':name/enable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Take its deliveries again' })
  @ApiOkResponse({ type: SourceModel })
  async enable(@Asking() caller: Caller, @Param('name') name: string): Promise<SourceModel> {
    return this.shown(caller, await this.sources.setEnabled(caller, name, true));
  }

  @Post(':name/disable')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Refuse its deliveries' })
  @ApiOkResponse({ type: SourceModel })
  async disable(@Asking() caller: Caller, @Param('name') name: string): Promise<SourceModel> {
    return this.shown(caller, await this.sources.setEnabled(caller, name, false));
  }

  @Get(':name/secrets')
  @Roles(...READERS)
  @ApiOperation({
    summary: 'Its live secrets, the oldest first: when each was added and last used, never what it is',
  })
  @ApiPage(SourceSecretModel)
  async listSecrets(@Asking() caller: Caller, @Param('name') name: string): Promise<Page<SourceSecretModel>> {
    return { items: await this.secrets.list(caller, name), next: null };
  }

  @Post(':name/secrets')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Add a live secret, to rotate without a gap' })
  @ApiOkResponse({ type: SourceModel })
  async addSecret(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Body() body: SourceSecretBody,
  ): Promise<SourceModel> {
    return this.shown(caller, await this.secrets.add(caller, name, body.secret, body.proof), [body.secret]);
  }

  @Delete(':name/secrets/:id')
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({
    summary: 'Retire a secret; the last one stays, and one that was used in the last 24 hours',
  })
  @ApiOkResponse({ type: SourceModel })
  async retireSecret(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Param('id') id: string,
    @Query() { force }: RetireQuery,
  ): Promise<SourceModel> {
    return this.shown(caller, await this.secrets.retire(caller, name, id, force === 'true'));
  }

  private shown(caller: Caller, row: SourceRow, given: readonly string[] = []): SourceModel {
    const { name, description, enabled, createdAt, updatedAt, definition } = row;
    const notes = notesOn(given);
    const isWhole = reachesAll(caller);
    return {
      name,
      description,
      enabled,
      hook: {
        id: row.hookId,
        address: isWhole ? row.address : null,
        url: isWhole ? hookUrl(this.config.http, row.address) : null,
      },
      proofs: shownProofs(definition),
      ...(definition.event && { event: definition.event as SourceModel['event'] & object }),
      ...(definition.limits && { limits: shownHookLimits(definition.limits) }),
      ...(definition.vocabulary && { vocabulary: definition.vocabulary }),
      createdAt,
      updatedAt,
      ...(notes.length > 0 && { notes }),
    };
  }
}
