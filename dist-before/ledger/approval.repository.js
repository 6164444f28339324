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
const ASK = `
insert into approval (id, kind, execution_id, task_id, iteration, tenant, environment, namespace, workflow, subject, message,
                      outcomes, roles, tokens, link, fields, expires_at)
select n.id, n.kind, o.id, n.task_id, n.iteration, o.tenant, o.environment, n.namespace, n.workflow, n.subject, n.message,
       n.outcomes, n.roles, n.tokens, n.link, n.fields, n.expires_at
  from json_to_recordset($1::json) as n (id uuid, kind text, execution_id uuid, task_id text, iteration int, namespace text, workflow text,
         subject text, message text, outcomes text[], roles text[], tokens text[], link bool, fields json,
         expires_at timestamptz)
  join open_execution o on o.id = n.execution_id`;
const CLOSE = `
update approval set heeded = true, status = case when status = 'open' then 'cancelled' else status end
 where id = any($1::uuid[])`;
/** Whoever decides at this moment holds the row: then it is decided, and not expired. */
const EXPIRE = `update approval set status = 'expired' where execution_id = $1 and kind = 'task' and status = 'open' and expires_at <= now()`;
const VERDICTS = `
select id, status, outcome, answers as fields, decided_by as by, decided_at as at
  from approval where execution_id = $1 and kind = 'task' and status in ('decided', 'expired') and not heeded`;
/** One decision wins: the guard is asked again of the row as it is once it is locked. */
const DECIDE = `
update approval set status = 'decided', outcome = $2, answers = $3, decided_by = $4, decided_at = now()
 where id = $1 and status = 'open' and expires_at > clock_timestamp()
returning id`;
/** Decisions that executions wait for. */
let ApprovalRepository = class ApprovalRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async ask(tx, approvals) {
        const rows = approvals.map(({ executionId, taskId, expiresAt, ...rest }) => ({
            ...rest,
            execution_id: executionId,
            task_id: taskId,
            expires_at: expiresAt,
        }));
        await tx.query(ASK, [JSON.stringify(rows)]);
    }
    /** The execution went on with them, or without: nobody decides any more. */
    async close(tx, ids) {
        await tx.query(CLOSE, [ids]);
    }
    /** What became of the approvals of an execution; those whose time is over can be decided no more. */
    async verdicts(executionId) {
        await this.dataSource.query(EXPIRE, [executionId]);
        return this.dataSource.query(VERDICTS, [executionId]);
    }
    /** False when it is not open any more. */
    async decide(tx, id, { outcome, fields, by }) {
        const [rows] = await tx.query(DECIDE, [id, outcome, JSON.stringify(fields), by]);
        return rows.length > 0;
    }
};
ApprovalRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], ApprovalRepository);
export { ApprovalRepository };
//# sourceMappingURL=approval.repository.js.map