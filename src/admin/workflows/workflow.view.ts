import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Reach, withinReach } from '../../ledger/reach.view.js';
import type { Trigger, WorkflowDocument } from '../../workflow/document.js';
import { isSearched } from '../hooks/hook-search.dto.js';

export interface ShownHook {
  readonly trigger: string;
  readonly id: string;
  readonly address: string;
  readonly enabled: boolean;
}

export interface ShownWorkflow {
  /** Its own, whatever it is called; `id` is the name. */
  readonly workflowId: string;
  readonly namespace: string;
  readonly id: string;
  readonly description: string | null;
  /** In the environment asked for. */
  readonly enabled: boolean;
  /** Deployed there; null where it is not. */
  readonly revision: number | null;
  readonly newest: number;
  readonly environments: readonly string[];
  readonly hooks: readonly ShownHook[];
  readonly triggers: readonly Trigger[];
  /** By trigger, where somebody has switched it in the environment asked for, whatever its document says. */
  readonly switches: Readonly<Record<string, boolean>>;
  readonly labels: WorkflowDocument['labels'];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** `text` and `document` only of a workflow asked for by name. */
  readonly text?: string;
  readonly document?: WorkflowDocument;
}

export interface ShownRevision {
  readonly number: number;
  readonly hash: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** Where it runs. */
  readonly environments: readonly string[];
}

export interface WorkflowFilter {
  /** Part of the id or address of one of its hooks. */
  readonly hook?: string | undefined;
  /** That one and those below it. */
  readonly namespace?: string | undefined;
  readonly label?: { readonly key: string; readonly value: string } | undefined;
  /** Part of its name or its description, in any case of letters. */
  readonly search?: string | undefined;
}

interface WorkflowPage {
  /** After the workflow of that name. */
  readonly namespace: string;
  readonly id: string;
  readonly limit: number;
  readonly filter: WorkflowFilter;
  /** Those that were taken away, not those that are there. */
  readonly deleted: boolean;
}

/** The hooks of triggers that are still in the document; $2 is the environment. */
const COLUMNS = `w.id as "workflowId", w.namespace, w.name as id, r.document->>'description' as description, coalesce(d.enabled, false) as enabled,
       d.revision, n.number as newest, r.document->'triggers' as triggers, r.document->'labels' as labels,
       (select coalesce(json_object_agg(trigger_id, enabled), '{}') from trigger_switch
         where workflow_id = w.id and environment = $2) as switches,
       w.created_at as "createdAt", w.updated_at as "updatedAt",
       array(select environment from deployment where workflow_id = w.id order by environment) as environments,
       (select coalesce(json_agg(json_build_object(
                 'trigger', h.trigger_id, 'id', h.id, 'address', h.address,
                 'enabled', coalesce(d.enabled and h.enabled and coalesce(s.enabled, (t.trigger->>'enabled')::bool), false))
               order by h.id), '[]')
          from hook h
          join jsonb_array_elements(r.document->'triggers') as t (trigger) on t.trigger->>'id' = h.trigger_id
          left join trigger_switch s on s.workflow_id = w.id and s.trigger_id = h.trigger_id and s.environment = $2
         where h.workflow_id = w.id and t.trigger->>'type' = 'webhook') as hooks`;
const FROM = `from workflow w
              cross join lateral (select max(number) as number from workflow_revision where workflow_id = w.id) n
              left join deployment d on d.workflow_id = w.id and d.environment = $2
              join workflow_revision r on r.workflow_id = w.id and r.number = coalesce(d.revision, n.number)
              where w.tenant = $1`;

/** Workflows as they are shown: with what the revision deployed in an environment says, else the newest. */
@Injectable()
export class WorkflowView {
  constructor(private readonly dataSource: DataSource) {}

  /** Keyset page by namespace and id. */
  list(reach: Reach, environment: string, page: WorkflowPage): Promise<ShownWorkflow[]> {
    const { namespace, id, limit, deleted, filter } = page;
    const { hook = null, namespace: within = null, label = null, search = null } = filter;
    return this.dataSource.query(
      `select ${COLUMNS} ${FROM} and ${withinReach('w.namespace', '$3')} and (w.namespace, w.name) > ($4, $5)
          and (w.deleted_at is not null) = $8
          and ($7::text is null or exists (select from hook h where h.workflow_id = w.id and ${isSearched('$7')}))
          and ($9::text is null or w.namespace = $9 or starts_with(w.namespace, $9 || '.'))
          and ($10::text is null or r.document->'labels'->>$10 = $11)
          and ($12::text is null
               or strpos(lower(concat(w.namespace, '/', w.name, ' ', r.document->>'description')), lower($12)) > 0)
        order by w.namespace, w.name limit $6`,
      [
        reach.tenant,
        environment,
        reach.namespaces,
        namespace,
        id,
        limit,
        hook,
        deleted,
        within,
        label?.key ?? null,
        label?.value ?? null,
        search,
      ],
    );
  }

  async find(
    tenant: string,
    environment: string,
    { namespace, id }: { readonly namespace: string; readonly id: string },
  ): Promise<ShownWorkflow | null> {
    const rows: ShownWorkflow[] = await this.dataSource.query(
      `select ${COLUMNS}, r.text, r.document ${FROM} and w.namespace = $3 and w.name = $4 and w.deleted_at is null`,
      [tenant, environment, namespace, id],
    );
    return rows[0] ?? null;
  }

  /** Newest first, before the given number. */
  revisions(workflowId: string, before: number | null, limit: number): Promise<ShownRevision[]> {
    return this.dataSource.query(
      `select number, hash, created_at as "createdAt", created_by as "createdBy",
              array(select environment from deployment d
                     where d.workflow_id = r.workflow_id and d.revision = r.number order by environment) as environments
         from workflow_revision r where workflow_id = $1 and ($2::int is null or number < $2)
        order by number desc limit $3`,
      [workflowId, before, limit],
    );
  }
}
