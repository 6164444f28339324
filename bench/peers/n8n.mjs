/** n8n in queue mode: main and one worker, Bull over Redis, Postgres. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../servers.mjs';
import { settings } from './n8n-settings.mjs';
import { workflow, WORKFLOW_ID } from './n8n-workflow.mjs';
import { runProcess, startProcess } from '../process.mjs';

const OPEN = `select exists (select from execution_entity where status in ('new', 'running', 'waiting')) as open`;
const FINISHED = `select count(*)::int as n from execution_entity where status = 'success'`;

export const n8n = {
  name: 'n8n',
  title: 'n8n',
  goal: 60,
  /** The newest that runs on Node 20: from 2.10 on n8n wants Node 22.16. */
  packages: { n8n: '2.8.4' },
  /** n8n takes this one from a site of its makers instead of the registry; the workflow does not use it. */
  overrides: { xlsx: '0.18.5' },
  what:
    'queue mode, main and one worker, legacy expression engine; webhook (answers at once, without HMAC check or dedupe) ' +
    '-> if -> set -> no-op, executions kept as by default',
  async start(place) {
    const env = { ...settings(place), QUEUE_BULL_PREFIX: `peer-${randomUUID()}` };
    const script = join(place.folder, 'node_modules/n8n/bin/n8n');
    const n8n = async (args, more = {}) => ({
      args: [script, ...args],
      env: { ...env, N8N_RUNNERS_BROKER_PORT: String(await freePort()), ...more },
      cwd: place.runFolder,
    });
    const file = join(place.runFolder, 'workflow.json');
    await writeFile(file, JSON.stringify([workflow()]));
    await runProcess({ name: 'import', ...(await n8n(['import:workflow', `--input=${file}`])) });
    await runProcess({ name: 'publish', ...(await n8n(['publish:workflow', `--id=${WORKFLOW_ID}`])) });

    const port = await freePort();
    const main = await startProcess({
      name: 'main',
      ...(await n8n(['start'], { N8N_PORT: String(port) })),
      ready: /Editor is now accessible via/,
    });
    try {
      const worker = await startProcess({
        name: 'worker',
        ...(await n8n(['worker', '--concurrency=10'])),
        ready: /n8n worker is now ready/,
      });
      return {
        port,
        programs: [main, worker],
        open: async () => (await place.query(OPEN))[0].open,
        finished: async () => (await place.query(FINISHED))[0].n,
      };
    } catch (error) {
      await main.stop();
      throw error;
    }
  },
};
