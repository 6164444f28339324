import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LimitScope } from '../ledger/limit-scope.js';
import { HAS_PARTS, openAgain, type Replayed } from './replay.repository.js';

/** What is taken over into an execution that is restarted. */
export interface TakenOver {
  /** Tasks whose good ends are. */
  readonly tasks: readonly string[];
  /** Of them, those whose failure is as good. */
  readonly tolerated: readonly string[];
}

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
@Injectable()
export class RestartRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What an execution that has ended ran; null when there is none. */
  async find(id: string): Promise<{ workflowId: string; revision: number } | null> {
    const [row]: { workflowId: string; revision: number }[] = await this.dataSource.query(
      'select workflow_id as "workflowId", revision from execution where id = $1',
      [id],
    );
    return row ?? null;
  }

  /** The execution that runs again for this one and has not ended. Others that ask wait for this transaction. */
  async underWay(tx: EntityManager, id: string): Promise<string | null> {
    await tx.query('select from execution where id = $1 for update', [id]);
    const [row]: { id: string }[] = await tx.query(
      'select id from open_execution where replay_of = $1 order by id limit 1',
      [id],
    );
    return row?.id ?? null;
  }

  /** Undefined when what it needs to run again is not there any more. */
  async restart(
    tx: EntityManager,
    one: { readonly execution: string; readonly newId: string },
    by: string,
    options: { readonly taken: TakenOver; readonly outerScope: LimitScope | null },
  ): Promise<Replayed | undefined> {
    const { taken, outerScope } = options;
    const rows: Replayed[] = await tx.query(RESTART, [
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
}
