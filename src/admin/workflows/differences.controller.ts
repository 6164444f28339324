import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { ApiDocument } from './api-document.dto.js';
import { BesideQuery, besideOf } from './beside.dto.js';
import { AgainstQuery, DifferenceModel, RevisionDifferenceModel } from './differences.dto.js';
import { Differences } from './differences.service.js';
import { RevisionNumber } from './revision-number.dto.js';

@Resource('workflows')
export class DifferencesController {
  constructor(private readonly differences: Differences) {}

  @Post('diff')
  @HttpCode(200)
  @Roles('author', 'operator')
  @ApiOperation({ summary: 'Say what a document would change, saving nothing' })
  @ApiDocument()
  @ApiOkResponse({ type: DifferenceModel })
  ofDocument(
    @Asking() caller: Caller,
    @Query() query: BesideQuery,
    @Body() text: unknown,
  ): Promise<DifferenceModel> {
    return this.differences.ofDocument(caller, text, query.environment, besideOf(query));
  }

  @Get(':namespace/:id/revisions/:number/diff')
  @Roles(...READERS)
  @ApiOperation({ summary: 'What a revision says otherwise than another' })
  @ApiOkResponse({ type: RevisionDifferenceModel })
  async ofRevisions(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
    @Param('number', RevisionNumber) revision: number,
    @Query() { against = Math.max(0, revision - 1) }: AgainstQuery,
  ): Promise<RevisionDifferenceModel> {
    const changes = await this.differences.ofRevisions(caller, { namespace, id }, revision, against);
    return { revision, against, changes };
  }
}
