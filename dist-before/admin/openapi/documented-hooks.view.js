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
/** Enabled webhook triggers of enabled workflows, as the revisions say them that are deployed in an environment. */
let DocumentedHooksView = class DocumentedHooksView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    list({ tenant, namespaces }, environment) {
        return this.dataSource.query(`select w.id as "workflowId", w.tenant, w.namespace, w.name as id, r.document->>'description' as description,
              r.document->'response' as response, t.trigger, h.address
         from workflow w
         join deployment d on d.workflow_id = w.id and d.environment = $2 and d.enabled
         join workflow_revision r on r.workflow_id = w.id and r.number = d.revision
        cross join lateral jsonb_array_elements(r.document->'triggers') with ordinality as t (trigger, place)
         join hook h on h.workflow_id = w.id and h.trigger_id = t.trigger->>'id'
         left join trigger_switch s on s.workflow_id = w.id and s.trigger_id = h.trigger_id and s.environment = $2
        where w.tenant = $1 and w.deleted_at is null and ${withinReach('w.namespace', '$3')}
          and t.trigger->>'type' = 'webhook' and coalesce(s.enabled, (t.trigger->>'enabled')::bool)
        order by w.namespace, w.name, t.place`, [tenant, environment, namespaces]);
    }
};
DocumentedHooksView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], DocumentedHooksView);
export { DocumentedHooksView };
//# sourceMappingURL=documented-hooks.view.js.map