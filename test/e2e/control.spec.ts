/** Executions steered from the command line, over worker processes of their own and a slow target. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Target } from '../support/a-target.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestServer } from './cli-run.js';

const SIGNET_MASTER_KEY = randomBytes(32).toString('base64');
/** A worker that does not hear of it sees it only when it extends a lease, or takes one over. */
const [SOON, LATE] = ['2000', '600000'];

let database: TestDatabase;
let server: TestServer;
let target: Target;
let workers: Program[] = [];
/** Calls to `/slow` whose caller has hung up. */
let cut = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await Target.start();
  server = await startServer(database.url, { ROLE: 'web', SIGNET_MASTER_KEY });
  const folder = await temporaryFolder('control');
  const call = (id: string) => ({ id, type: 'http.request', method: 'POST', url: `${target.url}/${id}` });
  const steps = { id: 'steps', namespace: 'acme', tasks: [call('slow'), call('after')] };
  await writeFile(join(folder, 'steps.yaml'), JSON.stringify({ ...steps, finally: [call('last')] }));
  await server.cli.text(['workflow', 'apply', join(folder, 'steps.yaml')]);
});
beforeEach(() => {
  target.calls.length = 0;
  cut = 0;
  target.answer = ({ path }, response) =>
    path === '/slow'
      ? new Promise((resolve) => {
          response.on('close', () => {
            cut += 1;
            resolve();
          });
        })
      : undefined;
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
  workers = [];
});
afterAll(async () => {
  await server.stop();
  await target.stop();
  await database.drop();
});

async function startWorker(leaseMs: string): Promise<Program> {
  const program = startProgram({
    env: {
      ROLE: 'worker',
      DATABASE_URL: database.url,
      SIGNET_MASTER_KEY,
      PORT: String(await freePort()),
      POLL_MS: '50',
      SWEEP_MS: '200',
      LEASE_MS: leaseMs,
      OUTBOUND_ALLOW: '127.0.0.0/8',
    },
  });
  workers.push(program);
  await program.waitForLine(/signet is ready/);
  return program;
}

const signet = (...args: string[]) => server.cli.run(args);
const json = <T>(...args: string[]) => server.cli.json<T>(args);
const paths = () => target.calls.map(({ path }) => path);
const statusOf = async (id: string) => (await json<{ status: string }>('executions', 'show', id)).status;
const reaches = (id: string, status: string) =>
  eventually(async () => expect(await statusOf(id)).toBe(status), { within: 30_000, every: 200 });

/** An execution in the middle of its slow call. */
async function inTheCall(): Promise<string> {
  const { executions } = await json<{ executions: string[] }>('trigger', 'acme/steps');
  await eventually(() => expect(paths()).toEqual(['/slow']));
  return executions[0]!;
}

describe('an execution steered from the command line', () => {
  it('is cut off in the middle of a call, whichever worker makes it, long before its lease is looked at', async () => {
    await Promise.all([startWorker(LATE), startWorker(LATE)]);
    const id = await inTheCall();
    expect((await signet('executions', 'cancel', id)).stdout).toMatch(/^cancel \S+: (running|cancelled)\n$/);
    await reaches(id, 'cancelled');
    expect(cut).toBe(1);
    expect(paths()).toEqual(['/slow', '/last']);

    expect(await json('executions', 'cancel', id)).toMatchObject({ status: 'cancelled', finished: true });
    expect((await signet('executions', 'follow', id)).code).toBe(1);
    expect(await signet('executions', 'pause', id)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has ended'),
    });
    expect((await signet('executions', 'resume', '01a1fcde-47c9-778c-87e1-b788369d8835')).code).toBe(1);
  });

  it('pauses when its call has ended, goes on when resumed, and is restarted from a task', async () => {
    let answer!: () => void;
    target.answer = ({ path }) =>
      path === '/slow' ? new Promise((resolve) => (answer = resolve)) : undefined;
    await Promise.all([startWorker(LATE), startWorker(LATE)]);
    const id = await inTheCall();
    expect(await json('executions', 'pause', id)).toMatchObject({ id, status: 'running' });
    answer();
    await reaches(id, 'paused');
    expect(paths()).toEqual(['/slow']);
    await json('executions', 'resume', id);
    await reaches(id, 'succeeded');
    expect(paths()).toEqual(['/slow', '/after', '/last']);

    const { execution, replayOf } = await json<{ execution: string; replayOf: string }>(
      'executions',
      'restart',
      id,
      '--from',
      'after',
    );
    expect(replayOf).toBe(id);
    await reaches(execution, 'succeeded');
    expect(paths()).toEqual(['/slow', '/after', '/last', '/after', '/last']);
    expect(await signet('executions', 'restart', id, '--from', 'nothing')).toMatchObject({ code: 1 });
  });
});

describe('what was asked of an execution whose worker is killed before it heard', () => {
  it.each([
    { verb: 'cancel', becomes: 'cancelled', calls: ['/slow', '/last'] },
    { verb: 'pause', becomes: 'paused', calls: ['/slow'] },
  ])('still happens: $verb', async ({ verb, becomes, calls }) => {
    const worker = await startWorker(SOON);
    const id = await inTheCall();
    process.kill(worker.pid, 'SIGSTOP');
    expect(await json('executions', verb, id)).toMatchObject({ status: 'running' });
    await worker.kill('SIGKILL');
    await startWorker(SOON);
    await reaches(id, becomes);
    expect(paths()).toEqual(calls);
    const { code } = await signet('executions', 'cancel', id);
    expect(code).toBe(0);
    await reaches(id, 'cancelled');
  });
});
