import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { requireHook } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Latch, Overlaps, Target } from '../support/a-target.js';
import { allSettled, deploy } from '../support/builders.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { sharedRedisUrl } from '../support/redis.js';

const TOKEN = 'an-admin-token-of-some-length';

let database: TestDatabase;
let target: Target;
let web: TestSignet;
let workers: TestSignet[] = [];
let overlaps: Overlaps;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await Target.start();
  const common = {
    OUTBOUND_ALLOW: '127.0.0.0/8',
    DATABASE_POOL: '5',
    REDIS_URL: sharedRedisUrl(),
    REDIS_PREFIX: `parallel-${process.pid}`,
    LIMIT_CONCURRENCY: '6',
    LIMIT_TIMEOUT_MS: '20000',
  };
  const options = (env: Record<string, string>) => ({
    databaseUrl: database.url,
    env: { ...common, ...env },
  });
  web = await startTestSignet(options({ ROLE: 'web', ADMIN_TOKEN: TOKEN }));
  for (let n = 0; n < 2; n += 1) {
    workers.push(await startTestSignet(options({ ROLE: 'worker' })));
  }
});
afterAll(async () => {
  await Promise.all([web, ...workers].map((one) => one?.stop()));
  await target?.stop();
  await database?.drop();
});
beforeEach(async () => {
  overlaps = new Overlaps();
  target.calls.length = 0;
  target.answer = async ({ path }) => {
    const leave = [overlaps.enter(path), overlaps.enter('all')];
    await pause(20);
    leave.forEach((end) => end());
  };
  await limitTenant({});
});

