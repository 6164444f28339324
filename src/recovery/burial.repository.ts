import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import type { Burial } from './dead-letter.js';

const BURY: Statement = {
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
@Injectable()
export class BurialRepository {
  async bury(tx: EntityManager, burials: readonly Burial[]): Promise<void> {
    await run(tx, BURY, [
      burials.map((b) => b.executionId),
      burials.map((b) => b.taskId),
      burials.map((b) => b.reason),
      burials.map((b) => JSON.stringify(b.error)),
      burials.map((b) => b.fingerprint),
      burials.map((b) => b.attempts),
    ]);
  }
}
