import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../src/config/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { DueFront } from '../../src/dispatch/due-front.js';
import { ClaimRepository } from '../../src/ledger/claim.repository.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const BEFORE = 3_000;
const EVERY_HOUR_MS = 3_600_000;
const MOST = 64;

let database: TestDatabase;
let dataSource: DataSource;
let backup: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  [dataSource, backup] = await Promise.all([connect(), connect()]);
  await dataSource.query('set enable_seqscan = off');
  await backup.query('begin isolation level repeatable read');
  await backup.query('select 1 from open_execution');
});
afterAll(async () => {
  await backup?.destroy();
  await dataSource?.destroy();
  await database?.drop();
});

/** One connection, so that what it did is in the statistics when it asks. */
const connect = (): Promise<DataSource> =>
  createDataSource({ url: database.url, pool: 1, statementTimeoutMs: 30_000 }).initialize();

const accept = (count: number, due: string) =>
  dataSource.query(
    `insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, status, due_at)
     select gen_random_uuid(), 'main', gen_random_uuid(), gen_random_uuid(), 1, 't', 'pending', ${due}
       from generate_series(1, $1::int)`,
    [count],
  );

/** As settled ones do; Postgres keeps the rows for whoever reads as of before. */
const leave = () => dataSource.query('delete from open_execution');

/** Entries of the index of what is due that were stepped over so far, dead ones too. */
async function steps(): Promise<number> {
  await dataSource.query('select pg_stat_force_next_flush()');
  const [row] = await dataSource.query<[{ read: number }]>(
    `select idx_tup_read::int as read from pg_stat_user_indexes where indexrelname = 'open_execution_due_idx'`,
  );
  return row.read;
}

describe('claims while somebody reads as of before', () => {
  it('do not cost more with everything that was claimed since', async () => {
    const claims = new ClaimRepository(dataSource, dataSource);
    const front = new DueFront(EVERY_HOUR_MS);
    const taker = { worker: randomId(), leaseMs: 30_000, most: MOST };
    const look = () => front.look(MOST, (since) => claims.claimDue(taker, 0, since));

    await accept(BEFORE, `now() - interval '10 seconds'`);
    await claims.claimDue({ ...taker, most: BEFORE });
    await leave();
    await accept(1, 'now()');
    expect(await look()).toHaveLength(1); // at everything, once
    await leave();

    const before = await steps();
    for (let round = 1; round <= 5; round++) {
      await accept(round, 'now()');
      expect(await look()).toHaveLength(round);
      await leave();
    }
    expect((await steps()) - before).toBeLessThan(BEFORE);
    await accept(1, 'now()');
    const whole = await steps();
    expect(await claims.claimDue(taker)).toHaveLength(1);
    expect((await steps()) - whole).toBeGreaterThanOrEqual(BEFORE); // the rows are there, and looked at otherwise
  });
});
