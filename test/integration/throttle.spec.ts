import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { Throttle } from '../../src/intake/throttle/throttle.service.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { aDelivery, post, send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { aSource, requireHook } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING } from '../support/builders.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startRedis } from '../support/redis.js';
import type { TestRedis } from '../support/redis.js';

const OTHER = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

let database: TestDatabase;
let redis: TestRedis;
let webs: TestSignet[] = [];
let signet: TestSignet;

beforeAll(async () => {
  [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
  const env = { ROLE: 'web', REDIS_URL: redis.url };
  for (let n = 0; n < 2; n += 1) {
    webs.push(await startTestSignet({ databaseUrl: database.url, env }));
  }
  signet = webs[0]!;
  await Promise.all(webs.map(isReady));
});
afterAll(async () => {
  await Promise.all(webs.map((web) => web.stop()));
  await redis?.stop();
  await database?.drop();
});

/** Counts in Redis, not alone. */
async function isReady(web: TestSignet): Promise<void> {
  await eventually(async () => {
    const before = await localOf(web);
    await web.part(Throttle).check([{ key: 'ready', limit: 1000, windowMs: 1000 }]);
    expect(await localOf(web)).toBe(before);
  });
}

const localOf = async (web: TestSignet) =>
  (await web.part(Metrics).throttleLocal.get()).values[0]?.value ?? 0;

async function doors(hook: TestHook): Promise<TestHook[]> {
  await Promise.all(webs.map((web) => web.part(HookDirectory).refresh()));
  return webs.map((web) => ({ ...hook, url: hook.url.replace(signet.url, web.url) }));
}

/** What `work` gives when Redis, on a busy machine, was never too slow for it. */
const undisturbed = <T>(work: () => Promise<T>): Promise<T> =>
  eventually(async () => {
    const before = await Promise.all(webs.map(localOf));
    const result = await work();
    expect(await Promise.all(webs.map(localOf))).toEqual(before);
    return result;
  });

/** A source that takes so many requests in an hour, at each web. */
const aThrottled = async (limit = 30): Promise<TestHook[]> =>
  doors(await aSource(signet, { limits: { requests: { limit, windowMs: 3_600_000 } } }));

const times = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

const accepted = (answers: readonly Answered[]) => answers.filter(({ status }) => status === 202).length;

const FIELDS = [
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'ratelimit-policy',
];
const fieldsOf = ({ headers }: Answered) => FIELDS.map((name) => headers.get(name));

describe('T12: a throttled hook', () => {
  it('takes as many requests as it says through all doors together, and tells the rest to come later', async () => {
    const { hook, answers } = await undisturbed(async () => {
      const both = await aThrottled();
      return { hook: both[0]!, answers: await times(80, (n) => post(both[n % 2]!)) };
    });
    expect(accepted(answers)).toBe(30);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(50);
    const [retryAfter, limit, remaining, reset, policy] = fieldsOf(refused[0]!);
    expect([limit, remaining, policy]).toEqual(['30', '0', '30;w=3600']);
    expect(reset).toBe(retryAfter);
    expect(Number(retryAfter)).toBeGreaterThan(3500);
    expect(Number(retryAfter)).toBeLessThanOrEqual(3600 * 1.05);
    expect(refused[0]!.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(refused[0]!.text)).toMatchObject({ status: 429, title: 'Too Many Requests' });
    await eventually(async () =>
      expect(await signet.count('delivery_log', `hook_id = $1 and reason = 'throttled'`, [hook.id])).toBe(50),
    );
  });

  it('says on every answer what is left, whatever the answer is', async () => {
    const answers = await undisturbed(async () => {
      const [hook] = await aThrottled();
      return [await post(hook!), await post(hook!, aDelivery({ secret: OTHER })), await post(hook!)];
    });
    expect(answers.map(({ status }) => status)).toEqual([202, 401, 202]);
    expect(answers.map((one) => fieldsOf(one).slice(0, 3))).toEqual([
      [null, '30', '29'],
      [null, '30', '28'],
      [null, '30', '27'],
    ]);
  });

  it('is asked before the sender is: what no key opens is counted, and costs no proof once it is too much', async () => {
    const answers = await undisturbed(async () => {
      const [hook] = await aThrottled(3);
      return times(10, () => post(hook!, aDelivery({ secret: OTHER })));
    });
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('does not let senders choose what they are counted under', async () => {
    const answers = await undisturbed(async () => {
      const [hook] = await aThrottled(3);
      return times(9, (n) => {
        const { headers, body } = aDelivery({
          headers: { 'x-forwarded-for': `203.0.113.${n}`, 'user-agent': `agent ${n}` },
        });
        return send(`${hook!.url}?n=${n}`, { method: 'POST', headers, body });
      });
    });
    expect(accepted(answers)).toBe(3);
  });

  it('of a workflow is counted with its other triggers, and by its own limit', async () => {
    const open = { type: 'webhook', open: true };
    const call = (hook: TestHook) => send(hook.url, { method: 'POST', body: '{}' });
    const took = await undisturbed(async () => {
      const { id } = await deploy(signet, {
        limits: { requests: { limit: 5, per: '1h' } },
        triggers: [
          { ...open, id: 'few', limits: { requests: { limit: 2, per: '1h' } } },
          { ...open, id: 'many' },
        ],
        tasks: [NOTHING],
      });
      const [few, many] = [await requireHook(signet, id, 'few'), await requireHook(signet, id, 'many')];
      return [accepted(await times(4, () => call(few))), accepted(await times(6, () => call(many)))];
    });
    expect(took).toEqual([2, 3]);
  });

  it('is the only one that knows of it: others have no such headers', async () => {
    expect(fieldsOf(await post(await aSource(signet)))).toEqual([null, null, null, null, null]);
  });

  it('is every hook that says nothing, once an operator has set a limit; without Redis each process counts', async () => {
    const env = { ROLE: 'web', WEBHOOK_THROTTLE_LIMIT: '2', WEBHOOK_THROTTLE_TTL: '3600000' };
    const strict = await startTestSignet({ databaseUrl: database.url, env });
    try {
      const [hook, free] = [await aSource(strict), await aSource(strict, { limits: { requests: 'none' } })];
      expect(accepted(await times(4, () => post(hook)))).toBe(2);
      expect(accepted(await times(4, () => post(free)))).toBe(4);
    } finally {
      await strict.stop();
    }
  });

  it('goes on being throttled by each process alone while Redis is away, and a metric says so', async () => {
    const both = await undisturbed(async () => {
      const hooks = await aThrottled();
      expect(accepted(await times(20, (n) => post(hooks[n % 2]!)))).toBe(20);
      return hooks;
    });
    await redis.kill();
    const before = await localOf(signet);
    expect(accepted(await times(100, (n) => post(both[n % 2]!)))).toBe(60); // each counts to 30, anew
    expect(await localOf(signet)).toBe(before + 50);
    await redis.start();
    await Promise.all(webs.map(isReady));
    const again = await undisturbed(async () => {
      const hooks = await aThrottled();
      return times(50, (n) => post(hooks[n % 2]!));
    });
    expect(accepted(again)).toBe(30);
  });

  it('does not wait for a Redis that does not answer', async () => {
    const [hook] = await aThrottled();
    redis.freeze();
    const before = await localOf(signet);
    expect((await post(hook!)).status).toBe(202);
    expect(await localOf(signet)).toBe(before + 1);
    redis.thaw();
  });
});
