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
import { letterConditions } from './dead-letter.view.js';
/** Letters a filter means, as long as what they need to run again is still there. */
const REPLAYABLE = `d.status = 'open'
  and exists (select from execution x where x.id = d.execution_id)
  and exists (select from event e where e.id = d.event_id)
  and exists (select from environment v where v.tenant = d.tenant and v.name = d.environment)`;
/** The event and the environment an execution `x` needs to run again. */
export const HAS_PARTS = `exists (select from event e where e.id = x.event_id)
  and exists (select from environment v where v.tenant = x.tenant and v.name = x.environment)`;
/**
 * The rest of a statement whose `again (execution_id, id)` says which executions run again, and as which. $4 whether the
 * newest revision runs, $6 whether the new executions call back as those before them did, $7 the scope wider than a
 * workflow that limits how many run at a time, or null. `taken` says which runs `t` are taken over; never what was taken
 * back since, nor what stands around it, nor the taking back.
 */
export const openAgain = (taken) => `
), opened as (
  insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane,
                              concurrency_limit, overflow, replay_of, environment, test, callback, claim_scope)
  select a.id, x.tenant, x.event_id, x.workflow_id, r.number, x.trigger_id, x.event_type, x.subject, x.lane,
         (r.document->'concurrency'->>'limit')::int, r.document->'concurrency'->>'overflow', x.id,
         x.environment, x.test, $6 and exists (select from callback c where c.execution_id = x.id),
         coalesce($7::text, case when r.document ? 'concurrency' or d.concurrency_limit is not null
           then 'workflow:' || x.tenant || '/' || x.workflow_id || '@' || x.environment end)
    from again a
    join execution x on x.id = a.execution_id
    left join deployment d on d.workflow_id = x.workflow_id and d.environment = x.environment
    join workflow_revision r on r.workflow_id = x.workflow_id
                            and r.number = case when $4 then coalesce(d.revision, x.revision) else x.revision end
   order by x.id
  returning id, replay_of, workflow_id, revision, subject, environment, claim_scope, callback
), calling as (
  insert into callback (execution_id, event_id, tenant, host, sealed_url)
  select o.id, c.event_id, c.tenant, c.host, c.sealed_url
    from opened o join callback c on c.execution_id = o.replay_of where o.callback
), taken_over as (
  insert into task_run (execution_id, task_id, iteration, position, action, status, attempt, misses, started_at,
                        first_started_at, finished_at, input, output, error)
  select o.id, t.task_id, t.iteration, t.position, t.action, t.status, t.attempt, t.misses, t.started_at,
         t.first_started_at, t.finished_at, t.input, t.output, t.error
    from opened o
    join workflow_revision r on r.workflow_id = o.workflow_id and r.number = o.revision
   cross join lateral (select coalesce(jsonb_agg(distinct u.task_id), '[]') as ids from task_run u
                        where u.execution_id = o.replay_of and u.status = 'succeeded') done
    join task_run t on t.execution_id = o.replay_of
   where ${taken}
     and jsonb_path_exists(r.document, '$.tasks.** ? (@.id == $id && @.type == $type
           && !exists(@.** ? (@.undo.id == $done[*])) && !exists($.tasks.** ? (@.undo.id == $id)))',
           jsonb_build_object('id', t.task_id, 'type', t.action, 'done', done.ids))
)
select o.id as execution, o.replay_of as "replayOf", o.subject, o.workflow_id as "workflowId", o.environment,
       o.claim_scope as "claimScope", r.document->'limits' as limits
  from opened o join workflow_revision r on r.workflow_id = o.workflow_id and r.number = o.revision
 order by o.replay_of`;
/**
 * $1 letters, $2 new ids, $3 who, $5 whether finished tasks are taken over.
 * The guard on `status` gives a letter to exactly one of those who replay it side by side.
 */
const REPLAY = `
with again as (
  update dead_letter d
     set status = 'replayed', resolved_at = now(), resolved_by = $3, replay_execution_id = n.id
    from unnest($1::uuid[], $2::uuid[]) as n (execution_id, id)
   where d.execution_id = n.execution_id and ${REPLAYABLE}
  returning d.execution_id, n.id
${openAgain(`$5 and t.status in ('succeeded', 'skipped')`)}`;
/** Opens executions for dead letters; all of one call in one statement. */
let ReplayRepository = class ReplayRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Letters that somebody else resolved meanwhile, or whose event is gone, are missing from what comes back. */
    async replay(tx, letters, by, options) {
        return tx.query(REPLAY, [
            letters.map(({ execution }) => execution),
            letters.map(({ newId }) => newId),
            by,
            options.revision === 'newest',
            options.from === 'failed-task',
            options.callback === true,
            options.outerScope,
        ]);
    }
    /** How many letters a bulk replay would take, counted up to `most`. */
    async count(reach, filter, most) {
        const { values, bind } = binder();
        const conditions = [...letterConditions(reach, filter, bind), REPLAYABLE].join(' and ');
        const [row] = await this.dataSource.query(`select count(*)::int as n from (
         select from dead_letter d join workflow w on w.id = d.workflow_id where ${conditions} limit ${bind(most)}) found`, values);
        return row.n;
    }
    /** Oldest first, after `after` and not beyond `until`. */
    async next(reach, filter, page) {
        const { values, bind } = binder();
        const conditions = [
            ...letterConditions(reach, filter, bind),
            REPLAYABLE,
            `d.execution_id > ${bind(page.after)}::uuid`,
            `d.execution_id <= ${bind(page.until)}::uuid`,
        ].join(' and ');
        const rows = await this.dataSource.query(`select d.execution_id as id from dead_letter d join workflow w on w.id = d.workflow_id
        where ${conditions} order by d.execution_id limit ${bind(page.limit)}`, values);
        return rows.map(({ id }) => id);
    }
    /** False when the letter was not open any more. */
    async discard(tx, execution, by, note) {
        const [rows] = await tx.query(`update dead_letter set status = 'discarded', resolved_at = now(), resolved_by = $2, note = $3
        where execution_id = $1 and status = 'open' returning execution_id`, [execution, by, note]);
        return rows.length > 0;
    }
};
ReplayRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], ReplayRepository);
export { ReplayRepository };
function binder() {
    const values = [];
    return { values, bind: (value) => `$${values.push(value)}` };
}
//# sourceMappingURL=replay.repository.js.map