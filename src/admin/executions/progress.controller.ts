import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Get, Header, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { Forbidden, NotFound, Unauthenticated } from '../../errors/errors.js';
import { EventStreams } from '../../intake/answers/event-streams.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { AccessTokens } from '../access/access-tokens.service.js';
import type { Caller } from '../access/caller.js';
import { Id, Resource } from '../resource.controller.js';
import { StatusModel, StreamQuery } from './progress.dto.js';
import { statusOf } from './status-of.js';
import { VisibleExecutions } from './visible-executions.service.js';

/** How executions go on, for who started them: polled, or streamed. */
@Resource('executions')
export class ProgressController {
  constructor(
    private readonly executions: VisibleExecutions,
    private readonly streams: EventStreams,
    private readonly tokens: AccessTokens,
  ) {}

  @Get(':id/status')
  @Roles(...READERS, 'ingest')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ summary: 'How an execution stands; 304 to `If-None-Match` while nothing changed' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: StatusModel })
  async status(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<StatusModel | undefined> {
    const status = statusOf(await this.executions.require(caller, id));
    const etag = `W/"${createHash('sha256').update(JSON.stringify(status)).digest('base64url').slice(0, 22)}"`;
    response.setHeader('etag', etag);
    if (known?.split(',').some((one) => one.trim() === etag || one.trim() === '*')) {
      response.statusCode = 304;
      return undefined;
    }
    return status;
  }

  @Get(':id/stream')
  @Roles(...READERS, 'ingest')
  @ApiOperation({ summary: 'Events of an execution until it has ended, as server-sent events' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async stream(
    @Asking() caller: Caller,
    @Param('id', Id) id: string,
    @Query() query: StreamQuery,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const details = query.details === 'true';
    if (details && caller.role === 'ingest') {
      throw new Forbidden('the role ingest may not read what tasks were given and gave');
    }
    await this.executions.require(caller, id);
    const mayRead = () => this.mayStillRead(request, caller, id);
    this.streams.serve(id, request, response, { details, mayRead });
  }

  private async mayStillRead(request: IncomingMessage, { role }: Caller, id: string): Promise<boolean> {
    try {
      const now = await this.tokens.ofRequest(request);
      await this.executions.require(now, id);
      return now.role === role;
    } catch (error) {
      if (error instanceof Unauthenticated || error instanceof NotFound) {
        return false;
      }
      throw error;
    }
  }
}
