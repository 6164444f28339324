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
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { withinReach } from '../../ledger/reach.view.js';
import { isSearched } from './hook-search.dto.js';
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
let HooksRepository = class HooksRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    list(reach, after, limit, search = null) {
        return this.dataSource.query(`${SELECT} and ($3::uuid is null or h.id > $3) and ${isSearched('$5')} order by h.id limit $4`, [reach.tenant, reach.namespaces, after, limit, search]);
    }
    /** Null when there is none, or it is out of reach. */
    async find(reach, id, db = this.dataSource.manager) {
        const rows = await db.query(`${SELECT} and h.id = $3`, [reach.tenant, reach.namespaces, id]);
        return rows[0] ?? null;
    }
    async setEnabled(tx, id, enabled) {
        await tx.query('update hook set enabled = $2 where id = $1', [id, enabled]);
    }
};
HooksRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], HooksRepository);
export { HooksRepository };
//# sourceMappingURL=hooks.repository.js.map