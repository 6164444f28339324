import { Body, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Limits } from '../../config/limits.js';
import { NotFound } from '../../errors/errors.js';
import { LimitedClaimRepository } from '../../ledger/limited-claim.repository.js';
import { LimitBook } from '../../workflow/limit-book.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import { type Caller, requireInstance } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { type GivenLimits, shownLimits, toLimits } from '../limits/given-limits.js';
import { LimitsBody } from '../limits/limits.dto.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { TenantsRepository } from './tenants.repository.js';

/** For whoever runs the whole installation. */
@ChangesHooks()
@Resource('tenants')
export class TenantLimitsController {
  constructor(
    private readonly tenants: TenantsRepository,
    private readonly book: LimitBook,
    private readonly claims: LimitedClaimRepository,
    private readonly journal: Journal,
    private readonly dataSource: DataSource,
  ) {}

  @Get(':name/limits')
  @Roles()
  @ApiOperation({ summary: 'What a tenant may use' })
  @ApiOkResponse({ type: LimitsBody })
  async get(@Asking() caller: Caller, @Param('name') name: string): Promise<GivenLimits> {
    requireInstance(caller);
    return shownLimits(required(await this.tenants.limits(name)));
  }

  @Put(':name/limits')
  @Roles()
  @ApiOperation({ summary: 'Say what a tenant may use; what is left out has no limit' })
  @ApiOkResponse({ type: LimitsBody })
  async put(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Body() body: LimitsBody,
  ): Promise<GivenLimits> {
    requireInstance(caller);
    const limits = toLimits(body);
    await this.dataSource.transaction(async (tx) => {
      required(await this.tenants.putLimits(tx, name, limits));
      const deed = { verb: 'tenant.limit', subject: `tenant:${name}`, message: `tenant.limit ${name}` };
      await this.journal.write(tx, caller, { ...deed, details: limits });
    });
    this.book.forget();
    if (limits.concurrency) {
      await this.claims.adopt(name);
    }
    return shownLimits(limits);
  }
}

function required(limits: Limits | null): Limits {
  if (!limits) {
    throw new NotFound('there is no such tenant');
  }
  return limits;
}
