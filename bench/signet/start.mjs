/** Signet under load: the built program as web and worker, two processes. */
import { join } from 'node:path';
import { startProgram } from '../program.mjs';
import { freePort } from '../servers.mjs';
import { ADMIN_TOKEN, MASTER_KEY, seedSignet } from './seed.mjs';
import { seedSlowDirectory, SLOW_DIRECTORY_ENV, startSlowDirectory } from './slow-directory.mjs';

const COUNTS = {
  open: `select exists (select from open_execution where id >= $1) as open`,
  finished: `select count(*)::int as n from execution where id >= $1 and status = 'succeeded'`,
  records: `select (select count(*) from task_run where execution_id >= $1)::int as "taskRuns",
                   (select count(*) from event where id >= $1)::int as events`,
};
const WAITING = { finished: 'select count(*)::int as n from open_execution where id >= $1' };

/** Both halves: what is accepted is run. */
export const signet = {
  seed: seedSignet,
  async start(place) {
    const web = await startRole(place, 'web');
    const worker = await startRole(place, 'worker');
    return { port: web.port, programs: [web, worker], counts: COUNTS };
  },
};

/** The same on a ledger that has finished executions in it already: `rows` says how many. */
export const signetOn = (rows) => ({ ...signet, rows });

/** The door alone: what is accepted waits. */
export const signetWeb = {
  seed: seedSignet,
  async start(place) {
    const web = await startRole(place, 'web');
    return { port: web.port, programs: [web], counts: WAITING };
  },
};

/** The API on a ledger with history, and nothing else going on. */
export const signetApiOn = (rows) => ({
  rows,
  async start(place) {
    const web = await startRole(place, 'web', { env: { ADMIN_TOKEN } });
    return { port: web.port, programs: [web], counts: null };
  },
});

/** Some workers, and a directory of somebody else that they wait for. */
export const signetWithWorkers = (count) => ({
  seed: seedSlowDirectory,
  async start(place) {
    const directory = await startSlowDirectory(place);
    const web = await startRole(place, 'web');
    const workers = [];
    for (let n = 1; n <= count; n++) {
      workers.push(await startRole(place, 'worker', { env: SLOW_DIRECTORY_ENV, number: n }));
    }
    const programs = [directory, web, ...workers];
    return { port: web.port, programs, counts: COUNTS };
  },
});

async function startRole({ dist, databaseUrl, redisUrl, profiles }, role, { env = {}, number = 1 } = {}) {
  const port = await freePort();
  const program = await startProgram({
    name: `signet-${role}${number > 1 ? `-${number}` : ''}`,
    script: join(dist, 'main.js'),
    env: {
      ROLE: role,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      SIGNET_MASTER_KEY: MASTER_KEY.toString('base64'),
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      ...env,
    },
    ready: /"signet is ready"/,
    profiles,
  });
  return { ...program, port };
}
