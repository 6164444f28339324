/**
 * Once per vitest project and run: a Postgres (DATABASE_URL, else an embedded one; of one project the oldest that will do,
 * with settings of its own mind) with a migrated template database, and a Redis (REDIS_URL, else one of the system's).
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/database/migrate.js';
import { startEmbeddedPostgres } from '../../src/embedded/embedded-postgres.js';
import { startLocalRedis } from '../../src/embedded/local-redis.js';
import { requireRedisFolder } from '../../scripts/redis-server.mjs';
import { requireOldestPostgres } from './oldest-postgres.js';
import { type TestTls, trustTestTls } from './test-tls.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's, or at least one that may create databases. */
    postgresUrl: string;
    templateDatabase: string;
    /** For the message about a kept database. */
    keptWhere: string;
    redisUrl: string;
    /** For servers that must speak TLS. */
    tls: TestTls;
  }
}

interface Server {
  url: string;
  stop(): Promise<void>;
}

interface Postgres extends Server {
  keptWhere: string;
  /** Whether its data is gone with the run's folder. */
  isOurs: boolean;
}

/** What an operator may have set for all that use a server, and Signet must not depend on. */
const OF_ITS_OWN_MIND = {
  default_transaction_isolation: 'repeatable read',
  datestyle: 'SQL, DMY',
  timezone: 'Asia/Kolkata',
  intervalstyle: 'iso_8601',
  bytea_output: 'escape',
};

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), `signet-${project.name}-`));
  const redis = await startSharedRedis(folder);
  const postgres = await startSharedPostgres(project.name, folder);
  const template = `template_${randomBytes(6).toString('hex')}`;
  await migrateTemplate(postgres.url, template);

  project.provide('postgresUrl', postgres.url);
  project.provide('templateDatabase', template);
  project.provide('keptWhere', postgres.keptWhere);
  project.provide('redisUrl', redis.url);
  project.provide('tls', trustTestTls());

  return async () => {
    await query(postgres.url, `drop database if exists ${template} with (force)`);
    const kept = await query(postgres.url, `select 1 from pg_database where datname like 'test\\_%'`);
    await postgres.stop();
    await redis.stop();
    if (kept === 0 || !postgres.isOurs) {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function startSharedRedis(folder: string): Promise<Server> {
  const given = process.env['REDIS_URL'];
  const searchPath = requireRedisFolder(process.env['PATH'] ?? ''); // now, not in every worker at once
  if (given !== undefined && given !== '') {
    return { url: given, stop: () => Promise.resolve() };
  }
  const redis = await startLocalRedis({ dataDir: join(folder, 'redis'), searchPath });
  if (redis === undefined) {
    throw new Error('no Redis was found in the folder that has one');
  }
  return redis;
}

async function startSharedPostgres(project: string, folder: string): Promise<Postgres> {
  const given = process.env['DATABASE_URL'];
  const isOldest = project === 'oldest-postgres';
  if (given !== undefined && given !== '' && !isOldest) {
    return {
      url: given,
      stop: () => Promise.resolve(),
      keptWhere: 'on the server of DATABASE_URL',
      isOurs: false,
    };
  }
  const dataDir = join(folder, 'postgres');
  const durable = project === 'fault' ? 'on' : 'off'; // a killed server must keep what it acknowledged
  const settings = { max_connections: '200', fsync: durable, full_page_writes: durable };
  const server = await startEmbeddedPostgres(
    isOldest
      ? {
          dataDir,
          settings: { ...settings, ...OF_ITS_OWN_MIND },
          olderPackage: await requireOldestPostgres(),
        }
      : { dataDir, settings },
  );
  return { url: server.url, stop: () => server.stop(), keptWhere: `in ${dataDir}`, isOurs: true };
}

async function migrateTemplate(postgresUrl: string, name: string): Promise<void> {
  await query(postgresUrl, `create database ${name}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
}

/** Returns the number of rows. */
async function query(url: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
