import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { Asking, Roles } from '../access/access.guard.js';
import type { TokenRow } from '../access/access-tokens.repository.js';
import type { Caller } from '../access/caller.js';
import { idOf, type Page, PageQuery, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { NewTokenModel, TokenCreateBody, TokenModel } from './tokens.dto.js';
import { TokensService } from './tokens.service.js';

@Resource('tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @Roles()
  @ApiOperation({ summary: 'List tokens, revoked ones too' })
  @ApiPage(TokenModel)
  async list(@Asking() caller: Caller, @Query() query: PageQuery): Promise<Page<TokenModel>> {
    const page = toPage(
      await this.tokens.list(caller, idOf(query), query.limit + 1),
      query.limit,
      ({ id }) => id,
    );
    return { ...page, items: page.items.map(shown) };
  }

  @Post()
  @Roles()
  @ApiOperation({ summary: 'Make a token; it is shown this once' })
  @ApiCreatedResponse({ type: NewTokenModel })
  async create(@Asking() caller: Caller, @Body() body: TokenCreateBody): Promise<NewTokenModel> {
    const {
      id,
      name,
      role,
      namespaces = [],
      expiresAt = null,
      token,
    } = await this.tokens.create(caller, body);
    return { id, name, role, namespaces, expiresAt, token };
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles()
  @ApiOperation({ summary: 'Revoke a token' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiNoContentResponse()
  async revoke(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<void> {
    await this.tokens.revoke(caller, id);
  }
}

function shown({ id, name, role, namespaces, createdAt, expiresAt, revokedAt }: TokenRow): TokenModel {
  return { id, name, role, namespaces, createdAt, expiresAt, revokedAt };
}
