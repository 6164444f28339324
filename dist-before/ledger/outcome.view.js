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
import { plainArray } from '../database/arrays.js';
import { withConnection } from '../database/session.js';
import { run } from '../database/statement.js';
const STILL_OPEN = {
    name: 'ledger_still_open',
    text: 'select id from open_execution where id = any($1::uuid[])',
};
/** What callers are told of executions. Not prepared where history is read: the ids then tell the partitions. */
let OutcomeView = class OutcomeView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Those of the executions that have not ended. Looks at what is open alone, however many are asked for. */
    async stillOpen(ids) {
        const rows = await withConnection(this.dataSource, (db) => run(db, STILL_OPEN, [plainArray(ids)]));
        return new Set(rows.map(({ id }) => id));
    }
    /** Those of the executions that have ended, as long as retention keeps them. */
    finished(ids) {
        return this.dataSource.query(`select x.id, x.tenant, x.workflow_id as "workflowId", w.namespace || '/' || w.name as workflow, x.revision,
              x.environment, x.test, x.trigger_id as trigger, x.event_id as "eventId", x.status, x.reason,
              x.last_error as error, x.attempt, x.accepted_at as "acceptedAt", x.started_at as "startedAt",
              x.finished_at as "finishedAt"
         from execution x join workflow w on w.id = x.workflow_id where x.id = any($1::uuid[])`, [ids]);
    }
    /** Task runs of executions, in the order of their tasks; not those of loops, which ran many times. */
    taskOutcomes(ids) {
        return this.dataSource.query(`select execution_id as "executionId", task_id as "taskId", status, output
         from task_run where execution_id = any($1::uuid[]) and iteration = 0 order by execution_id, position`, [ids]);
    }
    /** Null when there is none, or retention has dropped it. */
    async status(id) {
        const [row] = await this.dataSource.query(`select x.id, x.tenant, x.workflow_id as "workflowId", w.namespace || '/' || w.name as workflow, w.namespace,
              x.revision, x.environment, x.test, x.status, x.reason, x.attempt, x.accepted_at as "acceptedAt",
              x.started_at as "startedAt", x.finished_at as "finishedAt", x.due_at as "dueAt"
         from execution_view x join workflow w on w.id = x.workflow_id where x.id = $1`, [id]);
        return row ?? null;
    }
};
OutcomeView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], OutcomeView);
export { OutcomeView };
//# sourceMappingURL=outcome.view.js.map