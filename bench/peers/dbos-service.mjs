/** What runs under DBOS. The SDK is that of PEER_FOLDER: the project has none. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PATH } from '../event.mjs';
import { answer, isProven, readBody } from '../floor/proof.mjs';
import { decide, trace, update } from './steps.mjs';

const { PEER_FOLDER, DATABASE_URL, PORT } = process.env;
const { DBOS } = createRequire(join(PEER_FOLDER, 'package.json'))('@dbos-inc/dbos-sdk');

async function followUser(event) {
  await DBOS.runStep(async () => decide(event), { name: 'decide' });
  const { user } = await DBOS.runStep(async () => update(event), { name: 'update' });
  await DBOS.runStep(async () => trace(event), { name: 'trace' });
  return user.id;
}

const workflow = DBOS.registerWorkflow(followUser, { name: 'followUser' });
DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: DATABASE_URL,
  systemDatabasePoolSize: 20,
  logLevel: 'error',
  enableOTLP: false,
});
await DBOS.launch();

function deliver(request, response) {
  readBody(request, (bytes) => {
    if (request.url !== PATH || !isProven(request.headers, bytes)) {
      return answer(response, 401, {});
    }
    const workflowID = request.headers['webhook-id'];
    return DBOS.startWorkflow(workflow, { workflowID })(JSON.parse(bytes.toString('utf8')))
      .then(() => answer(response, 202, { execution: workflowID }))
      .catch(() => answer(response, 503, {}));
  });
}

createServer(deliver).listen(Number(PORT), '127.0.0.1', () => process.stdout.write('ready\n'));
process.on('SIGTERM', () => process.exit());
