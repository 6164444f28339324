/** What Signet is measured against: programs that do the same work with nothing around it. */
import { fileURLToPath } from 'node:url';
import { startProgram } from '../program.mjs';
import { freePort } from '../servers.mjs';
import { seedFloor } from './schema.mjs';

const COUNTS = {
  open: `select exists (select from execution where id >= $1 and status <> 'succeeded') as open`,
  finished: `select count(*)::int as n from execution where id >= $1 and status = 'succeeded'`,
  records: `select (select count(*) from task_run where execution_id >= $1)::int as "taskRuns",
                   (select count(*) from event where id >= $1)::int as events`,
};

/** Web and worker, as Signet has them. */
export const floor = {
  seed: (_dist, databaseUrl) => seedFloor(databaseUrl),
  async start({ databaseUrl, redisUrl, profiles }) {
    const port = await freePort();
    const env = { DATABASE_URL: databaseUrl, ...(redisUrl ? { REDIS_URL: redisUrl } : {}) };
    const programs = [
      await start('web', 'web', { ...env, PORT: String(port) }, profiles),
      await start('worker', 'worker', env, profiles),
    ];
    return { port, programs, counts: COUNTS };
  },
};

/** node:http and the HMAC. */
export const bareHttp = {
  seed: async () => undefined,
  async start({ profiles }) {
    const port = await freePort();
    const program = await start('web', 'bare-http', { PORT: String(port) }, profiles);
    return { port, programs: [program], counts: null };
  },
};

function start(role, script, env, profiles) {
  return startProgram({
    name: `floor-${role}`,
    script: fileURLToPath(new URL(`${script}.mjs`, import.meta.url)),
    env,
    ready: /^ready$/,
    profiles,
  });
}
