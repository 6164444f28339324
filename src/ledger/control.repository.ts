import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONTROL_CHANNEL } from '../database/changes.service.js';

/** What may be asked of an execution that is not finished. */
export type Control = 'pause' | 'cancel';

/** What is not running takes it up at once: it pauses where it stands, or becomes due so that a worker ends it. */
const ASK = `
update open_execution
   set control = $2, version = version + 1,
       status = case when status = 'running' then status when $2 = 'pause' then 'paused' else 'retrying' end,
       due_at = case when status = 'running' or $2 = 'pause' then due_at else now() end
 where id = $1 and control is distinct from 'cancel'
returning id, status`;

const RESUME = `
update open_execution
   set control = null, version = version + 1, due_at = case when status = 'paused' then now() else due_at end,
       status = case when status = 'paused' then 'retrying' else status end
 where id = $1 and control = 'pause'
returning id, status`;

/** Asks open executions to stop, and lets them go on. */
@Injectable()
export class ControlRepository {
  /** False when it is finished, or is being cancelled already. */
  async ask(tx: EntityManager, id: string, control: Control): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(ASK, [id, control]);
    await tx.query('select pg_notify($1, $2)', [CONTROL_CHANNEL, id]);
    return rows.length > 0;
  }

  /** False when it was not paused. */
  async resume(tx: EntityManager, id: string): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(RESUME, [id]);
    return rows.length > 0;
  }
}
