import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A directory as it may be shown: never its token, nor the secret of its client. */
export interface ShownDirectory {
  readonly name: string;
  readonly type: 'local' | 'scim';
  readonly url: string | null;
  readonly hasToken: boolean;
  /** The client that fetches tokens, without its secret; null: there is none. */
  readonly auth: Readonly<Record<string, unknown>> | null;
  readonly config: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface GivenDirectory {
  readonly type: 'local' | 'scim';
  readonly url: string | null;
  /** Sealed, as is the secret of a client; null keeps the one there is. */
  readonly sealedToken: Buffer | null;
  readonly auth: Readonly<Record<string, unknown>> | null;
  readonly config: Readonly<Record<string, unknown>>;
}

const COLUMNS = `name, type, url, sealed_token is not null and not config ? 'auth' as "hasToken", config -> 'auth' as auth,
                 config - 'auth' as config, created_at as "createdAt", updated_at as "updatedAt"`;

/** Directories as they are configured. A tenant has the built-in `main` without a row of its own. */
@Injectable()
export class DirectoryAdminRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keyset page by name. */
  list(tenant: string, after: string | null, limit: number): Promise<ShownDirectory[]> {
    return this.dataSource.query(
      `select ${COLUMNS} from directory where tenant = $1 and name > $2 order by name limit $3`,
      [tenant, after ?? '', limit],
    );
  }

  async find(
    tenant: string,
    name: string,
    db: EntityManager = this.dataSource.manager,
  ): Promise<ShownDirectory | null> {
    const rows: ShownDirectory[] = await db.query(
      `select ${COLUMNS} from directory where tenant = $1 and name = $2`,
      [tenant, name],
    );
    return rows[0] ?? null;
  }

  async put(tx: EntityManager, tenant: string, name: string, given: GivenDirectory): Promise<void> {
    const config = given.auth === null ? given.config : { ...given.config, auth: given.auth };
    await tx.query(
      `insert into directory (tenant, name, type, url, sealed_token, config) values ($1, $2, $3, $4, $5, $6::jsonb)
           on conflict (tenant, name) do update
          set type = excluded.type, url = excluded.url, config = excluded.config, updated_at = now(),
              sealed_token = case when excluded.type = 'scim' then coalesce(excluded.sealed_token, directory.sealed_token) end`,
      [tenant, name, given.type, given.url, given.sealedToken, JSON.stringify(config)],
    );
  }

  /**
   * Forgets that there was a user: of those deleted, built-in directories keep the key. Whether there still is one, and how
   * many were forgotten.
   */
  async eraseDeleted(
    tx: EntityManager,
    tenant: string,
    user: string,
  ): Promise<{ readonly erased: number; readonly isThere: boolean }> {
    const places = `tenant = $1 and id = $2
       and directory = any(array(select name from directory where tenant = $1 union select 'main'))`;
    const [, erased] = await tx.query<[unknown, number]>(
      `delete from directory_user where ${places} and deleted_at is not null`,
      [tenant, user],
    );
    const left: unknown[] = await tx.query(`select from directory_user where ${places} limit 1`, [
      tenant,
      user,
    ]);
    return { erased, isThere: left.length > 0 };
  }

  /** False when there was none. Users of a built-in directory stay. */
  async remove(tx: EntityManager, tenant: string, name: string): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      'delete from directory where tenant = $1 and name = $2 returning name',
      [tenant, name],
    );
    return rows.length > 0;
  }
}
