import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { ArchiveModel, ImportModel, ImportQuery } from './archives.dto.js';
import { Archives } from './archives.service.js';

@Resource('archives')
@ChangesHooks()
export class ArchivesController {
  constructor(private readonly archives: Archives) {}

  @Get(':namespace')
  @Roles(...READERS)
  @ApiOperation({ summary: 'The workflows of a namespace, as they are deployed, in one text' })
  @ApiOkResponse({ type: ArchiveModel })
  get(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Query() { environment }: EnvironmentQuery,
  ): Promise<ArchiveModel> {
    return this.archives.write(caller, namespace, environment);
  }

  @Post()
  @HttpCode(200)
  @Roles('author')
  @ApiOperation({ summary: 'Save and deploy all documents of an archive, or none' })
  @ApiConsumes('application/yaml', 'text/yaml')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ type: ImportModel })
  post(
    @Asking() caller: Caller,
    @Query() query: ImportQuery,
    @Body() archive: unknown,
  ): Promise<ImportModel> {
    return this.archives.read(caller, archive, query);
  }
}
