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
import { executionsQuery, SHOWN, } from './execution-query.view.js';
import { withinReach } from './reach.view.js';
/** Executions as they are shown: open ones and the log as one list, newest first. */
let ExecutionView = class ExecutionView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async list(reach, filter, page) {
        const confined = await this.confine(reach, filter);
        if (confined?.length === 0) {
            return [];
        }
        const { text, values } = executionsQuery(reach, filter, confined, page);
        return this.dataSource.query(text, [...values]);
    }
    /** Null when there is none, or it is out of reach. */
    async find(reach, id) {
        const [row] = await this.dataSource.query(`select ${SHOWN} from execution_view x join workflow w on w.id = x.workflow_id
        where x.id = $1 and x.tenant = $2 and ${withinReach('w.namespace', '$3')}`, [id, reach.tenant, reach.namespaces]);
        if (!row) {
            return null;
        }
        const [event, taskRuns, auditEntries] = await Promise.all([
            this.event(row.eventId),
            this.taskRuns(id),
            this.auditEntries(id),
        ]);
        return { ...row, event, taskRuns, auditEntries };
    }
    /** Workflows and revisions the list must keep to; null when the filter names none. */
    async confine(reach, { workflow, label }) {
        if (reach.namespaces.length === 0 && workflow === undefined && label === undefined) {
            return null;
        }
        const rows = await this.dataSource.query(`select w.id, case when $5::text is not null then array(
                select r.number from workflow_revision r
                 where r.workflow_id = w.id and r.document->'labels'->>$5 = $6::text) end as revisions
         from workflow w
        where w.tenant = $1 and ${withinReach('w.namespace', '$2')}
          and ($3::text is null or (w.namespace = $3 and w.name = $4::text))`, [
            reach.tenant,
            reach.namespaces,
            workflow?.namespace ?? null,
            workflow?.name ?? null,
            label?.key ?? null,
            label?.value ?? null,
        ]);
        return rows.filter(({ revisions }) => revisions === null || revisions.length > 0);
    }
    async event(id) {
        const rows = await this.dataSource.query(`select id, type, common_type as "commonType", subject, source, external_id as "externalId", occurred_at as "occurredAt",
              received_at as "receivedAt", body, headers, parameters, inputs,
              cause, coalesce(depth, 0) as depth, coalesce(avoided, '{}') as avoided
         from event where id = $1`, [id]);
        return rows[0] ?? null;
    }
    taskRuns(executionId) {
        return this.dataSource.query(`select task_id as task, iteration, action, status, attempt, misses, started_at as "startedAt",
              finished_at as "finishedAt", input, output, error
         from task_run where execution_id = $1 order by position, iteration`, [executionId]);
    }
    async auditEntries(executionId) {
        const [row] = await this.dataSource.query('select count(*)::int as n from audit_entry where execution_id = $1', [executionId]);
        return row.n;
    }
};
ExecutionView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], ExecutionView);
export { ExecutionView };
//# sourceMappingURL=execution.view.js.map