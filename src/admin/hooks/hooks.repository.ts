import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { type Reach, withinReach } from '../../ledger/reach.view.js';
import { isSearched } from './hook-search.dto.js';

export type HookOwner =
  | { readonly kind: 'source'; readonly source: string }
  | {
      readonly kind: 'workflow';
      readonly namespace: string;
      readonly workflow: string;
      readonly trigger: string;
    };

export interface HookRow {
  readonly id: string;
  readonly address: string;
  readonly enabled: boolean;
  readonly owner: HookOwner;
}

const SELECT = `
select h.id, h.address,
       case when s.id is not null then h.enabled
            else coalesce(h.enabled and d.enabled and coalesce(t.enabled, (g.trigger->>'enabled')::bool), false) end as enabled,
       case when s.id is not null then json_build_object('kind', 'source', 'source', s.name)
            else json_build_object('kind', 'workflow', 'namespace', w.namespace, 'workflow', w.name,
                                   'trigger', h.trigger_id) end as owner
  from hook h
  left join source s on s.id = h.source_id
  left join workflow w on w.id = h.workflow_id
  left join deployment d on d.workflow_id = w.id and d.environment = '${DEFAULT_ENVIRONMENT}'
  left join workflow_revision r on r.workflow_id = w.id and r.number = d.revision
  left join lateral (select trigger from jsonb_array_elements(r.document->'triggers') as e (trigger)
                      where e.trigger->>'id' = h.trigger_id) g on true
  left join trigger_switch t on t.workflow_id = w.id and t.trigger_id = h.trigger_id and t.environment = d.environment
 where h.tenant = $1 and (s.id is not null or (w.deleted_at is null and ${withinReach('w.namespace', '$2')}))`;

/** Addresses where deliveries arrive, whoever owns them. */
@Injectable()
export class HooksRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(reach: Reach, after: string | null, limit: number, search: string | null = null): Promise<HookRow[]> {
    return this.dataSource.query(
      `${SELECT} and ($3::uuid is null or h.id > $3) and ${isSearched('$5')} order by h.id limit $4`,
      [reach.tenant, reach.namespaces, after, limit, search],
    );
  }

  /** Null when there is none, or it is out of reach. */
  async find(reach: Reach, id: string, db: EntityManager = this.dataSource.manager): Promise<HookRow | null> {
    const rows: HookRow[] = await db.query(`${SELECT} and h.id = $3`, [reach.tenant, reach.namespaces, id]);
    return rows[0] ?? null;
  }

  async setEnabled(tx: EntityManager, id: string, enabled: boolean): Promise<void> {
    await tx.query('update hook set enabled = $2 where id = $1', [id, enabled]);
  }
}
