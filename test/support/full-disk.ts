/**
 * A disk that is full for one Postgres and for nobody else: the kernel lets none of its processes write past a place in any
 * file (RLIMIT_FSIZE of setrlimit(2)), which needs no mount and no privilege. Postgres ignores SIGXFSZ and sees short and failed writes.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { TestPostgres } from './database.js';
import { eventually } from './eventually.js';

const run = promisify(execFile);

const PAGE = 8192;
/** Not at the edge of a page, so that pages are written by half. */
const HALF_A_PAGE = PAGE / 2;
/** Above the 16 MiB of a segment of the log, so that a limit there hits tables and indexes alone. */
const PADDED = 20 * 1024 * 1024;
/** Below where the log is being written, nearly always. */
const NEARLY_NOTHING = 64 * 1024 + HALF_A_PAGE;

/** How long Postgres takes is not what is looked at: once it was more than half a minute. */
const RECOVERED_WITHIN_MS = 120_000;
const LAST_LINES = 40;

/** What deliveries and executions write: tables of this week, with their indexes. */
const GROWING = `
with grown as (
  select oid from pg_class
   where relkind = 'r' and relname ~ '^(event|execution|task_run|audit_entry|dedupe|open_execution)(_[0-9]{8})?$'
     and coalesce(to_date(substring(relname from '[0-9]{8}$'), 'YYYYMMDD') between current_date - 6 and current_date, true))
select pg_relation_filepath(oid) as path from grown
union all
select pg_relation_filepath(indexrelid) from pg_index where indrelid in (select oid from grown)`;

export class FullDisk {
  private paths: string[] = [];

  /** Start `postgres` with `autovacuum=off`: vacuum would find the empty pages of `pad`. */
  constructor(private readonly postgres: TestPostgres) {}

  /** Makes what grows so long that it can be told from the log: by pages of zeros, as a crash leaves them. Takes no room. Restarts Postgres. */
  async pad(): Promise<void> {
    const rows = await this.withClient(
      async (client) => (await client.query<{ path: string }>(GROWING)).rows,
    );
    this.paths = rows.map(({ path }) => join(this.data, path));
    await this.postgres.stop();
    await Promise.all(this.paths.map((path) => truncate(path, PADDED)));
    await this.postgres.start();
  }

  /** No table and no index gets a page more; the log goes on. */
  async fillForTables(): Promise<void> {
    const sizes = await Promise.all(this.paths.map(async (path) => (await stat(path)).size));
    await this.limit(String(Math.max(...sizes) + HALF_A_PAGE));
  }

  /** The log cannot be written either: Postgres panics, and may not come up again before there is room. */
  async fill(): Promise<void> {
    await this.limit(String(NEARLY_NOTHING));
  }

  /** Whoever looks after Postgres starts it again where it ended; resolves when it answers. */
  async makeRoom(): Promise<void> {
    await this.limit('unlimited');
    const answering = new AbortController();
    const again = this.postgres.exited.then(() =>
      answering.signal.aborted ? undefined : this.postgres.start(),
    );
    const answers = eventually(() => this.withClient((client) => client.query('select')), {
      within: RECOVERED_WITHIN_MS,
      signal: answering.signal,
    });
    try {
      await Promise.race([answers, again]);
    } catch (cause) {
      throw new Error(`Postgres does not come back, though there is room:\n${await this.lastWords()}`, {
        cause,
      });
    }
    answering.abort();
    await answers.catch(() => undefined);
  }

  /** Whether Postgres said so in its log, since it was started last or the time before. */
  async said(words: string): Promise<boolean> {
    return (await this.log()).includes(words);
  }

  private async log(): Promise<string> {
    const log = join(this.postgres.folder, 'postgres.log');
    const texts = [`${log}.1`, log].map((path) => readFile(path, 'utf8').catch(() => ''));
    return (await Promise.all(texts)).join('');
  }

  private async lastWords(): Promise<string> {
    return (await this.log()).split('\n').slice(-LAST_LINES).join('\n');
  }

  private get data(): string {
    return join(this.postgres.folder, 'pgdata');
  }

  /** The postmaster goes first: whoever it starts from then on is limited as it is. */
  private async limit(bytes: string): Promise<void> {
    const { pid } = this.postgres;
    await this.limitOne(pid, bytes);
    for (const child of await childrenOf(pid)) {
      await this.limitOne(child, bytes);
    }
  }

  /** As the owner of the data, who may do it whatever we are; a process that is gone needs none. */
  private async limitOne(pid: number, bytes: string): Promise<void> {
    const { uid, gid } = await stat(this.data);
    const owner = process.getuid?.() === 0 ? { uid, gid } : {};
    await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`], owner).catch((error: unknown) => {
      if (isAlive(pid)) {
        throw error;
      }
    });
  }

  private async withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.postgres.url });
    client.on('error', () => undefined); // a connection cut while idle shows in the next query
    try {
      await client.connect();
      return await use(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** By the fourth field of proc_pid_stat(5). */
async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const isChild = await Promise.all(
    pids.map(async (pid) => {
      const fields = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[1] === String(parent);
    }),
  );
  return pids.filter((_, index) => isChild[index]).map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
