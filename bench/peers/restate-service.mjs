/** What runs under Restate. The SDK is that of PEER_FOLDER: the project has none. */
import { createServer } from 'node:http2';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ADDRESS } from '../event.mjs';
import { isProven } from '../floor/proof.mjs';
import { decide, trace, update } from './steps.mjs';

const { PEER_FOLDER, PORT } = process.env;
const restate = createRequire(join(PEER_FOLDER, 'package.json'))('@restatedev/restate-sdk');

async function followUser(context, bytes) {
  const body = Buffer.from(bytes);
  if (!isProven(Object.fromEntries(context.request().headers), body)) {
    throw new restate.TerminalError('not proven', { errorCode: 401 });
  }
  const event = JSON.parse(body.toString('utf8'));
  await context.run('decide', () => decide(event));
  const { user } = await context.run('update', () => update(event));
  await context.run('trace', () => trace(event));
  return user.id;
}

const hooks = restate.service({
  name: 'hooks',
  handlers: {
    [ADDRESS]: restate.handlers.handler({ accept: '*/*', input: restate.serde.binary }, followUser),
  },
});

createServer(restate.createEndpointHandler({ services: [hooks] })).listen(Number(PORT), '127.0.0.1', () =>
  process.stdout.write('ready\n'),
);
process.on('SIGTERM', () => process.exit());
