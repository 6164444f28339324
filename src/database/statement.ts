import type { EntityManager } from 'typeorm';

/** A query of a hot path: prepared once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

interface PgClient {
  query(
    config: { name: string; text: string; values: unknown[] },
    done: (error: Error | null, result: { rows: unknown[] }) => void,
  ): void;
}

/** Runs a prepared statement on the connection of `tx`; rows come back as objects. What Postgres throws tells who asked. */
export async function run<Row>(tx: EntityManager, statement: Statement, values: unknown[]): Promise<Row[]> {
  const client = (await tx.queryRunner!.connect()) as PgClient;
  const { name, text } = statement;
  try {
    // By callback: rows that come by a promise of pg's own stay in memory until old memory is collected (ADR 23).
    return await new Promise<Row[]>((resolve, reject) => {
      client.query({ name, text, values }, (error, result) =>
        error === null ? resolve(result.rows as Row[]) : reject(error),
      );
    });
  } catch (error) {
    Error.captureStackTrace(error as Error); // its own begins at the socket
    throw error;
  }
}
