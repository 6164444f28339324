/** A real Postgres for a test: databases cloned from one that was migrated once per run, or a whole server. */
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { Client } from 'pg';
import { expect, inject } from 'vitest';
import { migrate } from '../../src/database/migrate.js';
import { startEmbeddedPostgres } from '../../src/embedded/embedded-postgres.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../../src/embedded/embedded-postgres.js';
import { temporaryFolder } from './temporary-folder.js';
import { isGoodSoFar } from './file-outcome.js';
import { trackOpen } from './left-open.js';
import { freePort } from './ports.js';

export interface TestDatabase {
  /** Name inside the server. */
  readonly name: string;
  readonly url: string;
  /** Removes it, or keeps and names it when a test of the file failed. Cuts connections that are left. */
  drop(): Promise<void>;
}

/** A server that belongs to one test or file, which may kill it. */
export class TestPostgres {
  /** A migrated database. Stays the same over `start`. */
  readonly url: string;
  readonly port: number;
  private running = true;

  constructor(
    private readonly options: EmbeddedPostgresOptions,
    private server: EmbeddedPostgres,
  ) {
    this.url = server.url;
    this.port = server.port;
    trackOpen({
      what: `postgres on port ${this.port}`,
      isOpen: () => this.running,
      close: () => this.stop(),
    });
  }

  /** Process id of the postmaster; its children are the backends. */
  get pid(): number {
    return this.server.pid;
  }

  /** Where its data and its log (`postgres.log`) are. */
  get folder(): string {
    return this.options.dataDir;
  }

  /** Resolves when the present server is gone, asked to or not. */
  get exited(): Promise<unknown> {
    return this.server.exited;
  }

  /** `kill -9` of the server. */
  async kill(): Promise<void> {
    this.running = false;
    process.kill(this.server.pid, 'SIGKILL');
    await this.server.exited;
  }

  /** Starts it again, after `kill` or `stop`, with what was committed. */
  async start(): Promise<void> {
    await this.server.stop();
    this.server = await startEmbeddedPostgres({ ...this.options, port: this.port });
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.server.stop();
  }
}

/** An empty database with the current schema. Meant for `beforeAll`; a file that does not drop it fails. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = databaseName(expect.getState().testPath ?? 'test');
  await onServer((client) => client.query(`create database ${name} template ${inject('templateDatabase')}`));

  let open = true;
  const drop = async () => {
    open = false;
    if (!isGoodSoFar()) {
      process.stderr.write(`kept for a look: database ${name} ${inject('keptWhere')}\n`);
      return;
    }
    await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
  };
  trackOpen({ what: `database ${name}`, isOpen: () => open, close: drop });
  return { name, url: withDatabase(inject('postgresUrl'), name), drop };
}

/** A Postgres of the caller's own, with durable commits. A file that does not stop it fails. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
  const options = { dataDir: await temporaryFolder('postgres'), settings, port: await freePort() };
  const postgres = new TestPostgres(options, await startEmbeddedPostgres(options));
  await migrate(postgres.url);
  return postgres;
}

/** `url` with another database. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** e.g. `test_hook_door_1f3c…` for `test/integration/hook-door.spec.ts`: at most Postgres' 63 bytes. */
function databaseName(testPath: string): string {
  const file = basename(testPath)
    .replace(/\.spec\.ts$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
  return `test_${file.slice(0, 40)}_${randomBytes(6).toString('hex')}`;
}

async function onServer(use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
