import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Conflict, InvalidRequest, NotFound } from '../../errors/errors.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { isEnvironmentName } from './environments.dto.js';
import { type EnvironmentRow, EnvironmentsRepository, type Holder } from './environments.repository.js';

/** Changes the stages of a tenant. */
@Injectable()
export class Environments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly environments: EnvironmentsRepository,
    private readonly journal: Journal,
    private readonly secrets: SecretStore,
    private readonly variables: VariableStore,
  ) {}

  list(tenant: string): Promise<EnvironmentRow[]> {
    return this.environments.list(tenant);
  }

  /** Throws NotFound. In a transaction it stays until that ends. */
  async require(
    tenant: string,
    name: string,
    tx?: EntityManager,
    who: Holder = 'uses',
  ): Promise<EnvironmentRow> {
    const isName = isEnvironmentName(name);
    if (tx && isName) {
      await this.environments.hold(tx, tenant, name, who);
    }
    const known = isName ? await this.environments.find(tenant, name, tx) : null;
    if (!known) {
      throw new NotFound('there is no environment of that name');
    }
    return known;
  }

  /** For a list of one environment that is empty: throws NotFound when that is why. What ran in a removed one stays to be seen. */
  async requireNamed(tenant: string, name: string | undefined): Promise<void> {
    if (name !== undefined) {
      await this.require(tenant, name);
    }
  }

  async put(
    caller: Caller,
    name: string,
    description: string | null,
  ): Promise<{ environment: EnvironmentRow; isNew: boolean }> {
    requireWholeTenant(caller);
    if (!isEnvironmentName(name)) {
      const message = 'must be letters, digits, _ and -, at most 63, starting with a letter or digit';
      throw new InvalidRequest(`the name ${message}`, { errors: [{ path: 'name', message }] });
    }
    return this.change(async (tx) => {
      const isNew = await this.environments.put(tx, caller.tenant, name, description);
      await this.note(tx, caller, 'environment.put', name);
      return { environment: await this.require(caller.tenant, name, tx), isNew };
    });
  }

  /** Throws Conflict while workflows are deployed or executions under way there, and for the one that is always there. */
  async remove(caller: Caller, name: string): Promise<void> {
    requireWholeTenant(caller);
    if (name === DEFAULT_ENVIRONMENT) {
      throw new Conflict(`${DEFAULT_ENVIRONMENT} is always there`);
    }
    await this.change(async (tx) => {
      const { workflows } = await this.require(caller.tenant, name, tx, 'removes');
      if (workflows > 0) {
        const deployed = workflows === 1 ? '1 workflow is' : `${workflows} workflows are`;
        throw new Conflict(`${deployed} deployed there; undeploy first`, { workflows });
      }
      if (await this.environments.isBusy(tx, caller.tenant, name)) {
        throw new Conflict('executions are still under way there');
      }
      await this.environments.remove(tx, caller.tenant, name);
      await this.note(tx, caller, 'environment.delete', name);
    });
  }

  /** What is read in an environment depends on whether it is there. */
  private async change<T>(change: (tx: EntityManager) => Promise<T>): Promise<T> {
    const done = await this.dataSource.transaction(change);
    this.secrets.forget();
    this.variables.forget();
    return done;
  }

  private note(tx: EntityManager, caller: Caller, verb: string, name: string): Promise<void> {
    return this.journal.write(tx, caller, {
      verb,
      subject: `environment:${name}`,
      message: `${verb} ${name}`,
    });
  }
}
