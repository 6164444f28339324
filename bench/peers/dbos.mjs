/** DBOS: one process with an HTTP endpoint, the same signature check, a workflow of three steps in Postgres. */
import { fileURLToPath } from 'node:url';
import { freePort } from '../servers.mjs';
import { startProcess } from '../process.mjs';

const SERVICE = fileURLToPath(new URL('dbos-service.mjs', import.meta.url));
const OPEN = `select exists (select from dbos.workflow_status where status in ('PENDING', 'ENQUEUED')) as open`;
const FINISHED = `select count(*)::int as n from dbos.workflow_status where status = 'SUCCESS'`;

export const dbos = {
  name: 'dbos',
  title: 'DBOS',
  goal: 20,
  packages: { '@dbos-inc/dbos-sdk': '5.3.0' },
  what: 'one process; HTTP endpoint, HMAC check, workflow id as dedupe key, three steps that return a value',
  async start({ folder, databaseUrl, query }) {
    const port = await freePort();
    const program = await startProcess({
      name: 'service',
      args: [SERVICE],
      env: { PEER_FOLDER: folder, DATABASE_URL: databaseUrl, PORT: String(port) },
      ready: /^ready$/,
    });
    return {
      port,
      programs: [program],
      open: async () => (await query(OPEN))[0].open,
      finished: async () => (await query(FINISHED))[0].n,
    };
  },
};
