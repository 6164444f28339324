import type { SourceDefinition } from './source-definition.js';

/** Whatever runs a query: a pool or a transaction. */
export interface Queryable {
  query<Row>(sql: string): Promise<Row>;
}

export interface SourceHookRow {
  readonly id: string;
  readonly tenant: string;
  readonly address: string;
  readonly name: string;
  readonly definition: SourceDefinition;
}

export interface WorkflowRow {
  readonly id: string;
  readonly tenant: string;
  readonly revision: number;
  readonly hooks: readonly { readonly id: string; readonly address: string; readonly trigger: string }[];
}

/** Enabled hooks of sources. */
export function readSourceHooks(db: Queryable): Promise<SourceHookRow[]> {
  return db.query(`
    select h.id, h.tenant, h.address, s.name, s.definition
      from hook h join source s on s.id = h.source_id where h.enabled`);
}

/** Enabled workflows with their enabled hooks, oldest first. */
export function readWorkflows(db: Queryable): Promise<WorkflowRow[]> {
  return db.query(`
    select w.id, w.tenant, w.deployed_revision as revision,
           coalesce(json_agg(json_build_object('id', h.id, 'address', h.address, 'trigger', h.trigger_id))
                    filter (where h.enabled), '[]') as hooks
      from workflow w left join hook h on h.workflow_id = w.id
     where w.enabled and w.deleted_at is null
     group by w.id order by w.id`);
}
