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
import { jsonArray, plainArray, textArray } from '../database/arrays.js';
import { withConnection } from '../database/session.js';
import { run } from '../database/statement.js';
import { RETURN_MS } from './cause.js';
/** A call that is repeated brings its change on again. */
const NOTE = {
    name: 'ledger_note_changes',
    text: `
insert into own_change (execution_id, task_id, iteration, tenant, environment, subject, kind, wanted, depth, lineage)
select execution_id, task_id, iteration, tenant, environment, subject, kind, wanted, depth, lineage::uuid[]
  from rows from (
    unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[]),
    json_array_elements($10::json))
    as c (execution_id, task_id, iteration, tenant, environment, subject, kind, depth, lineage, wanted)
    on conflict (execution_id, task_id, iteration) do update
   set made_at = now(), subject = excluded.subject, kind = excluded.kind, wanted = excluded.wanted`,
};
/** $4 the longest time ago in ms, $5 most of one subject, the newest first. */
const FIND = {
    name: 'ledger_own_changes',
    text: `
select s.place::int, c.execution_id as execution, c.kind, c.wanted, c.depth, c.lineage, c.made_at as "madeAt"
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality as s (tenant, environment, subject, place)
 cross join lateral (
    select * from own_change o
     where o.tenant = s.tenant and o.environment = s.environment and o.subject = s.subject
       and o.made_at > now() - make_interval(secs => $4::float8 / 1000)
     order by o.made_at desc limit $5::int) c`,
};
/** Changes of one subject an event is compared with. */
const MOST_CHANGES = 50;
/** What we are changing in directories of others: committed with the intent of the call, so before anything comes back. */
let OwnChangeRepository = class OwnChangeRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async note(tx, changes) {
        await run(tx, NOTE, [
            plainArray(changes.map(({ cause }) => cause.execution)),
            textArray(changes.map(({ taskId }) => taskId)),
            plainArray(changes.map(({ iteration }) => iteration)),
            textArray(changes.map(({ tenant }) => tenant)),
            textArray(changes.map(({ environment }) => environment)),
            textArray(changes.map(({ subject }) => subject)),
            textArray(changes.map(({ kind }) => kind)),
            plainArray(changes.map(({ cause }) => cause.depth)),
            textArray(changes.map(({ cause }) => plainArray(cause.lineage))),
            jsonArray(changes.map(({ wanted }) => JSON.stringify(wanted))),
        ]);
    }
    /** By subject, in the order they are asked for; the newest change first. */
    async find(subjects) {
        const parameters = [
            textArray(subjects.map(({ tenant }) => tenant)),
            textArray(subjects.map(({ environment }) => environment)),
            textArray(subjects.map(({ subject }) => subject)),
            RETURN_MS,
            MOST_CHANGES,
        ];
        const rows = await withConnection(this.dataSource, (db) => run(db, FIND, parameters));
        const found = subjects.map(() => []);
        for (const { place, execution, depth, lineage, ...change } of rows) {
            found[place - 1].push({ ...change, cause: { execution, depth, lineage } });
        }
        return found;
    }
};
OwnChangeRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], OwnChangeRepository);
export { OwnChangeRepository };
//# sourceMappingURL=own-change.repository.js.map