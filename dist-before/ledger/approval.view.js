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
import { withinReach } from './reach.view.js';
/** One that is over by the clock is expired, also before its execution has looked. */
const STATUS = `case when a.status = 'open' and a.expires_at <= now() then 'expired' else a.status end`;
const SHOWN = `a.id, a.kind, case when a.status <> 'open' then 0 when a.kind = 'task' then 1
         else (select count(distinct h.execution_id)::int from blast_radius_hold h
                 join open_execution o on o.id = h.execution_id where h.approval_id = a.id) end as executions, a.execution_id as execution, a.task_id as task, a.iteration, a.environment,
       a.namespace || '/' || a.workflow as workflow, a.namespace, a.tenant, a.subject, a.message, a.outcomes, a.roles, a.tokens,
       a.link, a.fields, ${STATUS} as status, a.created_at as "createdAt", a.expires_at as "expiresAt", a.outcome,
       a.answers, a.decided_by as "decidedBy", a.decided_at as "decidedAt"`;
const CONDITION_OF = {
    open: `a.status = 'open' and a.expires_at > now()`,
    decided: `a.status = 'decided'`,
    expired: `(a.status = 'expired' or (a.status = 'open' and a.expires_at <= now()))`,
    cancelled: `a.status = 'cancelled'`,
};
/** Decisions that executions wait for. */
let ApprovalView = class ApprovalView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Those that can be decided oldest first, those that are over newest first. */
    list(reach, { status, after, limit }) {
        const [beyond, order] = status === 'open' ? ['>', 'asc'] : ['<', 'desc'];
        return this.dataSource.query(`select ${SHOWN} from approval a
        where a.tenant = $1 and ${CONDITION_OF[status]} and ($3::uuid is null or a.id ${beyond} $3)
          and ${withinReach('a.namespace', '$2')}
        order by a.id ${order} limit $4`, [reach.tenant, reach.namespaces, after, limit]);
    }
    /** Null when there is none, or it is out of reach; without a reach whichever has that id. */
    async find(reach, id, db = this.dataSource.manager) {
        const rows = await db.query(`select ${SHOWN} from approval a
        where a.id = $1 and ($2::text is null or (a.tenant = $2 and ${withinReach('a.namespace', '$3')}))`, [id, reach?.tenant ?? null, reach?.namespaces ?? []]);
        return rows[0] ?? null;
    }
};
ApprovalView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], ApprovalView);
export { ApprovalView };
//# sourceMappingURL=approval.view.js.map