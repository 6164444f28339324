import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '../../src/database/data-source.js';
import { withConnection } from '../../src/database/session.js';
import { run } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({
    url: database.url,
    pool: 1,
    statementTimeoutMs: 60_000,
  }).initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

describe('a prepared statement', () => {
  it('that fails is thrown as Postgres said it, tells who asked for it, and leaves the connection usable', async () => {
    const divide = { name: 'divide', text: 'select 1 / $1::int as quotient' };
    const whoAsks = (by: number): Promise<unknown[]> =>
      withConnection(dataSource, async (db) => await run(db, divide, [by]));

    const error: unknown = await whoAsks(0).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: '22012', message: 'division by zero' });
    expect((error as Error).stack).toContain('statement.spec.ts');
    expect(await whoAsks(1)).toEqual([{ quotient: 1 }]);
  });
});
