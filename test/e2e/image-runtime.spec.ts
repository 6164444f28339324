/** What the image carries, on the Node and with the options it has: whether it starts is known where no image can be built. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOPS } from '../../src/admin/drill/drill-report.js';
import { lastOf, readDockerfile, type Dockerfile } from '../chart/dockerfile.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { requireImageNode } from '../support/image-node.js';
import { freePort } from '../support/ports.js';
import { Program } from '../support/processes.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const TOP = resolve(import.meta.dirname, '../..');
const ADMIN_TOKEN = randomBytes(24).toString('hex');
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
    const key = randomBytes(32).toString('base64');
    const web = await start('web', key);
    const worker = await start('worker', key);
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

async function start(role: string, key: string): Promise<{ url: string; program: Program }> {
  const [command, ...args] = JSON.parse(lastOf(dockerfile.last, 'ENTRYPOINT')!) as [string, ...string[]];
  const port = String(await freePort());
  const env = {
    ...dockerfile.environment,
    PATH: path,
    HOST: '127.0.0.1',
    PORT: port,
    ROLE: role,
    DATABASE_URL: database.url,
    SIGNET_MASTER_KEY: key,
    ADMIN_TOKEN,
  };
  const program = new Program(spawn(command, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  await program.waitForLine(/signet is ready/);
  return { url: `http://127.0.0.1:${port}`, program };
}
