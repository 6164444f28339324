import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  DirectoryAdminRepository,
  type ShownDirectory,
} from '../../directories/directory-admin.repository.js';
import { clientSecretContext, tokenContext } from '../../directories/directories.service.js';
import { Conflict, NotFound } from '../../errors/errors.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { type GivenSettings, requireSettings } from './directory-settings.js';

export type AnyDirectory = Omit<ShownDirectory, 'createdAt' | 'updatedAt'> & {
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
};

/** The built-in directory is there without being configured. */
const MAIN: AnyDirectory = {
  name: 'main',
  type: 'local',
  url: null,
  hasToken: false,
  auth: null,
  config: {},
  createdAt: null,
  updatedAt: null,
};

@Injectable()
export class DirectoriesAdmin {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directories: DirectoryAdminRepository,
    private readonly secrets: SecretStore,
    private readonly journal: Journal,
  ) {}

  async list(tenant: string, after: string | null, limit: number): Promise<AnyDirectory[]> {
    const rows: AnyDirectory[] = await this.directories.list(tenant, after, limit);
    const isMainDue = (after ?? '') < MAIN.name && (await this.directories.find(tenant, MAIN.name)) === null;
    return isMainDue ? [...rows, MAIN].toSorted((one, other) => (one.name < other.name ? -1 : 1)) : rows;
  }

  /** Throws NotFound. */
  async require(tenant: string, name: string): Promise<AnyDirectory> {
    const row = (await this.directories.find(tenant, name)) ?? (name === MAIN.name ? MAIN : null);
    if (!row) {
      throw notFound(name);
    }
    return row;
  }

  /** Throws NotFound, or Conflict when its users are kept elsewhere. */
  async requireLocal(tenant: string, name: string): Promise<void> {
    const row = await this.require(tenant, name);
    if (row.type !== 'local') {
      throw new Conflict('the users of that directory are kept in another system', { directory: name });
    }
  }

  async put(
    caller: Caller,
    name: string,
    given: GivenSettings,
  ): Promise<{ directory: ShownDirectory; isNew: boolean }> {
    requireWholeTenant(caller);
    return this.dataSource.transaction(async (tx) => {
      const before = await this.directories.find(caller.tenant, name, tx);
      requireSettings(given, before);
      const { type, url = null, config = {} } = given;
      const { clientSecret: _, ...auth } = given.auth ?? {};
      await this.directories.put(tx, caller.tenant, name, {
        type,
        url,
        sealedToken: this.sealed(caller.tenant, name, given),
        auth: given.auth ? auth : null,
        config,
      });
      const message = `directory ${name} ${before ? 'changed' : 'created'}`;
      await this.journal.write(tx, caller, { verb: 'directory.put', subject: `directory:${name}`, message });
      return { directory: (await this.directories.find(caller.tenant, name, tx))!, isNew: before === null };
    });
  }

  /** The credential that is given: each opens as what it is alone. */
  private sealed(tenant: string, name: string, { token, auth }: GivenSettings): Buffer | null {
    const [context, given] = auth
      ? [clientSecretContext(tenant, name), auth.clientSecret]
      : [tokenContext(tenant, name), token];
    return given === undefined ? null : Buffer.from(this.secrets.sealFor(context, given), 'base64');
  }

  async remove(caller: Caller, name: string): Promise<void> {
    requireWholeTenant(caller);
    await this.dataSource.transaction(async (tx) => {
      if (!(await this.directories.remove(tx, caller.tenant, name))) {
        throw notFound(name);
      }
      const message = `directory ${name} deleted`;
      await this.journal.write(tx, caller, {
        verb: 'directory.delete',
        subject: `directory:${name}`,
        message,
      });
    });
  }
}

function notFound(name: string): NotFound {
  return new NotFound('there is no such directory', { directory: name });
}
