/** Signet under load: the built program as web and worker, two processes. */
import { join } from 'node:path';
import { startProgram } from '../program.mjs';
import { freePort } from '../servers.mjs';
import { MASTER_KEY, seedSignet } from './seed.mjs';

const COUNTS = {
  open: `select exists (select from open_execution where id >= '00000000-0000-0000-0000-000000000000') as open`,
  finished: `select count(*)::int as n from execution where status = 'succeeded'`,
  records: `select (select count(*) from task_run)::int as "taskRuns", (select count(*) from event)::int as events`,
};

/** Both halves: what is accepted is run. */
export async function startSignet(place) {
  await seedSignet(place.dist, place.databaseUrl);
  const web = await startRole(place, 'web');
  const worker = await startRole(place, 'worker');
  return { port: web.port, programs: [web.program, worker.program], counts: COUNTS };
}

/** The door alone: what is accepted waits. */
export async function startSignetWeb(place) {
  await seedSignet(place.dist, place.databaseUrl);
  const web = await startRole(place, 'web');
  const finished = 'select count(*)::int as n from open_execution';
  return { port: web.port, programs: [web.program], counts: { finished } };
}

async function startRole({ dist, databaseUrl, redisUrl, profiles }, role) {
  const port = await freePort();
  const program = await startProgram({
    name: `signet-${role}`,
    script: join(dist, 'main.js'),
    env: {
      ROLE: role,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      SIGNET_MASTER_KEY: MASTER_KEY.toString('base64'),
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    },
    ready: /"signet is ready"/,
    profiles,
  });
  return { port, program };
}
