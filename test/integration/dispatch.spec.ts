import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { Doorbell } from '../../src/dispatch/doorbell.service.js';
import { workflowScope } from '../../src/ledger/limit-scope.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { aDelivery, aUserCreated, post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { allSettled, deploy, NOTHING, on } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { startRedis } from '../support/redis.js';
import type { TestRedis } from '../support/redis.js';

/** So seldom does a sweeper look that what runs within a test was rung for. */
const NO_SWEEPS = { SWEEP_MS: '60000', POLL_MS: '60000' };

let database: TestDatabase;
let redis: TestRedis;
const started: TestSignet[] = [];
let prefix = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  redis = await startRedis();
});
afterAll(async () => {
  await redis?.stop();
  await database?.drop();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

/** A Signet on the file's database, stopped after the test. */
async function start(env: Record<string, string> = {}): Promise<TestSignet> {
  const signet = await startTestSignet({ databaseUrl: database.url, env: { DATABASE_POOL: '6', ...env } });
  started.push(signet);
  return signet;
}

const withRedis = (name: string, url = redis.url) => ({ REDIS_URL: url, REDIS_PREFIX: name });
const newPrefix = () => `test-${(prefix += 1)}`;

/** A source with a workflow that makes a user. */
async function aWelcome(signet: TestSignet): Promise<TestHook> {
  const hook = await aSource(signet);
  await deploy(signet, { triggers: [on(hook.name)], tasks: [{ id: 'profile', type: 'user.create' }] });
  return hook;
}

async function postMany(hook: TestHook, count: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => post(hook)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  return answers.flatMap(({ json }) => json.executions);
}

/** How they ended, each way once. */
async function outcomesOf(signet: TestSignet, ids: readonly string[]): Promise<string[]> {
  const finished = await allSettled(signet, ids);
  return [...new Set(finished.map(({ status }) => status))];
}
const SUCCESS = ['succeeded'];

const bell = (signet: TestSignet) => signet.part(Doorbell);

async function queueDepth(signet: TestSignet): Promise<string | undefined> {
  const text = await (await fetch(`${signet.url}/metrics`)).text();
  return /^signet_queue_depth (.+)$/m.exec(text)?.[1];
}

describe('the doorbell', () => {
  it('brings a delivery to a worker in another process at once', async () => {
    const shared = withRedis(newPrefix());
    const web = await start({ ROLE: 'web', ...shared });
    await start({ ROLE: 'worker', ...shared, ...NO_SWEEPS });
    await eventually(() => expect(bell(web).state()).toBe('ready'));
    expect(await outcomesOf(web, await postMany(await aWelcome(web), 20))).toEqual(SUCCESS);
  });

  it('is not heard by deployments with another prefix', async () => {
    const web = await start({ ROLE: 'web', ...withRedis(newPrefix()) });
    await start({ ROLE: 'worker', ...withRedis(newPrefix()), ...NO_SWEEPS });
    await eventually(() => expect(bell(web).state()).toBe('ready'));
    const [id] = await postMany(await aWelcome(web), 1);
    await eventually(async () => expect(await bell(web).depth()).toBe(1));
    expect(await web.count('open_execution', 'id = $1', [id])).toBe(1);
    await web.rows('delete from open_execution');
  });

  it('is measured by how many bells wait in Redis, until that is away', async () => {
    const own = await startRedis();
    const web = await start({ ROLE: 'web', ...withRedis(newPrefix(), own.url) });
    await eventually(() => expect(bell(web).state()).toBe('ready'));
    expect(await queueDepth(web)).toBe('0');
    await postMany(await aWelcome(web), 1);
    await eventually(async () => expect(await queueDepth(web)).toBe('1'));
    await own.stop();
    await eventually(async () => expect(await queueDepth(web)).toBe('-1'));
    await web.rows('delete from open_execution');
  });

  it('rings before its process ends for what waits to be rung for together', async () => {
    const shared = withRedis(newPrefix());
    const web = await start({ ROLE: 'web', ...shared });
    const worker = await start({ ROLE: 'worker', ...shared, ...NO_SWEEPS });
    await eventually(() => expect(bell(web).state()).toBe('ready'));
    const { id: workflowId } = await deploy(worker, { tasks: [NOTHING] });
    const ids = await openAll(
      worker.part(DataSource),
      [1, 2, 3].map(() => aNewEvent({ workflowId })),
    );
    bell(web).ring(ids.slice(0, 2));
    bell(web).ring(ids.slice(2));
    await web.stop();
    expect(await outcomesOf(worker, ids)).toEqual(SUCCESS);
  });

  it('goes on by itself through a lane longer than what was rung for', async () => {
    const signet = await start({ ...withRedis(newPrefix()), ...NO_SWEEPS });
    const hook = await aWelcome(signet);
    await eventually(() => expect(bell(signet).state()).toBe('ready'));
    const ids: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      const { json } = await post(hook, aDelivery({ body: aUserCreated('one-and-the-same') }));
      ids.push(...json.executions);
    }
    expect(await outcomesOf(signet, ids)).toEqual(SUCCESS);
  });

  it('carries ids and nothing else', async () => {
    const web = await start({ ROLE: 'web', ...withRedis('payload') });
    const hook = await aWelcome(web);
    await eventually(() => expect(bell(web).state()).toBe('ready'));
    const ids = await postMany(hook, 1);
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    try {
      const [key] = await eventually(async () => {
        const keys = await client.keys('{payload}:doorbell:[0-9]*');
        expect(keys).toHaveLength(1);
        return keys;
      });
      expect(JSON.parse((await client.hget(key!, 'data'))!)).toEqual({ $version: 2, ids, scopes: [] });
    } finally {
      client.disconnect();
    }
    await web.rows('delete from open_execution');
  });

  it('of another version is left to the sweeper, and what it cannot read breaks nothing', async () => {
    const shared = withRedis('versions');
    const signet = await start(shared);
    const hook = await aWelcome(signet);
    const Queue = (await import('bull')).default;
    const queue = new Queue('doorbell', redis.url, { prefix: '{versions}' });
    try {
      await queue.add({ $version: 3, something: 'else' });
      await queue.add({ $version: 1, ids: 'not a list' });
      await queue.add({ $version: 2, ids: ['not-a-uuid'], scopes: [] });
      expect(await outcomesOf(signet, await postMany(hook, 5))).toEqual(SUCCESS);
      await eventually(async () => expect(await bell(signet).depth()).toBe(0));
    } finally {
      await queue.close();
    }
  });
});

describe('a bell of the version before', () => {
  it('that names workflows with limits is answered, for those and for the rest', async () => {
    const worker = await start({ ROLE: 'worker', ...withRedis('earlier'), ...NO_SWEEPS });
    const { id: workflowId } = await deploy(worker, { concurrency: { limit: 2 }, tasks: [NOTHING] });
    const claimScope = workflowScope({ tenant: 'main', workflowId, environment: 'production' });
    const limited = { workflowId, concurrencyLimit: 2, overflow: 'queue', claimScope };
    const free = await deploy(worker, { tasks: [NOTHING] });
    const events = [limited, limited, limited, { workflowId: free.id }].map((parts) => aNewEvent(parts));
    const ids = await openAll(worker.part(DataSource), events);
    const Queue = (await import('bull')).default;
    const queue = new Queue('doorbell', redis.url, { prefix: '{earlier}' });
    try {
      await queue.add({ $version: 1, ids, limited: [workflowId] });
      expect(await outcomesOf(worker, ids)).toEqual(SUCCESS);
    } finally {
      await queue.close();
    }
  });
});

describe('without Redis', () => {
  it('the ledger alone dispatches', async () => {
    const signet = await start({ POLL_MS: '20' });
    expect(bell(signet).state()).toBe('off');
    expect(await outcomesOf(signet, await postMany(await aWelcome(signet), 20))).toEqual(SUCCESS);
  });

  it('what one process takes in is found by the sweeper of another', async () => {
    const web = await start({ ROLE: 'web' });
    await start({ ROLE: 'worker' });
    expect(await outcomesOf(web, await postMany(await aWelcome(web), 20))).toEqual(SUCCESS);
  });

  it('at boot, though one is configured, everything starts and runs; when it comes up it is used', async () => {
    const later = await startRedis();
    await later.kill();
    const signet = await start(withRedis('later', later.url));
    const hook = await aWelcome(signet);
    expect(await outcomesOf(signet, await postMany(hook, 10))).toEqual(SUCCESS);
    expect(bell(signet).state()).toBe('away');

    await later.start();
    await eventually(() => expect(bell(signet).state()).toBe('ready'));
    expect(await outcomesOf(signet, await postMany(hook, 10))).toEqual(SUCCESS);
    await signet.stop();
    await later.stop();
  });

  it('because nobody ever listens there, a stop is a stop', async () => {
    const signet = await start(withRedis('nobody', `redis://127.0.0.1:${await freePort()}`));
    expect(await outcomesOf(signet, await postMany(await aWelcome(signet), 3))).toEqual(SUCCESS);
    await signet.stop();
  });
});

describe('a Redis that is lost', () => {
  it('in the middle costs no execution, and nothing but the sweep is missed', async () => {
    const own = await startRedis();
    const shared = withRedis('middle', own.url);
    const web = await start({ ROLE: 'web', ...shared });
    await start({ ROLE: 'worker', ...shared });
    const hook = await aWelcome(web);
    await eventually(() => expect(bell(web).state()).toBe('ready'));

    const before = await postMany(hook, 10);
    await own.kill();
    const during = await postMany(hook, 30);
    expect(await outcomesOf(web, [...before, ...during])).toEqual(SUCCESS);
    expect((await web.part(Metrics).bellsMissed.get()).values[0]!.value).toBeGreaterThan(0);

    await own.start();
    await eventually(() => expect(bell(web).state()).toBe('ready'));
    expect(await outcomesOf(web, await postMany(hook, 10))).toEqual(SUCCESS);
    await web.stop();
    await Promise.all(started.map((one) => one.stop()));
    await own.stop();
  });

  it('with all its bells (flushed) leaves them to the sweeper', async () => {
    const own = await startRedis();
    const shared = withRedis('flushed', own.url);
    const web = await start({ ROLE: 'web', ...shared });
    await eventually(() => expect(bell(web).state()).toBe('ready'));
    const hook = await aWelcome(web);
    const ids: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      ids.push(...(await postMany(hook, 1)));
    }
    await eventually(async () => expect(await bell(web).depth()).toBe(20)); // none is on its way any more
    await own.flush();
    expect(await bell(web).depth()).toBe(0);

    await start({ ROLE: 'worker', ...shared });
    expect(await outcomesOf(web, ids)).toEqual(SUCCESS);
    await Promise.all(started.map((one) => one.stop()));
    await own.stop();
  });
});
