import type { DataSource } from 'typeorm';

/** How a database stands to a program: which migrations one has and the other does not, in order, by name. */
export interface SchemaStanding {
  /** This program has them and the database lacks them. */
  readonly pending: readonly string[];
  /** The database has them and this program does not know them. */
  readonly unknown: readonly string[];
}

/** For a person, where migrations are pending. */
export const LACKING = 'the database lacks migrations: run "signet migrate"';

/** Asks a connected database, also one that is empty. */
export async function schemaStanding(dataSource: DataSource): Promise<SchemaStanding> {
  const [found] = await dataSource.query<{ migrated: boolean }[]>(
    `select to_regclass('signet_migration') is not null as migrated`,
  );
  const rows = found!.migrated
    ? await dataSource.query<{ name: string }[]>('select name from signet_migration order by id')
    : [];
  const applied = rows.map(({ name }) => name);
  const known = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}
