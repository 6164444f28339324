/** Restate: its server (ingress, log and state in one process) and a service of three steps. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PATH } from '../event.mjs';
import { freePort } from '../servers.mjs';
import { startProcess } from '../process.mjs';

const SERVICE = fileURLToPath(new URL('restate-service.mjs', import.meta.url));
const HEALTHY_WITHIN_MS = 60_000;
const OPEN = `select count(*) as n from sys_invocation where status <> 'completed'`;
const FINISHED = `select count(*) as n from sys_invocation where status = 'completed' and completion_result = 'success'`;

export const restate = {
  name: 'restate',
  title: 'Restate',
  goal: 6,
  /** The newest server; of the SDK the newest that runs on Node 20: from 1.14 on it calls Promise.withResolvers (Node 22). */
  packages: { '@restatedev/restate-server': '1.7.12', '@restatedev/restate-sdk': '1.12.0' },
  what:
    'server and one service process; one-way send to its ingress with the event id as idempotency key, ' +
    'HMAC check in the handler (the ingress has none: it answers first), three steps that return a value',
  /** The service and handler are named so that the ingress has them at the path of the hook. */
  target: { path: `${PATH}/send`, idHeader: 'idempotency-key' },
  async start({ folder, runFolder }) {
    const [ingress, admin, node, port] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const server = await startServer({ folder, runFolder, ingress, admin, node });
    const programs = [server];
    try {
      programs.push(
        await startProcess({
          name: 'service',
          args: [SERVICE],
          env: { PEER_FOLDER: folder, PORT: String(port) },
          ready: /^ready$/,
        }),
      );
      await healthy(`http://127.0.0.1:${admin}/health`);
      await healthy(`http://127.0.0.1:${ingress}/restate/health`);
      await ask(admin, 'deployments', { uri: `http://127.0.0.1:${port}` });
    } catch (error) {
      await Promise.all(programs.map((program) => program.stop()));
      throw error;
    }
    const count = async (query) => Number((await ask(admin, 'query', { query })).rows[0].n);
    return {
      port: ingress,
      programs,
      open: async () => (await count(OPEN)) > 0,
      finished: () => count(FINISHED),
    };
  },
};

/** One node with the defaults of its makers: every write is synced to disk. */
async function startServer({ folder, runFolder, ingress, admin, node }) {
  const kind = `${process.platform}-${process.arch}`;
  const command = join(folder, `node_modules/@restatedev/restate-server-${kind}/bin/restate-server`);
  if (!existsSync(command)) {
    throw new Error(`there is no restate-server for ${kind}`);
  }
  return startProcess({
    name: 'server',
    command,
    args: ['--no-logo', '--listen-mode', 'tcp', '--bind-ip', '127.0.0.1', '--bind-port', String(node)],
    env: {
      RESTATE_BASE_DIR: join(runFolder, 'restate'),
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
      RESTATE_ADVERTISED_HOST: '127.0.0.1',
      RESTATE_DISABLE_TELEMETRY: 'true',
      RESTATE_LOG_DISABLE_ANSI_CODES: 'true',
      DO_NOT_TRACK: '1',
    },
    ready: /Restate node roles .* were started/,
    cwd: runFolder,
  });
}

async function healthy(url) {
  const deadline = Date.now() + HEALTHY_WITHIN_MS;
  while (
    !(await fetch(url).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline) {
      throw new Error('restate: the server is not healthy');
    }
    await delay(100);
  }
}

async function ask(port, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`restate: ${path} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
