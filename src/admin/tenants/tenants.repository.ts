import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Limits } from '../../config/limits.js';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';

export interface TenantRow {
  readonly name: string;
  readonly description: string | null;
  /** Null: as long as the instance keeps it. */
  readonly retentionDays: number | null;
  readonly createdAt: Date;
}

const COLUMNS = 'name, description, retention_days as "retentionDays", created_at as "createdAt"';

/** Whose workflows and executions they are. */
@Injectable()
export class TenantsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(after: string | null, limit: number): Promise<TenantRow[]> {
    return this.dataSource.query(`select ${COLUMNS} from tenant where name > $1 order by name limit $2`, [
      after ?? '',
      limit,
    ]);
  }

  async isThere(tx: EntityManager, name: string): Promise<boolean> {
    const rows: unknown[] = await tx.query('select from tenant where name = $1', [name]);
    return rows.length > 0;
  }

  /** Null when there is no such tenant. */
  async limits(name: string): Promise<Limits | null> {
    const rows: { limits: Limits }[] = await this.dataSource.query(
      'select limits from tenant where name = $1',
      [name],
    );
    return rows[0]?.limits ?? null;
  }

  /** Null when there is no such tenant. */
  async putLimits(tx: EntityManager, name: string, limits: Limits): Promise<Limits | null> {
    const [rows] = await tx.query<[unknown[], number]>(
      'update tenant set limits = $2::jsonb, updated_at = now() where name = $1 returning name',
      [name, JSON.stringify(limits)],
    );
    return rows.length > 0 ? limits : null;
  }

  async put(
    tx: EntityManager,
    name: string,
    {
      description = null,
      retentionDays = null,
    }: { description?: string | null; retentionDays?: number | null },
  ): Promise<{ tenant: TenantRow; isNew: boolean }> {
    const [{ isNew, ...tenant }]: [TenantRow & { isNew: boolean }] = await tx.query(
      `insert into tenant (name, description, retention_days) values ($1, $2, $3)
           on conflict (name) do update set description = excluded.description, retention_days = excluded.retention_days,
           updated_at = now()
       returning ${COLUMNS}, xmax = 0 as "isNew"`,
      [name, description, retentionDays],
    );
    if (isNew) {
      await tx.query('insert into environment (tenant, name) values ($1, $2)', [name, DEFAULT_ENVIRONMENT]);
    }
    return { tenant, isNew };
  }
}
