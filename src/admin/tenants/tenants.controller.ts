import { Body, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { InvalidRequest, NotFound } from '../../errors/errors.js';
import { Asking, Roles } from '../access/access.guard.js';
import { AccessTokens } from '../access/access-tokens.service.js';
import { type Caller, requireInstance } from '../access/caller.js';
import { isResource } from '../api-paths.js';
import { Journal } from '../journal.service.js';
import { keyOf, type Page, PageQuery, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource, type StatusSetter } from '../resource.controller.js';
import { NewTenantModel, TenantBody, TenantModel, TenantTokenModel } from './tenants.dto.js';
import { TenantsRepository } from './tenants.repository.js';

const NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** For whoever runs the whole installation: an admin of the tenant `main`. */
@ChangesHooks()
@Resource('tenants')
export class TenantsController {
  constructor(
    private readonly tenants: TenantsRepository,
    private readonly tokens: AccessTokens,
    private readonly journal: Journal,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Roles()
  @ApiOperation({ summary: 'List tenants by name' })
  @ApiPage(TenantModel)
  async list(@Asking() caller: Caller, @Query() query: PageQuery): Promise<Page<TenantModel>> {
    requireInstance(caller);
    const rows = await this.tenants.list(keyOf(query), query.limit + 1);
    return toPage(rows, query.limit, ({ name }) => name);
  }

  @Put(':name')
  @Roles()
  @ApiOperation({ summary: 'Make a tenant, with its first admin token, or describe one' })
  @ApiOkResponse({ type: TenantModel })
  @ApiCreatedResponse({ type: NewTenantModel })
  async put(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Body() body: TenantBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<NewTenantModel> {
    requireInstance(caller);
    requireName(name);
    return this.dataSource.transaction(async (tx) => {
      const { tenant, isNew } = await this.tenants.put(tx, name, body);
      const deed = { verb: 'tenant.put', subject: `tenant:${name}`, message: `tenant.put ${name}` };
      await this.journal.write(tx, caller, { ...deed, details: { retentionDays: tenant.retentionDays } });
      answer.status(isNew ? 201 : 200);
      return isNew ? { ...tenant, token: await this.tokens.makeAdminToken(tx, name) } : tenant;
    });
  }

  @Post(':name/token')
  @Roles()
  @ApiOperation({ summary: 'Make another admin token of a tenant, for one that lost its own' })
  @ApiCreatedResponse({ type: TenantTokenModel })
  async token(@Asking() caller: Caller, @Param('name') name: string): Promise<TenantTokenModel> {
    requireInstance(caller);
    return this.dataSource.transaction(async (tx) => {
      if (!(await this.tenants.isThere(tx, name))) {
        throw new NotFound('there is no such tenant');
      }
      const deed = { verb: 'tenant.token', subject: `tenant:${name}`, message: `tenant.token ${name}` };
      await this.journal.write(tx, caller, deed);
      return { name, token: await this.tokens.makeAdminToken(tx, name) };
    });
  }
}

/** Tenants stand in paths, where the API's own words stand too. */
function requireName(name: string): void {
  if (!NAME.test(name) || isResource(name)) {
    const message =
      'must be lower-case letters, digits, _ and -, at most 63, starting with a letter or digit, and no word of the API';
    throw new InvalidRequest(`the name ${message}`, { errors: [{ path: 'name', message }] });
  }
}
