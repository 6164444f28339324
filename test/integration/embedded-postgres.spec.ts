import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../src/embedded/embedded-postgres.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../../src/embedded/embedded-postgres.js';
import { EmbeddedPostgresFailed } from '../../src/errors/errors.js';
import { eventually } from '../support/eventually.js';

let dataDir: string;
let started: EmbeddedPostgres[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'signet-embedded-'));
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((postgres) => postgres.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, ...options });
  started.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // of a server that is killed meanwhile
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded Postgres', () => {
  it('answers in a UTF-8 database of its own, and takes the settings it is given', async () => {
    const { url } = await start({ settings: { max_connections: '37' } });

    expect(await query(url, 'select current_database() as name, getdatabaseencoding() as encoding')).toEqual([
      { name: 'signet', encoding: 'UTF8' },
    ]);
    expect(await query(url, 'show max_connections')).toEqual([{ max_connections: '37' }]);
  });

  it('keeps data, address and password over a restart', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('recovers what was committed before a kill -9', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;

    const second = await start();
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('waits for what is left of a server that was killed', async () => {
    const first = await start();
    const held = join(dataDir, 'held');
    await writeFile(held, '');
    const busy = query(
      first.url,
      `do $$ begin while (pg_stat_file('${held}', true)).size is not null loop end loop; end $$`,
    ).catch(() => undefined);
    const running = `select from pg_stat_activity where state = 'active' and query like 'do $$%'`;
    await eventually(async () => expect(await query(first.url, running)).toHaveLength(1));
    process.kill(first.pid, 'SIGKILL');
    await first.exited;

    const starting = start();
    const log = join(dataDir, 'postgres.log');
    await eventually(async () => expect(await readFile(log, 'utf8')).toContain('pre-existing shared memory'));
    await rm(held);
    expect(await query((await starting).url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await busy;
  });

  it('refuses a second start on its folder and names the process, without disturbing the first', async () => {
    const first = await start();

    await expect(start()).rejects.toThrow(EmbeddedPostgresFailed);
    await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('runs beside another one on another folder', async () => {
    const first = await start();
    const second = await start({ dataDir: join(dataDir, 'another') });

    expect(second.port).not.toBe(first.port);
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const { url } = await start();
    const password = new URL(url).password;

    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    await expect(query(url.replace(password, 'guess'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    const rules = await readFile(join(dataDir, 'pgdata', 'pg_hba.conf'), 'utf8');
    expect(rules.split('\n').filter((line) => /^[^#]*\btrust\b/.test(line))).toEqual([]);
  });

  it('listens on 127.0.0.1 alone, whatever the settings say', async () => {
    const { url } = await start({ settings: { listen_addresses: '*', unix_socket_directories: '/tmp' } });

    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(url, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  });

  it('says which port is taken instead of choosing another one', async () => {
    const { port } = await start();

    await expect(start({ dataDir: join(dataDir, 'another'), port })).rejects.toThrow(`port ${port}`);
  });

  it('tells why it did not come up, and can be started once that is mended', async () => {
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(/shared_buffers/);

    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts over when the first start was killed half-way', async () => {
    execFileSync('mkdir', ['-p', join(dataDir, 'pgdata.new', 'base')]);
    await writeFile(join(dataDir, 'owner.pid'), `${pidOfNobody()}\n`);

    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is not fooled by a stale lock file whose process id now belongs to another program', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const lock = join(dataDir, 'pgdata', 'postmaster.pid');
    const lines = (await readFile(lock, 'utf8')).split('\n');
    await writeFile(lock, [String(process.pid), ...lines.slice(1)].join('\n'));

    const second = await start();
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps the log of one run, and of the one before', async () => {
    const first = await start();
    await expect(query(first.url, 'select from nowhere_at_all')).rejects.toThrow('nowhere_at_all');
    await first.stop();
    await start();

    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('nowhere_at_all');
    expect(await readFile(join(dataDir, 'postgres.log.1'), 'utf8')).toContain('nowhere_at_all');
  });

  it('takes over no signal of the process that starts it', async () => {
    const before = process.eventNames().filter((name) => String(name).startsWith('SIG'));
    await start();

    expect(process.eventNames().filter((name) => String(name).startsWith('SIG'))).toEqual(before);
  });
});

/** The id of a process that has just ended. */
function pidOfNobody(): number {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
}
