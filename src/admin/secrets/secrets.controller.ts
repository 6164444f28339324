import { Body, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { OptionalEnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { Journal } from '../journal.service.js';
import { keyOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { placeOf, requireNames } from './secret-name.js';
import { SecretBody, SecretModel, SecretsQuery } from './secrets.dto.js';

@Resource('secrets')
export class SecretsController {
  constructor(
    private readonly secrets: SecretStore,
    private readonly environments: Environments,
    private readonly journal: Journal,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List secrets by namespace and name, without their values' })
  @ApiPage(SecretModel)
  async list(@Asking() caller: Caller, @Query() query: SecretsQuery): Promise<Page<SecretModel>> {
    const key = keyOf(query);
    const known = await this.secrets.list(caller.tenant, query.namespace);
    const reached = known.filter((secret) => isWithinReach(caller, secret.namespace));
    const sorted = reached.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    const after = key === null ? sorted : sorted.filter((secret) => placeOf(secret) > key);
    return toPage(after, query.limit, placeOf);
  }

  @Put(':namespace/:name')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Put a secret; workflows of the namespace and below it may use it' })
  @ApiNoContentResponse()
  async put(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('name') name: string,
    @Query() { environment }: OptionalEnvironmentQuery,
    @Body() body: SecretBody,
  ): Promise<void> {
    requireNames('secret', namespace, name);
    requireNamespace(caller, namespace);
    if (environment !== undefined) {
      await this.environments.require(caller.tenant, environment);
    }
    await this.secrets.put({ tenant: caller.tenant, namespace, environment }, name, body.value);
    await this.note(caller, 'secret.put', placeOf({ namespace, name, environment }));
  }

  @Delete(':namespace/:name')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Take a secret away' })
  @ApiNoContentResponse()
  async remove(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('name') name: string,
    @Query() { environment }: OptionalEnvironmentQuery,
  ): Promise<void> {
    requireNamespace(caller, namespace);
    const place = placeOf({ namespace, name, environment });
    if (!(await this.secrets.remove({ tenant: caller.tenant, namespace, environment }, name))) {
      throw new NotFound('there is no such secret', { secret: place });
    }
    await this.note(caller, 'secret.delete', place);
  }

  private note(caller: Caller, verb: string, place: string): Promise<void> {
    return this.dataSource.transaction((tx) =>
      this.journal.write(tx, caller, { verb, subject: `secret:${place}`, message: `${verb} ${place}` }),
    );
  }
}
