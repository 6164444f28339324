import { createDataSource } from './data-source.js';

/** Any number; every Signet process that migrates takes this advisory lock first. */
const MIGRATION_LOCK = 7_361_100_1;

/**
 * Applies the migrations that are missing, one process at a time; returns their names.
 * Takes seconds on an empty database and nothing when there is nothing to do.
 */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = await createDataSource({ url, pool: 3, statementTimeoutMs: 600_000 }).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

/** Names of migrations this program knows and the database lacks. */
export async function pendingMigrations(url: string): Promise<boolean> {
  const dataSource = await createDataSource({ url, pool: 1, statementTimeoutMs: 10_000 }).initialize();
  try {
    return await dataSource.showMigrations();
  } finally {
    await dataSource.destroy();
  }
}
