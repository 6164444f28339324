import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireRedisFolder } from '../../scripts/redis-server.mjs';
import { startLocalRedis } from '../../src/embedded/local-redis.js';
import type { LocalRedis } from '../../src/embedded/local-redis.js';
import { ConfigInvalid } from '../../src/errors/errors.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const searchPath = requireRedisFolder(process.env['PATH'] ?? '');

let dataDir: string;
let started: LocalRedis[];

beforeEach(async () => {
  dataDir = join(await temporaryFolder('local-redis'), 'made when missing');
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((redis) => redis.stop()));
});

async function start(): Promise<LocalRedis> {
  const redis = await startLocalRedis({ dataDir, searchPath });
  if (redis === undefined) {
    throw new Error('no Redis here');
  }
  started.push(redis);
  return redis;
}

async function ask(url: string, command: string, ...args: string[]): Promise<unknown> {
  const client = new Redis(url, { lazyConnect: true, enableReadyCheck: false, retryStrategy: () => null });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.call(command, ...args);
  } finally {
    client.disconnect();
  }
}

describe('the local Redis', () => {
  it('is configured as a queue needs it', async () => {
    const { url } = await start();

    expect(await ask(url, 'config', 'get', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await ask(url, 'config', 'get', 'appendonly')).toEqual(['appendonly', 'yes']);
    expect(await ask(url, 'config', 'get', 'bind')).toEqual(['bind', '127.0.0.1']);
  });

  it('keeps data and address over a restart', async () => {
    const first = await start();
    await ask(first.url, 'set', 'kept', 'yes');
    await first.stop();

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'get', 'kept')).toBe('yes');
  });

  it('comes back with its data after a kill -9', async () => {
    const first = await start();
    await ask(first.url, 'set', 'kept', 'yes');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;

    const second = await start();
    expect(await ask(second.url, 'get', 'kept')).toBe('yes');
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const { url } = await start();

    await expect(ask(url.replace(/:[0-9a-f]+@/, ''), 'ping')).rejects.toThrow('NOAUTH');
    await expect(ask(url, 'ping')).resolves.toBe('PONG');
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'redis.conf'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a second start on its folder and names the process', async () => {
    await start();

    await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
  });

  it('is undefined where there is no Redis to start', async () => {
    expect(await startLocalRedis({ dataDir, searchPath: await temporaryFolder('empty') })).toBeUndefined();
  });

  it('tells why a Redis that is there did not come up', async () => {
    const folder = await temporaryFolder('broken');
    await writeFile(join(folder, 'valkey-server'), '#!/bin/sh\necho out of order\nexit 3\n', { mode: 0o755 });
    const starting = startLocalRedis({ dataDir, searchPath: folder });

    await expect(starting).rejects.toThrow(ConfigInvalid);
    await expect(starting).rejects.toThrow(/exit code 3[^]*out of order/);
  });

  it('leaves a stranger alone who got the process id of a killed one', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'redis.pid'), String(process.pid));

    const { url } = await start();
    expect(await ask(url, 'ping')).toBe('PONG');
  });
});
