var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import { CONTROL_CHANNEL } from '../database/changes.service.js';
const CHANGED = `returning id, status, subject, claim_scope as "claimScope"`;
/**
 * What is not running takes it up at once: it pauses where it stands, or becomes due so that a worker ends it. What is
 * being cancelled is not paused any more.
 */
const ASK = `
update open_execution
   set control = $2, version = version + 1,
       status = case when status = 'running' then status when $2 = 'pause' then 'paused' else 'retrying' end,
       due_at = case when status = 'running' or $2 = 'pause' then due_at else now() end
 where id = $1 and (control is null or control = 'pause' and $2 = 'cancel')
${CHANGED}`;
const RESUME = `
update open_execution
   set control = null, version = version + 1, due_at = case when status = 'paused' then now() else due_at end,
       status = case when status = 'paused' then 'retrying' else status end
 where id = $1 and control = 'pause'
${CHANGED}`;
const STANDING = `
select status, true as "isOpen", control from open_execution where id = $1
 union all
select status, false, null from execution where id = $1`;
/** Asks open executions to stop, and lets them go on. */
let ControlRepository = class ControlRepository {
    /** Null when that changes nothing: it is finished, is being cancelled, or was asked before. */
    ask(tx, id, control) {
        return this.change(tx, ASK, [id, control]);
    }
    /** Null when it was not paused. */
    resume(tx, id) {
        return this.change(tx, RESUME, [id]);
    }
    /** Null when there is no such execution. */
    async standing(tx, id) {
        const [row] = await tx.query(STANDING, [id]);
        return row ?? null;
    }
    /** Tells whoever runs it when the transaction commits. */
    async change(tx, sql, values) {
        const [[row]] = await tx.query(sql, [...values]);
        if (row?.status === 'running') {
            await tx.query('select pg_notify($1, $2)', [CONTROL_CHANNEL, row.id]);
        }
        return row ?? null;
    }
};
ControlRepository = __decorate([
    Injectable()
], ControlRepository);
export { ControlRepository };
//# sourceMappingURL=control.repository.js.map