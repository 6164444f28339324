var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { withinReach } from '../../ledger/reach.view.js';
import { isSearched } from '../hooks/hook-search.dto.js';
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
let WorkflowView = class WorkflowView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Keyset page by namespace and id. */
    list(reach, environment, page) {
        const { namespace, id, limit, deleted, filter } = page;
        const { hook = null, namespace: within = null, label = null, search = null } = filter;
        return this.dataSource.query(`select ${COLUMNS} ${FROM} and ${withinReach('w.namespace', '$3')} and (w.namespace, w.name) > ($4, $5)
          and (w.deleted_at is not null) = $8
          and ($7::text is null or exists (select from hook h where h.workflow_id = w.id and ${isSearched('$7')}))
          and ($9::text is null or w.namespace = $9 or starts_with(w.namespace, $9 || '.'))
          and ($10::text is null or r.document->'labels'->>$10 = $11)
          and ($12::text is null
               or strpos(lower(concat(w.namespace, '/', w.name, ' ', r.document->>'description')), lower($12)) > 0)
        order by w.namespace, w.name limit $6`, [
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
        ]);
    }
    async find(tenant, environment, { namespace, id }) {
        const rows = await this.dataSource.query(`select ${COLUMNS}, r.text, r.document ${FROM} and w.namespace = $3 and w.name = $4 and w.deleted_at is null`, [tenant, environment, namespace, id]);
        return rows[0] ?? null;
    }
    /** Newest first, before the given number. */
    revisions(workflowId, before, limit) {
        return this.dataSource.query(`select number, hash, created_at as "createdAt", created_by as "createdBy",
              array(select environment from deployment d
                     where d.workflow_id = r.workflow_id and d.revision = r.number order by environment) as environments
         from workflow_revision r where workflow_id = $1 and ($2::int is null or number < $2)
        order by number desc limit $3`, [workflowId, before, limit]);
    }
};
WorkflowView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], WorkflowView);
export { WorkflowView };
//# sourceMappingURL=workflow.view.js.map