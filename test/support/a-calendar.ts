/** A database whose clock a test may set. Connections that were open before do not notice. */
import pg from 'pg';
import type { TestDatabase } from './database.js';

export interface Calendar {
  /** From now on it is this time, standing still. */
  set(at: string): Promise<void>;
}

/** Puts a `now()` of its own before that of Postgres, for whatever is not said with its schema. */
export async function aCalendar({ name, url }: TestDatabase): Promise<Calendar> {
  const run = async (sql: string, values: readonly unknown[] = []): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql, [...values]);
    } finally {
      await client.end();
    }
  };
  await run(`
    create schema calendar;
    create table calendar.today (at timestamptz);
    insert into calendar.today values (null);
    create function calendar.now() returns timestamptz stable language sql as
      'select coalesce((select at from calendar.today), pg_catalog.now())';
    alter database ${name} set search_path = public, calendar, pg_catalog;
  `);
  return { set: (at) => run('update calendar.today set at = $1', [at]) };
}
