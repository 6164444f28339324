/** `signet up` and `signet serve`: a Signet on one machine, started, stopped and started again. */
import { readdir, readFile, rename, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireRedisFolder } from '../../scripts/redis-server.mjs';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { runSignet, TestCli } from './cli-run.js';

interface Ready {
  url: string;
  tokenFile: string;
}

let data: string;

beforeAll(async () => {
  data = join(await temporaryFolder('up'), 'data');
});

function startUp(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Program {
  const command = ['dist/cli/signet.js', 'up', '--json', '--data', data, '--port', '0', ...args];
  return startProgram({ command, env });
}

async function readyOf(program: Program): Promise<Ready> {
  return JSON.parse(await program.waitForLine(/^\{"url"/)) as Ready;
}

async function modeOf(file: string): Promise<string> {
  return ((await stat(file)).mode & 0o777).toString(8);
}

/** All programs of this system but a Redis. */
async function pathWithoutRedis(): Promise<string> {
  const folder = await temporaryFolder('path');
  const names = (await readdir('/usr/bin')).filter((name) => !/^(redis|valkey)-/.test(name));
  await Promise.all(names.map((name) => symlink(join('/usr/bin', name), join(folder, name))));
  return folder;
}

describe('up', () => {
  it('starts from nothing, is found by the other commands, and stops in order', async () => {
    const up = startUp(['--workflows', 'examples/workflows'], { PATH: await pathWithoutRedis() });
    const ready = await readyOf(up);
    const cli = new TestCli({});

    expect(up.lines.join('\n')).toContain('no Redis found: dispatching from the ledger alone');
    expect(up.lines.join('\n')).toContain(`first admin token (kept in ${join(data, 'admin-token')})`);
    expect(await cli.json(['token', 'whoami', '--data', data])).toMatchObject({ role: 'admin' });
    expect(await cli.json(['secret', 'set', 'acme', 'KEPT', '--data', data], { stdin: 'x' })).toEqual({
      namespace: 'acme',
      environment: null,
      name: 'KEPT',
    });
    expect(ready.tokenFile).toBe(join(data, 'admin-token'));
    expect(await up.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(up.lines.filter((line) => line.endsWith(' stopped'))).toEqual([
      'Signet stopped',
      'Postgres stopped',
    ]);
  });

  it('keeps its keys to itself', async () => {
    expect(await modeOf(data)).toBe('700');
    expect(await modeOf(join(data, 'admin-token'))).toBe('600');
    expect(await modeOf(join(data, 'master-key'))).toBe('600');
    expect(Buffer.from(await readFile(join(data, 'master-key'), 'utf8'), 'base64')).toHaveLength(32);
  });

  it('goes on from its data, with the Redis of this system, and keeps a second one out', async () => {
    const searchPath = `${requireRedisFolder(process.env['PATH'] ?? '')}:/usr/bin:/bin`;
    const up = startUp([], { PATH: searchPath });
    await readyOf(up);
    const cli = new TestCli({});
    const second = await runSignet(['up', '--data', data, '--port', '0']);

    expect(up.lines.join('\n')).toMatch(/Redis: this system's, on 127\.0\.0\.1:\d+/);
    expect(up.lines.join('\n')).not.toContain('first admin token');
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining(`in use by process ${up.pid}`) });
    expect(await cli.json(['secret', 'list', '--data', data])).toMatchObject({ items: [{ name: 'KEPT' }] });
    expect(await up.kill('SIGINT')).toEqual({ code: 0, signal: null });
    expect(up.lines.filter((line) => line.endsWith(' stopped'))).toEqual([
      'Signet stopped',
      'Redis stopped',
      'Postgres stopped',
    ]);
  });

  it('that has stopped is no longer found', async () => {
    expect(await runSignet(['workflow', 'list', '--data', data])).toMatchObject({ code: 3 });
  });

  it('does not start with another key than its data was sealed with', async () => {
    const key = join(data, 'master-key');
    await rename(key, `${key}.away`);
    const said = await runSignet(['up', '--data', data, '--port', '0']);
    await expect(stat(key)).rejects.toThrow('ENOENT');
    await rename(`${key}.away`, key);

    expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining(`${key} is gone`) });
  });

  it('says at once that there is no folder of workflows', async () => {
    const said = await runSignet(['up', '--data', data, '--workflows', '/nope']);

    expect(said).toMatchObject({ code: 2, stdout: '' });
    expect(said.stderr).toContain('there is no folder /nope');
  });

  it('says when its port is taken, and stops what it had started', async () => {
    const first = startUp();
    const { url } = await readyOf(first);
    const other = join(await temporaryFolder('up'), 'data');
    const second = await runSignet(['up', '--data', other, '--port', new URL(url).port]);

    expect(second).toMatchObject({ code: 1, stdout: expect.stringContaining('Postgres stopped') });
    expect(second.stderr).toMatch(/EADDRINUSE[^]*--port/);
    expect(await first.kill('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('serve', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('runs a role on a database of its own, and stops when asked to', async () => {
    const serve = startProgram({
      command: ['dist/cli/signet.js', 'serve', '--role', 'web', '--port', '0'],
      env: {
        DATABASE_URL: database.url,
        SIGNET_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      },
    });
    const line = await serve.waitForLine(/signet is ready/);
    const { url, role } = JSON.parse(line) as { url: string; role: string };

    expect(role).toBe('web');
    await serve.waitUntilReady(`${url}/health/ready`);
    expect(await serve.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('without its settings does not start', async () => {
    const said = await runSignet(['serve'], { env: { DATABASE_URL: database.url } });

    expect(said).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGNET_MASTER_KEY') });
  });
});
