/** A Postgres that is backed up as the manual says, chapter "Continuous Archiving", loses its disk, and is restored. */
import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/embedded-postgres.js';
import { eventually } from './eventually.js';
import { trackOpen } from './left-open.js';
import { temporaryFolder } from './temporary-folder.js';

const run = promisify(execFile);

export class ArchivedPostgres {
  /** Stays the same over a restore. */
  readonly url: string;
  private readonly port: number;
  private running = true;

  private constructor(
    private readonly folder: string,
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

  /** Migrated, with durable commits; every full segment of its log is copied away. */
  static async start(): Promise<ArchivedPostgres> {
    const folder = await temporaryFolder('archived');
    await mkdir(join(folder, 'archive'), { mode: 0o777 });
    const server = await startEmbeddedPostgres({
      dataDir: join(folder, 'server'),
      settings: archiving(folder),
    });
    await migrate(server.url);
    return new ArchivedPostgres(folder, server);
  }

  /** A base backup, while everybody goes on writing. */
  async backUp(): Promise<void> {
    await this.withClient(async (client) => {
      await client.query(`select pg_backup_start('drill', true)`);
      await run('cp', ['-a', this.data, this.backup]);
      const { rows } = await client.query<{ labelfile: string }>(
        'select labelfile from pg_backup_stop(false)',
      );
      await this.write('backup_label', rows[0]!.labelfile);
    });
    await rm(join(this.backup, 'postmaster.pid'), { force: true });
    for (const name of await readdir(join(this.backup, 'pg_wal'))) {
      await rm(join(this.backup, 'pg_wal', name), { recursive: true });
    }
    await this.write('recovery.signal', '');
  }

  /** Resolves once everything committed by now is in the archive. */
  async archived(): Promise<void> {
    await this.withClient(async (client) => {
      const { rows } = await client.query<{ segment: string }>(
        'select pg_walfile_name(pg_current_wal_lsn()) as segment',
      );
      await client.query('select pg_switch_wal()');
      await eventually(async () => {
        if (!(await readdir(join(this.folder, 'archive'))).includes(rows[0]!.segment)) {
          throw new Error(`${rows[0]!.segment} is not archived`);
        }
      });
    });
  }

  /** The machine is gone, and its disk with it. */
  async destroy(): Promise<void> {
    this.running = false;
    process.kill(this.server.pid, 'SIGKILL');
    await this.server.exited;
    await this.server.stop();
    await rm(this.data, { recursive: true });
  }

  /** Starts on the base backup and replays the archive; resolves when it may be written to. */
  async restore(): Promise<void> {
    await rename(this.backup, this.data);
    this.server = await startEmbeddedPostgres({
      dataDir: join(this.folder, 'server'),
      port: this.port,
      settings: { ...archiving(this.folder), restore_command: `cp ${join(this.folder, 'archive')}/%f %p` },
    });
    this.running = true;
    await this.withClient((client) =>
      eventually(
        async () => {
          const { rows } = await client.query<{ replaying: boolean }>(
            'select pg_is_in_recovery() as replaying',
          );
          if (rows[0]!.replaying) {
            throw new Error('Postgres is still replaying its log');
          }
        },
        { within: 60_000 },
      ),
    );
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.server.stop();
  }

  private get data(): string {
    return join(this.folder, 'server', 'pgdata');
  }

  private get backup(): string {
    return join(this.folder, 'backup');
  }

  /** Into the backup, for whoever owns it. */
  private async write(name: string, text: string): Promise<void> {
    const { uid, gid } = await stat(this.backup);
    const path = join(this.backup, name);
    await writeFile(path, text, { mode: 0o600 });
    await chown(path, uid, gid);
  }

  private async withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }
}

const archiving = (folder: string): Record<string, string> => ({
  archive_mode: 'on',
  archive_command: `cp %p ${join(folder, 'archive')}/%f`,
});
