import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { jsonArray, plainArray, textArray } from '../database/arrays.js';
import { withConnection } from '../database/session.js';
import { run, type Statement } from '../database/statement.js';
import { type Cause, RETURN_MS } from './cause.js';

/** A change of a user that a call is about to make. */
export interface NewOwnChange {
  readonly taskId: string;
  readonly iteration: number;
  readonly tenant: string;
  readonly environment: string;
  /** The user, as the directory is asked for it. */
  readonly subject: string;
  /** `user.update`, `role.assign`, ... */
  readonly kind: string;
  /** What is wanted of the user, by member. */
  readonly wanted: Readonly<Record<string, unknown>>;
  /** Of the events it brings on. */
  readonly cause: Cause;
}

export interface OwnChange {
  readonly kind: string;
  readonly wanted: Readonly<Record<string, unknown>>;
  readonly madeAt: Date;
  readonly cause: Cause;
}

/** Whose changes are asked for. */
export interface ChangedSubject {
  readonly tenant: string;
  readonly environment: string;
  readonly subject: string;
}

/** A call that is repeated brings its change on again. */
const NOTE: Statement = {
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
const FIND: Statement = {
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

interface FoundRow extends Omit<OwnChange, 'cause'>, Cause {
  /** From 1. */
  readonly place: number;
}

/** What we are changing in directories of others: committed with the intent of the call, so before anything comes back. */
@Injectable()
export class OwnChangeRepository {
  constructor(private readonly dataSource: DataSource) {}

  async note(tx: EntityManager, changes: readonly NewOwnChange[]): Promise<void> {
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
  async find(subjects: readonly ChangedSubject[]): Promise<OwnChange[][]> {
    const parameters = [
      textArray(subjects.map(({ tenant }) => tenant)),
      textArray(subjects.map(({ environment }) => environment)),
      textArray(subjects.map(({ subject }) => subject)),
      RETURN_MS,
      MOST_CHANGES,
    ];
    const rows = await withConnection(this.dataSource, (db) => run<FoundRow>(db, FIND, parameters));
    const found = subjects.map((): OwnChange[] => []);
    for (const { place, execution, depth, lineage, ...change } of rows) {
      found[place - 1]!.push({ ...change, cause: { execution, depth, lineage } });
    }
    return found;
  }
}
