import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Reach, withinReach } from '../../ledger/reach.view.js';
import type { Role } from './caller.js';

/** A token as it may be shown: never the token, never its digest. */
export interface TokenRow {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly role: Role;
  readonly namespaces: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface NewToken {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly digest: Buffer;
  readonly role: Role;
  readonly namespaces: readonly string[];
  readonly expiresAt: Date | null;
}

const COLUMNS = `id, tenant, name, role, namespaces, created_at as "createdAt", expires_at as "expiresAt",
                 revoked_at as "revokedAt"`;

@Injectable()
export class AccessTokensRepository {
  constructor(private readonly dataSource: DataSource) {}

  async findByDigest(digest: Buffer): Promise<TokenRow | null> {
    const rows: TokenRow[] = await this.dataSource.query(
      `select ${COLUMNS} from api_token where digest = $1`,
      [digest],
    );
    return rows[0] ?? null;
  }

  /** False when a token with that digest is there already. */
  async insert(tx: EntityManager, token: NewToken): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `insert into api_token (id, tenant, name, digest, role, namespaces, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (digest) do nothing returning id`,
      [token.id, token.tenant, token.name, token.digest, token.role, token.namespaces, token.expiresAt],
    );
    return rows.length > 0;
  }

  /** Whether a token that works today has that name. `tx` holds the lock that lets one at a time take it. */
  async hasName(tx: EntityManager, tenant: string, name: string): Promise<boolean> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `signet:token-name:${tenant}/${name}`,
    ]);
    const rows: unknown[] = await tx.query(
      `select 1 from api_token where tenant = $1 and name = $2 and revoked_at is null
          and (expires_at is null or expires_at > now()) limit 1`,
      [tenant, name],
    );
    return rows.length > 0;
  }

  /** One admin token that works today is enough. `tx` holds the lock that lets one process at a time decide. */
  async hasAdmin(tx: EntityManager, tenant: string): Promise<boolean> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('signet:admin-token', 0))`);
    const rows: unknown[] = await tx.query(
      `select 1 from api_token where tenant = $1 and role = 'admin' and namespaces = '{}' and revoked_at is null
          and (expires_at is null or expires_at > now()) limit 1`,
      [tenant],
    );
    return rows.length > 0;
  }

  /** Keyset page, oldest first, of tokens that reach no further. One without namespaces reaches all. */
  list(reach: Reach, after: string | null, limit: number): Promise<TokenRow[]> {
    return this.dataSource.query(
      `select ${COLUMNS} from api_token t
        where tenant = $1 and ($2::uuid is null or id > $2)
          and (cardinality($4::text[]) = 0 or (cardinality(t.namespaces) > 0 and not exists (
                select from unnest(t.namespaces) as own (namespace) where not ${withinReach('own.namespace', '$4')})))
        order by id limit $3`,
      [reach.tenant, after, limit, reach.namespaces],
    );
  }

  async find(tx: EntityManager, tenant: string, id: string): Promise<TokenRow | null> {
    const rows: TokenRow[] = await tx.query(
      `select ${COLUMNS} from api_token where tenant = $1 and id = $2 for update`,
      [tenant, id],
    );
    return rows[0] ?? null;
  }

  async revoke(tx: EntityManager, id: string): Promise<void> {
    await tx.query('update api_token set revoked_at = now() where id = $1 and revoked_at is null', [id]);
  }
}
