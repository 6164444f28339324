import { Body, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { InvalidRequest, NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { keyOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { NAMESPACE, SecretBody, SecretModel, SecretsQuery } from './secrets.dto.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

@Resource('secrets')
export class SecretsController {
  constructor(
    private readonly secrets: SecretStore,
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
    @Body() body: SecretBody,
  ): Promise<void> {
    requireNames(namespace, name);
    requireNamespace(caller, namespace);
    await this.secrets.put(caller.tenant, namespace, name, body.value);
    await this.note(caller, 'secret.put', `${namespace}/${name}`);
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
  ): Promise<void> {
    requireNamespace(caller, namespace);
    if (!(await this.secrets.remove(caller.tenant, namespace, name))) {
      throw new NotFound('there is no such secret', { secret: `${namespace}/${name}` });
    }
    await this.note(caller, 'secret.delete', `${namespace}/${name}`);
  }

  private note(caller: Caller, verb: string, place: string): Promise<void> {
    return this.dataSource.transaction((tx) =>
      this.journal.write(tx, caller, { verb, subject: `secret:${place}`, message: `${verb} ${place}` }),
    );
  }
}

const placeOf = ({ namespace, name }: { namespace: string; name: string }): string => `${namespace}/${name}`;

function requireNames(namespace: string, name: string): void {
  const errors = [
    ...(NAMESPACE.test(namespace) && namespace.length <= 150
      ? []
      : [{ path: 'namespace', message: 'must be names joined by dots, at most 150 characters' }]),
    ...(NAME.test(name)
      ? []
      : [{ path: 'name', message: 'must be letters, digits and _, at most 100, not starting with a digit' }]),
  ];
  if (errors.length > 0) {
    throw new InvalidRequest('the secret cannot be called that', { errors });
  }
}
