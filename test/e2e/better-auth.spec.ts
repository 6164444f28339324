/** A real auth library emits `user.created` into a running Signet: examples/better-auth, over HTTP on both sides. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startGate } from './better-auth-gate.js';
import { startServer } from './cli-run.js';
import type { TestServer } from './cli-run.js';

const EXAMPLE = fileURLToPath(new URL('../../examples/better-auth', import.meta.url));

interface Page<T> {
  items: T[];
}
interface Source {
  hook: { url: string };
}
interface Execution {
  id: string;
  subject: string;
  status: string;
}

let database: TestDatabase;
let signet: TestServer;
let hookUrl: string;
let secret: string;

beforeAll(async () => {
  if (!existsSync(join(EXAMPLE, 'node_modules', 'better-auth'))) {
    execFileSync('npm', ['install', '--no-save', '--loglevel=error'], { cwd: EXAMPLE, stdio: 'inherit' });
  }
  database = await createTestDatabase();
  signet = await startServer(database.url);
  const file = join(await temporaryFolder('better-auth'), 'secret');
  await signet.cli.text(['workflow', 'apply', 'examples/workflows/welcome-new-user.yaml']);
  const proof = ['--profile', 'standard-webhooks', '--generate-secret', file];
  const event = ['--event-type', 'json:/event', '--event-subject', 'json:/userId'];
  const source = await signet.cli.json<Source>(['source', 'put', 'auth-platform', ...proof, ...event]);
  hookUrl = source.hook.url;
  secret = (await readFile(file, 'utf8')).trim();
}, 300_000);
afterAll(async () => {
  await signet.stop();
  await database.drop();
});

/** Runs the sign-up server while `use` does something with it. */
async function withSignUps(
  hook: string,
  use: (url: string, server: Program) => Promise<void>,
): Promise<void> {
  const port = await freePort();
  const server = startProgram({
    command: ['examples/better-auth/server.mjs'],
    env: { PORT: String(port), SIGNET_HOOK_URL: hook, SIGNET_SIGNING_SECRET: secret },
  });
  try {
    await server.waitForLine(/^sign-up server on/);
    await use(`http://127.0.0.1:${port}`, server);
  } finally {
    await server.kill('SIGTERM');
  }
}

/** Signs somebody up as a browser would, and returns the id Better Auth gave. */
async function signUp(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name, email: `${name}@example.com`, password: 'a-long-password' }),
  });
  expect(response.status).toBe(200);
  const { user } = (await response.json()) as { user: { id: string } };
  return user.id;
}

function executionsOf(userId: string): Promise<Page<Execution>> {
  return signet.cli.json<Page<Execution>>(['executions', 'list', '--subject', userId]);
}

describe('Better Auth', () => {
  it('signs a user up there, and the workflow has made the user here', async () => {
    await withSignUps(hookUrl, async (url, server) => {
      const userId = await signUp(url, 'ada');
      await server.waitForLine(/acknowledged: 202/);

      await eventually(async () =>
        expect(await executionsOf(userId)).toMatchObject({
          items: [{ workflow: 'acme.identity/welcome-new-user', subject: userId, status: 'succeeded' }],
        }),
      );
      expect(await signet.cli.json(['user', 'show', userId])).toMatchObject({
        id: userId,
        active: true,
        roles: ['member'],
      });
      expect(await signet.cli.text(['audit', 'list', '--subject', userId])).toContain(
        `profile ready for ${userId}`,
      );
    });
  });

  it('sends again until it is acknowledged, under one id', async () => {
    let closed = true;
    const gate = await startGate(hookUrl, () => closed);
    try {
      await withSignUps(gate.url, async (url, server) => {
        const userId = await signUp(url, 'bob');
        await server.waitForLine(/not acknowledged \(503/);
        expect(await executionsOf(userId)).toMatchObject({ items: [] });

        closed = false;
        const line = await server.waitForLine(/ acknowledged: 202/);
        expect(line.split(' ')[0]).toBe(gate.seen[0]);
        expect(new Set(gate.seen).size).toBe(1);
        await eventually(async () =>
          expect(await executionsOf(userId)).toMatchObject({ items: [{ status: 'succeeded' }] }),
        );
      });
    } finally {
      await gate.close();
    }
  });

  it('with another secret is never acknowledged, and starts nothing', async () => {
    const ours = secret;
    secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    try {
      await withSignUps(hookUrl, async (url, server) => {
        const userId = await signUp(url, 'eve');
        await server.waitForLine(/not acknowledged \(401/);
        expect(await executionsOf(userId)).toMatchObject({ items: [] });
      });
    } finally {
      secret = ours;
    }
  });
});
