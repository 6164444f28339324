import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '../../config/clock.js';
import type { SourceDefinition } from '../../intake/source-definition.js';
import { isSearched } from '../hooks/hook-search.dto.js';
import { newAddress } from '../../workflow/deployments.repository.js';

export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly definition: SourceDefinition;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly hookId: string;
  readonly address: string;
  readonly enabled: boolean;
}

const SELECT = `select s.id, s.name, s.description, s.definition, s.created_at as "createdAt",
                       s.updated_at as "updatedAt", h.id as "hookId", h.address, h.enabled
                  from source s join hook h on h.source_id = s.id`;

/** Sources, each with the one hook it owns. A source is enabled when its hook is. */
@Injectable()
export class SourcesRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(
    tenant: string,
    name: string,
    db: EntityManager = this.dataSource.manager,
  ): Promise<SourceRow | null> {
    const rows: SourceRow[] = await db.query(`${SELECT} where s.tenant = $1 and s.name = $2`, [tenant, name]);
    return rows[0] ?? null;
  }

  /** Waits for whoever else changes the source of that name; there need not be one yet. */
  async lock(tx: EntityManager, tenant: string, name: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `signet:source:${tenant}/${name}`,
    ]);
  }

  /** Keyset page by name. */
  list(
    tenant: string,
    after: string | null,
    limit: number,
    search: string | null = null,
  ): Promise<SourceRow[]> {
    return this.dataSource.query(
      `${SELECT} where s.tenant = $1 and s.name > $2 and ${isSearched('$4')} order by s.name limit $3`,
      [tenant, after ?? '', limit, search],
    );
  }

  async create(
    tx: EntityManager,
    tenant: string,
    source: { name: string; description: string | null; definition: SourceDefinition; enabled: boolean },
  ): Promise<void> {
    const id = newId();
    await tx.query(
      'insert into source (id, tenant, name, description, definition) values ($1, $2, $3, $4, $5::jsonb)',
      [id, tenant, source.name, source.description, JSON.stringify(source.definition)],
    );
    await tx.query('insert into hook (id, tenant, address, source_id, enabled) values ($1, $2, $3, $4, $5)', [
      newId(),
      tenant,
      newAddress(),
      id,
      source.enabled,
    ]);
  }

  async update(
    tx: EntityManager,
    id: string,
    source: { description: string | null; definition: SourceDefinition; enabled?: boolean },
  ): Promise<void> {
    await tx.query(
      'update source set description = $2, definition = $3::jsonb, updated_at = now() where id = $1',
      [id, source.description, JSON.stringify(source.definition)],
    );
    if (source.enabled !== undefined) {
      await tx.query('update hook set enabled = $2 where source_id = $1 and enabled <> $2', [
        id,
        source.enabled,
      ]);
    }
  }

  /** Its hook goes with it. */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await tx.query('delete from source where id = $1', [id]);
  }
}
