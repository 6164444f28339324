/** What the image carries, on the Node and with the options it has: whether it starts is known where no image can be built. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, readFile, rm } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOPS } from '../../src/admin/drill/drill-report.js';
import { lastOf, readDockerfile, type Dockerfile } from '../chart/dockerfile.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { refusedWhileFrozen } from '../support/frozen-door.js';
import { requireImageNode } from '../support/image-node.js';
import { freePort } from '../support/ports.js';
import { Program } from '../support/processes.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const TOP = resolve(import.meta.dirname, '../..');
const ADMIN_TOKEN = randomBytes(24).toString('hex');
const MASTER_KEY = randomBytes(32).toString('base64');
const run = promisify(execFile);

let dockerfile: Dockerfile;
let app: string;
let path: string;
let database: TestDatabase;

beforeAll(async () => {
  dockerfile = await readDockerfile();
  const node = await requireImageNode(dockerfile.stages[0]!.from);
  path = `${node}${delimiter}${process.env['PATH']}`;
  app = await temporaryFolder('image');
  await installProduction();
  await cp(join(TOP, 'dist'), join(app, 'dist'), { recursive: true });
  database = await createTestDatabase();
}, 300_000);
afterAll(() => database?.drop());

describe('the program of the image', () => {
  it('takes an event the whole way, web and worker apart, and stops in order', async () => {
    const web = await start('web');
    const worker = await start('worker');
    const response = await fetch(`${web.url}/api/v1/drill`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    });
    const { ok, hops } = (await response.json()) as { ok: boolean; hops: { hop: string; status: string }[] };
    expect(hops.map(({ hop, status }) => `${hop} ${status}`)).toEqual(HOPS.map((hop) => `${hop} ok`));
    expect(ok).toBe(true);
    expect((await fetch(`${worker.url}/docs`)).status).toBe(404);
    expect((await fetch(`${web.url}/console`)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await fetch(`${worker.url}/console`)).status).toBe(404);
    for (const { program } of [web, worker]) {
      expect(await program.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    }
  });
});

describe('where the program of the image listens', () => {
  it('are many listeners at one port, so that many connections are taken in a turn; nobody else gets the port', async () => {
    const web = await start('web');
    expect(await listenersAt(web.port)).toBe(16);
    expect(await refusedWhileFrozen(web.program, web.url)).toEqual([]);
    const second = launch('web', web.port);
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.lines.join('\n')).toContain('EADDRINUSE');
    expect(await web.program.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });
});

/** As the kernel lists them: addresses and ports in hexadecimal, state 0A. */
async function listenersAt(port: number): Promise<number> {
  const place = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const sockets = (await readFile('/proc/net/tcp', 'utf8')).trim().split('\n').slice(1);
  const listening = sockets.map((line) => line.trim().split(/\s+/)).filter(([, , , state]) => state === '0A');
  return listening.filter(([, local]) => local?.endsWith(place)).length;
}

/** As the stage `production` does, with its own commands. */
async function installProduction(): Promise<void> {
  const { instructions } = dockerfile.stages.find(({ name }) => name === 'production')!;
  for (const { name, text } of instructions) {
    if (name === 'COPY') {
      const files = text.split(/\s+/);
      const target = join(app, files.pop()!);
      await Promise.all(files.map((file) => cp(join(TOP, file), join(target, file.split('/').at(-1)!))));
    } else if (name === 'RUN') {
      await run('sh', ['-c', text], { cwd: app, env: { ...process.env, PATH: path } });
    }
  }
  await rm(join(app, 'scripts'), { recursive: true });
}

async function start(role: string): Promise<{ url: string; port: number; program: Program }> {
  const port = await freePort();
  const program = launch(role, port);
  await program.waitForLine(/signet is ready/);
  return { url: `http://127.0.0.1:${port}`, port, program };
}

function launch(role: string, port: number): Program {
  const [command, ...args] = JSON.parse(lastOf(dockerfile.last, 'ENTRYPOINT')!) as [string, ...string[]];
  const env = {
    ...dockerfile.environment,
    PATH: path,
    HOST: '127.0.0.1',
    PORT: String(port),
    ROLE: role,
    DATABASE_URL: database.url,
    SIGNET_MASTER_KEY: MASTER_KEY,
    ADMIN_TOKEN,
  };
  return new Program(spawn(command, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] }));
}
