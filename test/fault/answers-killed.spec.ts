/** Processes that are killed while somebody waits for an answer, or is just being called back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { request } from '../integration/admin-app.js';
import { Receiver, verified } from '../support/a-receiver.js';
import { Latch, Target } from '../support/a-target.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';

const ADMIN = 'an-admin-token-of-this-very-test';
/** Longer than a post that nobody recorded keeps its lease. */
const LEASE_OVER_MS = 40_000;

let database: TestDatabase;
let target: Target;
let receiver: Receiver;
let running: Program[];

beforeEach(async () => {
  database = await createTestDatabase();
  target = await Target.start();
  receiver = await Receiver.start();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.filter(({ isRunning }) => isRunning).map((program) => program.kill('SIGKILL')));
  await target.stop();
  await receiver.stop();
  await database.drop();
});

interface Started {
  readonly program: Program;
  readonly url: string;
}

async function start(role: 'web' | 'worker'): Promise<Started> {
  const port = await freePort();
  const program = startProgram({
    env: {
      ROLE: role,
      PORT: String(port),
      DATABASE_URL: database.url,
      SIGNET_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
      ADMIN_TOKEN: ADMIN,
      OUTBOUND_ALLOW: '127.0.0.0/8',
      LEASE_MS: '2000',
    },
  });
  running.push(program);
  const url = `http://127.0.0.1:${port}`;
  await program.waitUntilReady(`${url}/health/ready`);
  return { program, url };
}

const api = async (web: Started, method: string, path: string, body?: unknown) =>
  (await request(`${web.url}/api/v1${path}`, method, body, { authorization: `Bearer ${ADMIN}` })).body;

/** Deploys a workflow with one hook; the path of it. */
async function deploy(web: Started, trigger: object, tasks: readonly object[]): Promise<string> {
  const document = {
    id: 'one',
    namespace: 'acme',
    triggers: [{ id: 'hook', type: 'webhook', open: true, ...trigger }],
    tasks,
  };
  const { workflow } = await api(web, 'PUT', '/workflows', JSON.stringify(document));
  return new URL(workflow.hooks[0].url as string).pathname;
}

const call = (web: Started, path: string, body: object, key: string) =>
  request(`${web.url}${path}`, 'POST', body, { 'idempotency-key': key });

describe('a web process that is killed while callers wait', () => {
  it('leaves them to another, where the same delivery waits on and runs nothing again', async () => {
    const [first, second] = [await start('web'), await start('web')];
    await start('worker');
    const latch = new Latch();
    target.answer = () => latch.opened;
    const task = {
      id: 'call',
      type: 'http.request',
      method: 'POST',
      url: `${target.url}/once`,
      timeout: '1m',
    };
    const path = await deploy(first, { wait: true }, [task]);
    const cut = call(first, path, {}, 'the-same').then(
      () => 'answered',
      () => 'cut',
    );
    await eventually(() => expect(target.to('/once')).toHaveLength(1));
    await first.program.kill('SIGKILL');
    expect(await cut).toBe('cut');

    const answering = eventually(async () => {
      const answer = await call(second, path, {}, 'the-same');
      expect(answer.status).toBe(200); // it may not have heard of the hook yet
      return answer;
    });
    latch.open();
    expect((await answering).body).toMatchObject({ status: 'succeeded', outputs: { call: { status: 200 } } });
    expect(target.to('/once')).toHaveLength(1);
  });
});

describe('a worker that is killed between the call and its record', () => {
  it('has the call repeated by another, under the same id', async () => {
    const web = await start('web');
    const worker = await start('worker');
    const latch = new Latch();
    receiver.answer = () => latch.opened;
    const path = await deploy(web, { callback: true }, [{ id: 'done', type: 'set', values: { done: true } }]);
    const callbackURL = receiver.url('/called');
    const { body } = await call(web, path, { callbackURL }, 'called-twice');
    const [execution] = body.executions as [string];
    await eventually(() => expect(receiver.calls).toHaveLength(1));
    await worker.program.kill('SIGKILL');
    latch.open();
    await start('worker');
    await eventually(() => expect(receiver.calls).toHaveLength(2), { within: LEASE_OVER_MS });

    const { secret } = await api(web, 'GET', '/workflows/acme/one/callback-secret');
    const told = receiver.calls.map((one) => verified(one, secret as string));
    expect(told[0]).toEqual(told[1]);
    expect(receiver.calls.map(({ headers }) => headers['webhook-id'])).toEqual([execution, execution]);
    await eventually(async () => {
      const { callback } = await api(web, 'GET', `/executions/${execution}`);
      expect(callback).toMatchObject({ status: 'sent', attempts: 2 });
    });
  });
});
