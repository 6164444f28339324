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
import { HAS_PARTS, openAgain } from './replay.repository.js';
/** $1 execution and $2 its new id in arrays of one, $3 who, $5 and $8 the tasks of `TakenOver`. Closes an open letter. */
const RESTART = `
with again as materialized (
  select x.id as execution_id, n.id from unnest($1::uuid[], $2::uuid[]) as n (execution_id, id)
    join execution x on x.id = n.execution_id where ${HAS_PARTS}
), closed as (
  update dead_letter d
     set status = 'replayed', resolved_at = now(), resolved_by = $3, replay_execution_id = a.id
    from again a where d.execution_id = a.execution_id and d.status = 'open'
${openAgain(`t.task_id = any($5::text[])
     and (t.status in ('succeeded', 'skipped') or t.status = 'failed' and t.task_id = any($8::text[]))`)}`;
/** Opens executions again that have ended. */
let RestartRepository = class RestartRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** What an execution that has ended ran; null when there is none. */
    async find(id) {
        const [row] = await this.dataSource.query('select workflow_id as "workflowId", revision from execution where id = $1', [id]);
        return row ?? null;
    }
    /** The execution that runs again for this one and has not ended. Others that ask wait for this transaction. */
    async underWay(tx, id) {
        await tx.query('select from execution where id = $1 for update', [id]);
        const [row] = await tx.query('select id from open_execution where replay_of = $1 order by id limit 1', [id]);
        return row?.id ?? null;
    }
    /** Undefined when what it needs to run again is not there any more. */
    async restart(tx, one, by, options) {
        const { taken, outerScope } = options;
        const rows = await tx.query(RESTART, [
            [one.execution],
            [one.newId],
            by,
            false,
            taken.tasks,
            false,
            outerScope,
            taken.tolerated,
        ]);
        return rows[0];
    }
};
RestartRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], RestartRepository);
export { RestartRepository };
//# sourceMappingURL=restart.repository.js.map