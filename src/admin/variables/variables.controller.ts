import { Body, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { InvalidRequest, NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { OptionalEnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { type Deed, Journal } from '../journal.service.js';
import { keyOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { placeOf, requireNames } from '../secrets/secret-name.js';
import { VariableBody, VariableModel, VariablesQuery } from './variables.dto.js';

const MOST_BYTES = 65_536;

@Resource('variables')
@ChangesHooks()
export class VariablesController {
  constructor(
    private readonly variables: VariableStore,
    private readonly environments: Environments,
    private readonly journal: Journal,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List variables by namespace and name' })
  @ApiPage(VariableModel)
  async list(@Asking() caller: Caller, @Query() query: VariablesQuery): Promise<Page<VariableModel>> {
    const key = keyOf(query);
    const known = await this.variables.list(caller.tenant, query.namespace);
    const reached = known.filter(({ namespace }) => isWithinReach(caller, namespace));
    const sorted = reached.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    const after = key === null ? sorted : sorted.filter((one) => placeOf(one) > key);
    return toPage(after, query.limit, placeOf);
  }

  @Put(':namespace/:name')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({
    summary: "Put a variable; workflows of the namespace and below it read it with var('NAME')",
  })
  @ApiNoContentResponse()
  async put(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('name') name: string,
    @Query() { environment }: OptionalEnvironmentQuery,
    @Body() { value }: VariableBody,
  ): Promise<void> {
    requireNames('variable', namespace, name);
    requireSize(value);
    requireNamespace(caller, namespace);
    const place = { tenant: caller.tenant, namespace, environment };
    await this.dataSource.transaction(async (tx) => {
      if (environment !== undefined) {
        await this.environments.require(caller.tenant, environment, tx);
      }
      await this.variables.put(tx, place, name, value);
      await this.journal.write(tx, caller, deed('variable.put', { ...place, name }));
    });
    this.variables.forget();
  }

  @Delete(':namespace/:name')
  @HttpCode(204)
  @Roles('author')
  @ApiOperation({ summary: 'Take a variable away' })
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
      if (!(await this.variables.remove(tx, place, name))) {
        throw new NotFound('there is no such variable', { variable: placeOf({ ...place, name }) });
      }
      await this.journal.write(tx, caller, deed('variable.delete', { ...place, name }));
    });
    this.variables.forget();
  }
}

function deed(verb: string, place: Parameters<typeof placeOf>[0]): Deed {
  return { verb, subject: `variable:${placeOf(place)}`, message: `${verb} ${placeOf(place)}` };
}

function requireSize(value: unknown): void {
  if (Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES) {
    const message = 'must be at most 64 KiB of JSON';
    throw new InvalidRequest(`the value ${message}`, { errors: [{ path: 'value', message }] });
  }
}
