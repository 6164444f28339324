import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Reach, withinReach } from '../../ledger/reach.view.js';
import type { DocumentedHook } from './hooks-openapi.js';

/** Enabled webhook triggers of enabled workflows, as the revisions say them that are deployed in an environment. */
@Injectable()
export class DocumentedHooksView {
  constructor(private readonly dataSource: DataSource) {}

  list({ tenant, namespaces }: Reach, environment: string): Promise<DocumentedHook[]> {
    return this.dataSource.query(
      `select w.id as "workflowId", w.tenant, w.namespace, w.name as id, r.document->>'description' as description,
              r.document->'response' as response, t.trigger, h.address
         from workflow w
         join deployment d on d.workflow_id = w.id and d.environment = $2 and d.enabled
         join workflow_revision r on r.workflow_id = w.id and r.number = d.revision
        cross join lateral jsonb_array_elements(r.document->'triggers') with ordinality as t (trigger, place)
         join hook h on h.workflow_id = w.id and h.trigger_id = t.trigger->>'id'
         left join trigger_switch s on s.workflow_id = w.id and s.trigger_id = h.trigger_id and s.environment = $2
        where w.tenant = $1 and w.deleted_at is null and ${withinReach('w.namespace', '$3')}
          and t.trigger->>'type' = 'webhook' and coalesce(s.enabled, (t.trigger->>'enabled')::bool)
        order by w.namespace, w.name, t.place`,
      [tenant, environment, namespaces],
    );
  }
}
