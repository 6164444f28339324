import type { DataSource, EntityManager } from 'typeorm';

/** Lends a connection without opening a transaction: for work that is one statement and so its own transaction. */
export async function withConnection<T>(
  dataSource: DataSource,
  work: (connection: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    return await work(runner.manager);
  } finally {
    await runner.release();
  }
}
