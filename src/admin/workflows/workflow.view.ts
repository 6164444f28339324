import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Reach, withinReach } from '../../ledger/reach.view.js';
import type { Trigger, WorkflowDocument } from '../../workflow/document.js';

export interface ShownHook {
  readonly trigger: string;
  readonly id: string;
  readonly address: string;
  readonly enabled: boolean;
}

export interface ShownWorkflow {
  readonly namespace: string;
  readonly id: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly revision: number;
  readonly hooks: readonly ShownHook[];
  readonly triggers: readonly Trigger[];
  readonly labels: WorkflowDocument['labels'];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Only of a workflow asked for by name. */
  readonly text?: string;
}

export interface ShownRevision {
  readonly number: number;
  readonly hash: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** The hooks of triggers that are still in the deployed document. */
const COLUMNS = `w.namespace, w.name as id, r.document->>'description' as description, w.enabled,
       w.deployed_revision as revision, r.document->'triggers' as triggers, r.document->'labels' as labels,
       w.created_at as "createdAt", w.updated_at as "updatedAt",
       (select coalesce(json_agg(json_build_object('trigger', h.trigger_id, 'id', h.id, 'address', h.address,
                                                   'enabled', h.enabled) order by h.id), '[]')
          from hook h
         where h.workflow_id = w.id
           and r.document->'triggers' @> jsonb_build_array(
                 jsonb_build_object('id', h.trigger_id, 'type', 'webhook'))) as hooks`;
const FROM = `from workflow w join workflow_revision r on r.workflow_id = w.id and r.number = w.deployed_revision
              where w.tenant = $1 and w.deleted_at is null`;

/** Workflows as they are shown, with what the deployed revision says. */
@Injectable()
export class WorkflowView {
  constructor(private readonly dataSource: DataSource) {}

  /** Keyset page by namespace and id. */
  list(
    reach: Reach,
    after: { readonly namespace: string; readonly id: string },
    limit: number,
  ): Promise<ShownWorkflow[]> {
    return this.dataSource.query(
      `select ${COLUMNS} ${FROM} and ${withinReach('w.namespace', '$2')} and (w.namespace, w.name) > ($3, $4)
        order by w.namespace, w.name limit $5`,
      [reach.tenant, reach.namespaces, after.namespace, after.id, limit],
    );
  }

  async find(tenant: string, namespace: string, id: string): Promise<ShownWorkflow | null> {
    const rows: ShownWorkflow[] = await this.dataSource.query(
      `select ${COLUMNS}, r.text ${FROM} and w.namespace = $2 and w.name = $3`,
      [tenant, namespace, id],
    );
    return rows[0] ?? null;
  }

  /** Newest first, before the given number. */
  revisions(workflowId: string, before: number | null, limit: number): Promise<ShownRevision[]> {
    return this.dataSource.query(
      `select number, hash, created_at as "createdAt", created_by as "createdBy"
         from workflow_revision where workflow_id = $1 and ($2::int is null or number < $2)
        order by number desc limit $3`,
      [workflowId, before, limit],
    );
  }
}
