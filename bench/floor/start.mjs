/** What Signet is measured against: programs that do the same work with nothing around it. */
import { fileURLToPath } from 'node:url';
import { startProgram } from '../program.mjs';
import { freePort } from '../servers.mjs';
import { seedFloor } from './schema.mjs';

const COUNTS = {
  open: `select exists (select from execution where status <> 'succeeded') as open`,
  finished: `select count(*)::int as n from execution where status = 'succeeded'`,
  records: `select (select count(*) from task_run)::int as "taskRuns", (select count(*) from event)::int as events`,
};

const start = (name, env, profiles) =>
  startProgram({
    name: `floor-${name}`,
    script: fileURLToPath(new URL(`${name}.mjs`, import.meta.url)),
    env,
    ready: /^ready$/,
    profiles,
  });

/** Web and worker, as Signet has them. */
export async function startFloor({ databaseUrl, redisUrl, profiles }) {
  await seedFloor(databaseUrl);
  const port = await freePort();
  const env = { DATABASE_URL: databaseUrl, ...(redisUrl ? { REDIS_URL: redisUrl } : {}) };
  const programs = [
    await start('web', { ...env, PORT: String(port) }, profiles),
    await start('worker', env, profiles),
  ];
  return { port, programs, counts: COUNTS };
}

/** node:http and the HMAC. */
export async function startBareHttp({ profiles }) {
  const port = await freePort();
  return { port, programs: [await start('bare-http', { PORT: String(port) }, profiles)], counts: null };
}
