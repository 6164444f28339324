var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import { run } from '../database/statement.js';
const BURY = {
    name: 'recovery_bury',
    text: `
insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, event_type, subject, task_id, reason,
                         error, fingerprint, attempts, environment)
select o.id, o.tenant, o.workflow_id, o.revision, o.event_id, o.event_type, o.subject, b.task_id, b.reason,
       b.error::json, b.fingerprint, b.attempts, o.environment
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
    as b (id, task_id, reason, error, fingerprint, attempts)
  join open_execution o on o.id = b.id and o.id = any($1::uuid[])`,
};
/** Writes dead letters in the transaction that settles their executions: call it before the settle. */
let BurialRepository = class BurialRepository {
    async bury(tx, burials) {
        await run(tx, BURY, [
            burials.map((b) => b.executionId),
            burials.map((b) => b.taskId),
            burials.map((b) => b.reason),
            burials.map((b) => JSON.stringify(b.error)),
            burials.map((b) => b.fingerprint),
            burials.map((b) => b.attempts),
        ]);
    }
};
BurialRepository = __decorate([
    Injectable()
], BurialRepository);
export { BurialRepository };
//# sourceMappingURL=burial.repository.js.map