import { Body, Delete, Get, HttpCode, Param, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LocalDirectoryRepository } from '../../directories/local/local-directory.repository.js';
import { NotFound } from '../../errors/errors.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { NamePipe } from '../name.dto.js';
import { keyOf, type Page, PageQuery, toPage } from '../page.dto.js';
import { ApiPage, Resource, type StatusSetter } from '../resource.controller.js';
import { DirectoriesAdmin } from './directories-admin.service.js';
import { DirectoryBody, DirectoryModel, UserModel } from './directories.dto.js';

@Resource('directories')
export class DirectoriesController {
  constructor(
    private readonly directories: DirectoriesAdmin,
    private readonly users: LocalDirectoryRepository,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List directories by name; main is always there' })
  @ApiPage(DirectoryModel)
  async list(@Asking() caller: Caller, @Query() query: PageQuery): Promise<Page<DirectoryModel>> {
    const rows = await this.directories.list(caller.tenant, keyOf(query), query.limit + 1);
    return toPage(rows, query.limit, ({ name }) => name);
  }

  @Get(':name')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One directory; its token is never shown' })
  @ApiOkResponse({ type: DirectoryModel })
  get(@Asking() caller: Caller, @Param('name') name: string): Promise<DirectoryModel> {
    return this.directories.require(caller.tenant, name);
  }

  @Put(':name')
  @Roles()
  @ApiOperation({ summary: 'Configure a directory' })
  @ApiOkResponse({ type: DirectoryModel })
  @ApiCreatedResponse({ type: DirectoryModel })
  async put(
    @Asking() caller: Caller,
    @Param('name', NamePipe) name: string,
    @Body() body: DirectoryBody,
    @Res({ passthrough: true }) answer: StatusSetter,
  ): Promise<DirectoryModel> {
    const { directory, isNew } = await this.directories.put(caller, name, body);
    answer.status(isNew ? 201 : 200);
    return directory;
  }

  @Delete(':name')
  @HttpCode(204)
  @Roles()
  @ApiOperation({ summary: 'Forget how to reach a directory; users of a built-in one stay' })
  @ApiNoContentResponse()
  async remove(@Asking() caller: Caller, @Param('name') name: string): Promise<void> {
    await this.directories.remove(caller, name);
  }

  @Get(':name/users')
  @Roles(...READERS)
  @ApiOperation({ summary: 'List users of a built-in directory by id' })
  @ApiPage(UserModel)
  async listUsers(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Query() query: PageQuery,
  ): Promise<Page<UserModel>> {
    requireWholeTenant(caller);
    await this.directories.requireLocal(caller.tenant, name);
    const rows = await this.users.list(caller.tenant, name, keyOf(query), query.limit + 1);
    return toPage(rows, query.limit, ({ id }) => id);
  }

  @Get(':name/users/:id')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One user of a built-in directory' })
  @ApiOkResponse({ type: UserModel })
  async getUser(
    @Asking() caller: Caller,
    @Param('name') name: string,
    @Param('id') id: string,
  ): Promise<UserModel> {
    requireWholeTenant(caller);
    await this.directories.requireLocal(caller.tenant, name);
    const user = await this.users.show(caller.tenant, name, id);
    if (!user) {
      throw new NotFound('there is no such user', { directory: name });
    }
    return user;
  }
}
