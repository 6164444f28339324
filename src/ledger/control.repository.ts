import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONTROL_CHANNEL } from '../database/changes.service.js';
import type { LimitScope } from './limit-scope.js';

/** What may be asked of an execution that is not finished. */
export type Control = 'pause' | 'cancel';

/** An open execution after something was asked of it. */
export interface Controlled {
  readonly id: string;
  readonly status: string;
  readonly subject: string | null;
  /** Under which it is claimed; null: freely. */
  readonly claimScope: LimitScope | null;
}

/** How an execution stands towards what may be asked of it. */
export interface ControlStanding {
  readonly status: string;
  readonly isOpen: boolean;
  readonly control: Control | null;
}

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
@Injectable()
export class ControlRepository {
  /** Null when that changes nothing: it is finished, is being cancelled, or was asked before. */
  ask(tx: EntityManager, id: string, control: Control): Promise<Controlled | null> {
    return this.change(tx, ASK, [id, control]);
  }

  /** Null when it was not paused. */
  resume(tx: EntityManager, id: string): Promise<Controlled | null> {
    return this.change(tx, RESUME, [id]);
  }

  /** Null when there is no such execution. */
  async standing(tx: EntityManager, id: string): Promise<ControlStanding | null> {
    const [row]: ControlStanding[] = await tx.query(STANDING, [id]);
    return row ?? null;
  }

  /** Tells whoever runs it when the transaction commits. */
  private async change(
    tx: EntityManager,
    sql: string,
    values: readonly [id: string, ...rest: string[]],
  ): Promise<Controlled | null> {
    const [[row]] = await tx.query<[Controlled[], number]>(sql, [...values]);
    if (row?.status === 'running') {
      await tx.query('select pg_notify($1, $2)', [CONTROL_CHANNEL, row.id]);
    }
    return row ?? null;
  }
}
