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
import { withinReach } from '../ledger/reach.view.js';
const SHOWN = `d.execution_id as execution, w.namespace || '/' || w.name as workflow, d.revision, d.event_id as "eventId",
       d.event_type as "eventType", d.subject, d.environment, d.task_id as task, d.reason, d.error, d.fingerprint, d.attempts, d.status,
       d.buried_at as "buriedAt", d.resolved_at as "resolvedAt", d.resolved_by as "resolvedBy", d.note,
       d.replay_execution_id as "replayExecution"`;
/** Executions that were given up on, newest first. */
let DeadLetterView = class DeadLetterView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    list(reach, filter, page) {
        const values = [];
        const bind = (value) => `$${values.push(value)}`;
        const conditions = letterConditions(reach, filter, bind);
        if (page.before !== null) {
            conditions.push(`d.execution_id < ${bind(page.before)}::uuid`);
        }
        return this.dataSource.query(`select ${SHOWN} from dead_letter d join workflow w on w.id = d.workflow_id
        where ${conditions.join(' and ')} order by d.execution_id desc limit ${bind(page.limit)}`, values);
    }
    /** Null when there is none, or it is out of reach. */
    async find(reach, execution, db = this.dataSource.manager) {
        const rows = await db.query(`select ${SHOWN} from dead_letter d join workflow w on w.id = d.workflow_id
        where d.execution_id = $1 and d.tenant = $2 and ${withinReach('w.namespace', '$3')}`, [execution, reach.tenant, reach.namespaces]);
        return rows[0] ?? null;
    }
};
DeadLetterView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], DeadLetterView);
export { DeadLetterView };
/** Conditions over `dead_letter d` and its `workflow w`; `bind` takes a value and gives its `$n`. */
export function letterConditions(reach, filter, bind) {
    const { status, workflow, reason, fingerprint, subject, environment, from, to } = filter;
    return [
        `d.tenant = ${bind(reach.tenant)}`,
        ...(reach.namespaces.length === 0 ? [] : [withinReach('w.namespace', bind(reach.namespaces))]),
        ...(status === undefined ? [] : [`d.status = ${bind(status)}::text`]),
        ...(workflow === undefined
            ? []
            : [`w.namespace = ${bind(workflow.namespace)}::text`, `w.name = ${bind(workflow.name)}::text`]),
        ...(reason === undefined ? [] : [`d.reason = ${bind(reason)}::text`]),
        ...(fingerprint === undefined ? [] : [`d.fingerprint = ${bind(fingerprint)}::text`]),
        ...(subject === undefined ? [] : [`d.subject = ${bind(subject)}::text`]),
        ...(environment === undefined ? [] : [`d.environment = ${bind(environment)}::text`]),
        ...(from === undefined ? [] : [`d.execution_id >= signet_uuid_floor(${bind(from)}::timestamptz)`]),
        ...(to === undefined ? [] : [`d.execution_id < signet_uuid_floor(${bind(to)}::timestamptz)`]),
    ];
}
//# sourceMappingURL=dead-letter.view.js.map