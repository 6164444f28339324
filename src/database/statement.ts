import type { EntityManager } from 'typeorm';

/** A query of a hot path: prepared once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

interface PgClient {
  query(config: {
    name: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

/** Runs a prepared statement on the connection of `tx`; rows come back as objects. */
export async function run<Row>(tx: EntityManager, statement: Statement, values: unknown[]): Promise<Row[]> {
  const client = (await tx.queryRunner!.connect()) as PgClient;
  const { rows } = await client.query({ name: statement.name, text: statement.text, values });
  return rows as Row[];
}
