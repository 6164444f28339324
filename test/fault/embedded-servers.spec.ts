import { join } from 'node:path';
import { Client } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { requireRedisFolder } from '../../scripts/redis-server.mjs';
import { isAlive } from '../../src/embedded/daemon.js';
import { startEmbeddedPostgres } from '../../src/embedded/embedded-postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { eventually } from '../support/eventually.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';

let postgresDir: string;
let redisDir: string;

beforeEach(async () => {
  const folder = await temporaryFolder('owner');
  postgresDir = join(folder, 'postgres');
  redisDir = join(folder, 'redis');
});

function startOwner(): Program {
  const searchPath = requireRedisFolder(process.env['PATH'] ?? '');
  const command = ['test/support/postgres-owner.mjs', postgresDir, redisDir, searchPath];
  return startProgram({ command, env: {} });
}

async function pidsOf(owner: Program): Promise<number[]> {
  const line = await owner.waitForLine(/^ready /);
  return line.split(' ').slice(1).map(Number);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function isAnyAlive(pids: number[]): boolean {
  return pids.some(isAlive);
}

describe('the servers of a laptop', () => {
  it('do not outlive an owner that was killed', async () => {
    const owner = startOwner();
    const pids = await pidsOf(owner);
    expect(pids.every(isAlive)).toBe(true);
    await owner.kill('SIGKILL');

    await eventually(() => expect(isAnyAlive(pids)).toBe(false), { within: 30_000 });
  });

  it('leave with an owner that stops in order', async () => {
    const owner = startOwner();
    const pids = await pidsOf(owner);

    expect(await owner.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(isAnyAlive(pids)).toBe(false);
  });

  it('are started again at once on the folders of a killed owner, with what was committed', async () => {
    const first = await startEmbeddedPostgres({ dataDir: postgresDir });
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const owner = startOwner();
    await owner.waitForLine(/^ready /);
    await owner.kill('SIGKILL');

    const second = await startEmbeddedPostgres({ dataDir: postgresDir });
    try {
      expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    } finally {
      await second.stop();
    }
  });

  it('refuse another process while their owner lives, and name it', async () => {
    const owner = startOwner();
    const pids = await pidsOf(owner);

    await expect(startEmbeddedPostgres({ dataDir: postgresDir })).rejects.toThrow(
      `in use by process ${owner.pid}`,
    );
    expect(pids.every(isAlive)).toBe(true);
    await owner.kill('SIGTERM');
  });
});
