import { DataSource } from 'typeorm';
import { HeardClient, KEPT_ALIVE } from './heard-client.js';
import { Ledger1763683200000 } from './migrations/1763683200000-ledger.js';
import { Environments1764028800000 } from './migrations/1764028800000-environments.js';
import { SourceSecretUse1764057600000 } from './migrations/1764057600000-source-secret-use.js';
import { Places1764072000000 } from './migrations/1764072000000-places.js';
import { SsfStream1764115200000 } from './migrations/1764115200000-ssf-stream.js';
import { Callbacks1764129600000 } from './migrations/1764129600000-callbacks.js';
import { Limits1764201600000 } from './migrations/1764201600000-limits.js';
import { Samples1764288000000 } from './migrations/1764288000000-samples.js';
import { ControlFlow1764900000000 } from './migrations/1764900000000-control-flow.js';
import { Restarts1764950000000 } from './migrations/1764950000000-restarts.js';
import { Waits1764986400000 } from './migrations/1764986400000-waits.js';
import { Causes1765000000000 } from './migrations/1765000000000-causes.js';
import { BlastRadius1765010000000 } from './migrations/1765010000000-blast-radius.js';
import { Retention1765030000000 } from './migrations/1765030000000-retention.js';
import { PassedMatches1765050000000 } from './migrations/1765050000000-passed-matches.js';
import { WorkflowTypes1765040000000 } from './migrations/1765040000000-workflow-types.js';
import { AuditTree1765060000000 } from './migrations/1765060000000-audit-tree.js';
import { ExecutionRecord1765070000000 } from './migrations/1765070000000-execution-record.js';
import { AuditDeeds1765080000000 } from './migrations/1765080000000-audit-deeds.js';
import { MasterKeys1765090000000 } from './migrations/1765090000000-master-keys.js';
import { Erasure1765100000000 } from './migrations/1765100000000-erasure.js';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections this process may open. */
  readonly pool: number;
  readonly statementTimeoutMs: number;
  /** Longest a statement waits for a lock; by default as long as it may take. */
  readonly lockTimeoutMs?: number;
  /** Statements go by indexes, whatever Postgres' statistics say: those of a queue are of another moment. */
  readonly byIndex?: boolean;
  readonly entities?: (new () => object)[];
}

/** Name of the data source whose connections claim. */
export const CLAIMS = 'claims';

/** By then Postgres has given up a statement that took too long, and said so. */
const SILENCE_MARGIN_MS = 3_000;

/** Longest a transaction is left open with nothing to do. */
const IDLE_TRANSACTION_MS = 30_000;

/**
 * What statements here are written for, whatever the server, the database or the role has in its place. A statement that
 * waited for a lock sees what was committed meanwhile; values come as the driver reads them. None is compiled: they are
 * short, and Postgres before 18 takes a plan that avoids what it may not do for one that is worth up to a second of it.
 */
const AS_WRITTEN_FOR = Object.entries({
  default_transaction_isolation: 'read committed',
  client_encoding: 'UTF8',
  datestyle: 'ISO',
  timezone: 'UTC',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  jit: 'off',
}).map(([name, value]) => `set ${name} = '${value}'`);

/** What a 2xx says is committed is on disk, whatever is set for all; where more than that is asked for, more it is. */
const DURABLE = `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`;

/** What a plan may not do where it goes by indexes, in their order: read first and sort, filter or join afterwards. */
export const PAST_INDEXES = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'sort'] as const;

const BY_INDEX = [...PAST_INDEXES, 'incremental_sort'].map((way) => `set enable_${way} = off`);

/** The one way this program reaches Postgres. Not yet connected: call `initialize()`. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities ?? [],
    migrations: [
      Ledger1763683200000,
      Environments1764028800000,
      SourceSecretUse1764057600000,
      Places1764072000000,
      SsfStream1764115200000,
      Callbacks1764129600000,
      Limits1764201600000,
      Samples1764288000000,
      ControlFlow1764900000000,
      Restarts1764950000000,
      Waits1764986400000,
      Causes1765000000000,
      BlastRadius1765010000000,
      Retention1765030000000,
      WorkflowTypes1765040000000,
      PassedMatches1765050000000,
      AuditTree1765060000000,
      ExecutionRecord1765070000000,
      AuditDeeds1765080000000,
      MasterKeys1765090000000,
      Erasure1765100000000,
    ],
    migrationsTableName: 'signet_migration',
    synchronize: false,
    installExtensions: false,
    applicationName: 'signet',
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    poolSize: options.pool,
    extra: {
      Client: HeardClient,
      connectionTimeoutMillis: 5000,
      idleTimeoutMillis: 30_000,
      ...KEPT_ALIVE,
      silenceMs: options.statementTimeoutMs + SILENCE_MARGIN_MS,
      onConnect: (client: HeardClient) => client.query(settingsOf(options)),
    },
  });
}

/** They are said once connected: PgBouncer refuses a connection that begins with them. */
function settingsOf({ statementTimeoutMs, lockTimeoutMs, byIndex = false }: DatabaseOptions): string {
  return [
    `set statement_timeout = ${statementTimeoutMs}`,
    `set idle_in_transaction_session_timeout = ${IDLE_TRANSACTION_MS}`,
    ...AS_WRITTEN_FOR,
    DURABLE,
    ...(lockTimeoutMs === undefined ? [] : [`set lock_timeout = ${lockTimeoutMs}`]),
    ...(byIndex ? BY_INDEX : []),
  ].join('; ');
}
