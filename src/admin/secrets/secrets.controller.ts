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
import { type Deed, Journal } from '../journal.service.js';
import { keyOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { placeOf, requireNames } from './secret-name.js';
import { SecretBody, SecretModel, SecretsQuery } from './secrets.dto.js';

@Resource('secrets')
@ChangesHooks()
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
    const place = { tenant: caller.tenant, namespace, environment };
    await this.dataSource.transaction(async (tx) => {
      if (environment !== undefined) {
        await this.environments.require(caller.tenant, environment, tx);
      }
      await this.secrets.put(place, name, body.value, tx);
      await this.journal.write(tx, caller, deed('secret.put', { ...place, name }));
    });
    this.secrets.forget();
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
    const place = { tenant: caller.tenant, namespace, environment };
    await this.dataSource.transaction(async (tx) => {
      if (!(await this.secrets.remove(place, name, tx))) {
        throw new NotFound('there is no such secret', { secret: placeOf({ ...place, name }) });
      }
      await this.journal.write(tx, caller, deed('secret.delete', { ...place, name }));
    });
    this.secrets.forget();
  }
}

function deed(verb: string, place: Parameters<typeof placeOf>[0]): Deed {
  return { verb, subject: `secret:${placeOf(place)}`, message: `${verb} ${placeOf(place)}` };
}
