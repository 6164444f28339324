import type { DataSource, EntityManager } from 'typeorm';
import { AuditKeys } from '../audit/audit-keys.service.js';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { newId } from '../config/clock.js';
import type { Config } from '../config/config.js';
import { DEFAULT_TENANT } from '../config/places.js';
import { createDataSource } from '../database/data-source.js';
import { LACKING, schemaStanding } from '../database/schema-standing.js';
import { Conflict, NotFound } from '../errors/errors.js';
import {
  addMasterKey,
  type MasterKeyInfo,
  masterKeyId,
  masterKeys,
  removeMasterKey,
  unlock,
} from '../secrets/master-keys.repository.js';
import type { RootKey } from '../secrets/root-key.js';

/** The master keys of a database, for whoever holds one of them. What it changes is in the audit log, by `shell`. */
export class MasterKeyRing {
  private readonly audit: AuditLogRepository;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly root: RootKey,
    private readonly presentId: string,
  ) {
    this.audit = new AuditLogRepository(new AuditKeys(root));
  }

  /** Throws what the driver says when Postgres is out of reach, Conflict where migrations are missing, ConfigInvalid when the key of `config` opens nothing. */
  static async open({ database, masterKey }: Config): Promise<MasterKeyRing> {
    const { url, statementTimeoutMs } = database;
    const dataSource = await createDataSource({ url, pool: 1, statementTimeoutMs }).initialize();
    try {
      if ((await schemaStanding(dataSource)).pending.length > 0) {
        throw new Conflict(LACKING);
      }
      const root = await unlock(dataSource, masterKey);
      return new MasterKeyRing(dataSource, root, masterKeyId(masterKey));
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
  }

  /** Oldest first; `isPresent` has the one this was opened with. */
  async list(): Promise<(MasterKeyInfo & { readonly isPresent: boolean })[]> {
    const keys = await masterKeys(this.dataSource.manager);
    return keys.map((key) => ({ ...key, isPresent: key.id === this.presentId }));
  }

  /** The id of the new one. Throws Conflict when it is there already. */
  async add(masterKey: Buffer): Promise<string> {
    const id = masterKeyId(masterKey);
    await this.dataSource.transaction(async (tx) => {
      if (!(await addMasterKey(tx, this.root, masterKey))) {
        throw new Conflict(`the key ${id} opens what is sealed here already`);
      }
      await this.tell(tx, 'master_key.add', id);
    });
    return id;
  }

  /** Throws Conflict for the one this was opened with, so that one always stays; NotFound when there is none of that id. */
  async retire(id: string): Promise<void> {
    if (id === this.presentId) {
      throw new Conflict(`${id} is the present SIGNET_MASTER_KEY: do this with the key that stays`);
    }
    await this.dataSource.transaction(async (tx) => {
      if (!(await removeMasterKey(tx, id))) {
        throw new NotFound(`there is no master key ${id}: see signet master-key list`);
      }
      await this.tell(tx, 'master_key.retire', id);
    });
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }

  private tell(tx: EntityManager, verb: string, id: string): Promise<void> {
    const deed = { verb, actor: 'shell', subject: `master_key:${id}`, message: `${verb} ${id}` };
    const at = { id: newId(), tenant: DEFAULT_TENANT, at: new Date(), executionId: null, taskId: null };
    return this.audit.append(tx, [{ ...at, ...deed }]);
  }
}
