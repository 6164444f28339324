import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { ErasureBody, ErasureModel } from './erasures.dto.js';
import { Erasures } from './erasures.service.js';

@Resource('erasures')
export class ErasuresController {
  constructor(private readonly erasures: Erasures) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Erase all that is held of one person, or only count it' })
  @ApiOkResponse({ type: ErasureModel })
  erase(@Asking() caller: Caller, @Body() { subject, dryRun = false }: ErasureBody): Promise<ErasureModel> {
    return this.erasures.erase(caller, subject, dryRun);
  }
}