async function api(method: string, path: string, body?: unknown): Promise<Answered> {
  return send(`${web.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const limitTenant = async (limits: object) =>
  expect((await api('PUT', '/tenants/main/limits', limits)).status).toBe(200);

/** A workflow with one call, at a path of the target of its own. */
async function aCaller(parts: object = {}): Promise<{ path: string; hook: TestHook }> {
  const path = `/${Math.random().toString(36).slice(2)}`;
  const { id } = await deploy(web, {
    triggers: [{ id: 'hook', type: 'webhook', open: true }],
    tasks: [{ id: 'call', type: 'http.request', url: `${target.url}${path}`, retry: { maxAttempts: 1 } }],
    ...parts,
  });
  return { path, hook: await requireHook(web, id, 'hook') };
}

async function start(hook: TestHook, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => send(hook.url, { method: 'POST', body: '{}' })),
  );
  return answers.flatMap(({ json }) => json.executions);
}

const statuses = async (ids: readonly string[]): Promise<string[]> =>
  (await allSettled(web, ids)).map(({ status, reason }) =>
    reason === null ? status : `${status} ${reason}`,
  );

describe('T11: executions at the same time', () => {
  it('are no more than the instance, the tenant and the workflow allow, on all workers, and all of them run', async () => {
    await limitTenant({ concurrency: { limit: 4 } });
    const [narrow, wide] = [await aCaller({ concurrency: { limit: 2 } }), await aCaller()];
    const ids = [...(await start(narrow.hook, 20)), ...(await start(wide.hook, 20))];
    expect(new Set(await statuses(ids))).toEqual(new Set(['succeeded']));
    expect(target.calls).toHaveLength(40);
    expect(overlaps.mostOf('all')).toBeLessThanOrEqual(4);
    expect(overlaps.mostOf(narrow.path)).toBeLessThanOrEqual(2);
  });

  it('are as many as the instance allows where nobody else says anything', async () => {
    const latch = new Latch();
    target.answer = () => latch.opened;
    const ids = await start((await aCaller()).hook, 40);
    await eventually(() => expect(target.calls).toHaveLength(6));
    expect(await web.count('open_execution', `status = 'running'`)).toBe(6);
    latch.open();
    expect(new Set(await statuses(ids))).toEqual(new Set(['succeeded']));
  });

  it.each([
    ['cancel', 'cancelled concurrency'],
    ['fail', 'dead concurrency'],
  ])('one too many for the tenant ends as it asks: %s', async (overflow, ended) => {
    await limitTenant({ concurrency: { limit: 2, overflow } });
    const latch = new Latch();
    target.answer = () => latch.opened;
    const caller = await aCaller();
    const ids = await start(caller.hook, 7);
    await eventually(async () =>
      expect(await web.count('execution', `id = any($1) and reason = 'concurrency'`, [ids])).toBe(5),
    );
    latch.open();
    const all = await statuses(ids);
    expect(all.filter((one) => one === 'succeeded')).toHaveLength(2);
    expect(all.filter((one) => one === ended)).toHaveLength(5);
  });

  it('grow and shrink with the limit of the tenant while others wait', async () => {
    await limitTenant({ concurrency: { limit: 1 } });
    const latches: Latch[] = [];
    target.answer = () => {
      latches.push(new Latch());
      return latches.at(-1)!.opened;
    };
    const ids = await start((await aCaller()).hook, 12);
    const running = async (count: number) => {
      await eventually(() => expect(latches).toHaveLength(count));
      const { json } = await api('GET', '/limits');
      return json as unknown as { concurrency: { running: number } | null };
    };
    expect((await running(1)).concurrency).toEqual({ limit: 1, overflow: 'queue', running: 1 });
    await limitTenant({ concurrency: { limit: 3 } });
    expect((await running(3)).concurrency?.running).toBe(3);
    await limitTenant({ concurrency: { limit: 2 } });
    latches.slice(0, 2).forEach((one) => one.open());
    await running(4); // of three two have gone, and one came
    await limitTenant({});
    await running(8); // now the instance's six
    target.answer = () => undefined;
    latches.forEach((one) => one.open());
    expect(new Set(await statuses(ids))).toEqual(new Set(['succeeded']));
  });

  it('take a slot each until they are taken over, when their worker is gone', async () => {
    await limitTenant({ concurrency: { limit: 2 } });
    const latch = new Latch();
    const answer = target.answer;
    target.answer = async (call, response) => {
      await latch.opened;
      await answer(call, response);
    };
    const caller = await aCaller();
    await web.rows(
      `insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, status, lease_until, worker, claim_scope)
       select gen_random_uuid(), 'main', e.id, d.workflow_id, d.revision, 'hook', 'running', now() + interval '1 hour', 'gone', 'instance'
         from deployment d, (select gen_random_uuid() as id) e order by d.deployed_at desc limit 1`,
    );
    const ids = await start(caller.hook, 6);
    await eventually(() => expect(target.calls).toHaveLength(1));
    expect(await web.count('open_execution', `status = 'running' and worker <> 'gone'`)).toBe(1);
    await web.rows(`update open_execution set lease_until = now() where worker = 'gone'`);
    await eventually(() => expect(target.calls).toHaveLength(2)); // its slot is another's
    latch.open();
    expect(new Set(await statuses(ids))).toEqual(new Set(['succeeded']));
    expect(overlaps.mostOf('all')).toBeLessThanOrEqual(2);
    await eventually(async () => expect(await web.count('open_execution')).toBe(0));
  });
});

describe('T11: the time of an execution', () => {
  it('is the shortest of what the document, the tenant and the instance allow', async () => {
    await limitTenant({ timeout: '1s' });
    let calledAt = Infinity;
    target.answer = () => {
      calledAt = Date.now();
      return pause(5000);
    };
    const { hook } = await aCaller({ timeout: '1h' });
    const sentAt = Date.now();
    const [id] = await start(hook, 1);
    const [finished] = await allSettled(web, [id!]);
    expect(finished).toMatchObject({ status: 'dead', last_error: { code: 'task_timeout' } });
    const { timeoutMs } = finished!.last_error!.details as { timeoutMs: number };
    expect(timeoutMs).toBeLessThanOrEqual(1000);
    expect(timeoutMs, 'what was left of it').toBeGreaterThanOrEqual(1000 - (calledAt - sentAt));
  });
});
