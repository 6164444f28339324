import { Body, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { NamePipe } from '../name.dto.js';
import { ChangesHooks, Resource, type StatusSetter } from '../resource.controller.js';
import { SsfQuery, SsfRegisterBody, SsfStreamModel } from './ssf.dto.js';
import { SsfRegistration } from './ssf-registration.service.js';
import { SsfStreams } from './ssf-streams.service.js';

@ChangesHooks()
@Resource('sources/:name/ssf')
export class SsfController {
  constructor(
    private readonly registration: SsfRegistration,
    private readonly streams: SsfStreams,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'The Shared Signals stream of a source: verified when, last event, last error' })
  @ApiOkResponse({ type: SsfStreamModel })
  get(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Query() { remote }: SsfQuery,
  ): Promise<SsfStreamModel> {
    return this.streams.show(caller, name, remote === 'true');
  }

  @Post()
  @Roles('author')
  @ApiOperation({
    summary: 'Set a stream up at its transmitter, and the source it feeds; again, to change it',
  })
  @ApiOkResponse({ type: SsfStreamModel })
  @ApiCreatedResponse({ type: SsfStreamModel })
  async register(
    @Asking() caller: Caller,
    @Param('name', NamePipe) name: string,
    @Body() body: SsfRegisterBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<SsfStreamModel> {
    answer.status((await this.registration.register(caller, name, body)) ? 201 : 200);
    return this.streams.show(caller, name);
  }

  @Post('verify')
  @HttpCode(202)
  @Roles('author')
  @ApiOperation({
    summary: 'Ask the transmitter for a verification event; the stream shows when it has come',
  })
  @ApiAcceptedResponse({ type: SsfStreamModel })
  verify(@Asking() caller: Caller, @Param('name') name: string): Promise<SsfStreamModel> {
    return this.streams.verify(caller, name);
  }

  @Delete()
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Delete the stream at its transmitter; the source stays' })
  @ApiNoContentResponse()
  async remove(@Asking() caller: Caller, @Param('name') name: string): Promise<void> {
    await this.streams.remove(caller, name);
  }
}
