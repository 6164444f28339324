/** A ledger that has grown since Postgres last looked. */
import type { DataSource } from 'typeorm';

import { createDataSource } from '../../src/database/data-source.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { QUEUE } from './grown-ledger.js';
import { UNWATCHED } from './rows-looked-at.js';

const KEEP_FIVE = (where: string): string[] => [
  QUEUE,
  `delete from open_execution where id not in (select id from open_execution where ${where} limit 5)`,
  'analyze open_execution',
];
/** What was in the ledger when Postgres last looked. */
export const MOMENTS: Readonly<Record<string, readonly string[]>> = {
  'has never looked': [],
  'looked while it was empty': ['vacuum analyze'],
  'looked while all in the queue was dead': [QUEUE, 'delete from open_execution', 'analyze open_execution'],
  'looked while all but a few that were due were dead': KEEP_FIVE(`status = 'pending'`),
  'looked while all but a few that ran were dead': KEEP_FIVE(`status = 'running'`),
};
/** What is there by now; nobody looks again. */
const GROWN = `${QUEUE.replaceAll(`'open'`, `'later'`)};
insert into task_run (execution_id, task_id, position, action, status, attempt, started_at, first_started_at)
select id, 'before', 0, 'set', 'succeeded', 1, now(), now() from open_execution`;

export interface StaleLedger {
  readonly database: TestDatabase;
  readonly source: DataSource;
  /** Its connections go by indexes. */
  readonly claiming: DataSource;
}

/** `steps`: of one of the moments. */
export async function aLedgerAt(steps: readonly string[]): Promise<StaleLedger> {
  const database = await createTestDatabase();
  const connect = (byIndex: boolean) =>
    createDataSource({ url: database.url, pool: 2, statementTimeoutMs: 60_000, byIndex }).initialize();
  const [source, claiming] = await Promise.all([connect(false), connect(true)]);
  for (const step of [UNWATCHED, ...steps, GROWN]) {
    await source.query(step);
  }
  return { database, source, claiming };
}
