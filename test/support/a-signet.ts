/** Signet itself, started inside the test's process on a database of its own. */
import type { Type } from '@nestjs/common';
import pg from 'pg';
import type { Outside } from '../../src/app/foundations.module.js';
import { startSignet } from '../../src/app/start.js';
import type { Running } from '../../src/app/start.js';
import { createTestDatabase } from './database.js';
import { trackOpen } from './left-open.js';

export const MASTER_KEY = Buffer.alloc(32, 5);

/** Short leases and sweeps, few connections, nothing on stdout; senders share the process with the door, which is no crowd. */
const ENVIRONMENT = {
  SIGNET_MASTER_KEY: MASTER_KEY.toString('base64'),
  PORT: '0',
  HOOK_QUEUE_MS: '60000',
  LOG_LEVEL: 'silent',
  LEASE_MS: '1000',
  SWEEP_MS: '100',
  POLL_MS: '20',
  SHUTDOWN_MS: '500',
  DATABASE_POOL: '8',
};

/** Whatever a server has in its place; Signet's own connections see to themselves. */
const AS_TESTS_EXPECT = '-c default_transaction_isolation=read\\ committed -c datestyle=ISO';

export interface TestSignet extends Running {
  readonly databaseUrl: string;
  /** Rows of a statement, on connections of the test's own. */
  rows<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** Rows of a table. */
  count(table: string, where?: string, values?: readonly unknown[]): Promise<number>;
  /** A part of the running program. */
  part<T>(type: Type<T>): T;
}

export interface TestSignetOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a new one, dropped with it. */
  readonly databaseUrl?: string;
  /** A clock, a way out or a log of the test's own. */
  readonly outside?: Partial<Outside>;
}

/** A file that leaves it running fails. */
export async function startTestSignet(options: TestSignetOptions = {}): Promise<TestSignet> {
  const own = options.databaseUrl === undefined ? await createTestDatabase() : null;
  const databaseUrl = options.databaseUrl ?? own!.url;
  const running = await startSignet(
    { ...ENVIRONMENT, DATABASE_URL: databaseUrl, ...options.env },
    options.outside,
  );
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, options: AS_TESTS_EXPECT });
  pool.on('error', () => undefined); // a server that a test stops ends idle connections
  let open = true;
  const stop = async (): Promise<void> => {
    if (open) {
      open = false;
      await running.stop();
      await pool.end();
      await own?.drop();
    }
  };
  trackOpen({ what: `signet on ${running.url}`, isOpen: () => open, close: stop });

  const rows = async (sql: string, values: readonly unknown[] = []) =>
    (await pool.query(sql, [...values])).rows;
  return {
    url: running.url,
    app: running.app,
    stopWithinMs: running.stopWithinMs,
    databaseUrl,
    rows,
    count: async (table, where = 'true', values = []) =>
      Number((await rows(`select count(*) as n from ${table} where ${where}`, values))[0].n),
    part: (type) => running.app.get(type, { strict: false }),
    stop,
  };
}
