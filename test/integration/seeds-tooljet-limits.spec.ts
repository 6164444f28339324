/** T11: the four restrictions of ToolJet's webhooks, of the instance and of a workspace, which is a tenant here. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Latch, Overlaps, Target } from '../support/a-target.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import type { Said } from '../support/an-operator.js';
import { allSettled, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

const TOKEN = 'of-the-trigger';
const DAY_SECONDS = 86_400;

/** What is said to the instance, in its environment, and of the tenant, by its API. */
interface Level {
  readonly whose: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly tenant?: object;
}

/** A limit, once said to the instance and once of the tenant. */
const onBoth = (env: Readonly<Record<string, string>>, tenant: object): Level[] => [
  { whose: 'instance', env },
  { whose: 'tenant', tenant },
];

let target: Target;

beforeAll(async () => {
  target = await Target.start();
});
afterAll(() => target?.stop());
beforeEach(() => {
  target.calls.length = 0;
  target.answer = () => undefined;
});

type Start = (rest?: string) => Promise<Said>;

/** A Signet of its own for `work`: what it counts is the whole instance. Its workflow calls the target. */
async function limited({ env, tenant }: Level, work: (start: Start, signet: TestSignet) => Promise<void>) {
  const signet = await startTestSignet({ env: { OUTBOUND_ALLOW: '127.0.0.1/32', ...env } });
  try {
    const operator = await anOperator(signet);
    await operator.secret('tooljet', 'API_TOKEN', TOKEN);
    await operator.workflow(`id: hire
namespace: tooljet
triggers:
  - id: webhook
    type: webhook
    token: { from: header:authorization, scheme: Bearer, secrets: ["{{ secret('API_TOKEN') }}"] }
tasks:
  - { id: call, type: http.request, url: '${target.url}/', retry: { maxAttempts: 1 } }
`);
    if (tenant) {
      await operator.call('PUT', '/tenants/main/limits', tenant);
    }
    const start: Start = (rest = 'trigger-async') =>
      ask(`${signet.url}/api/v2/webhooks/workflows/hire/${rest}`, {
        method: 'POST',
        headers: bearer(TOKEN),
        body: { name: 'John Doe', emp_id: 33 },
      });
    await work(start, signet);
  } finally {
    await signet.stop();
  }
}

const idOf = ({ json }: Said): string => json.workflow_execution_id as string;

describe('T11 executions per day and per month', () => {
  it.each([
    ...onBoth({ LIMIT_PER_DAY: '2' }, { perDay: 2 }).map((level) => ({ ...level, period: 'day', days: 1 })),
    ...onBoth({ LIMIT_PER_MONTH: '2' }, { perMonth: 2 }).map((level) => ({
      ...level,
      period: 'month',
      days: 31,
    })),
  ])(
    'of the $whose: one too many for the $period is told when to come again',
    async ({ period, days, ...level }) => {
      await limited(level, async (start, signet) => {
        const [first, waited] = [await start(), await start('trigger')];
        expect([first.status, waited.status]).toEqual([202, 200]);
        for (const refused of [await start(), await start('trigger')]) {
          expect(refused.status).toBe(429);
          expect(refused.json.msg).toContain(`its 2 executions of this ${period}`);
          expect(refused.headers.get('ratelimit-limit')).toBe('2');
          const seconds = Number(refused.headers.get('retry-after'));
          expect(seconds).toBeGreaterThan(0);
          expect(seconds).toBeLessThanOrEqual(days * DAY_SECONDS);
        }
        await settled(signet, idOf(first));
        expect(target.calls).toHaveLength(2);
        expect(await signet.count('event')).toBe(2);
      });
    },
  );
});

describe('T11 parallel executions', () => {
  it.each(onBoth({ LIMIT_CONCURRENCY: '2' }, { concurrency: { limit: 2 } }))(
    'of the $whose: no more than that run at once, the others wait and then run',
    async (level) => {
      const overlaps = new Overlaps();
      const latch = new Latch();
      target.answer = async () => {
        const leave = overlaps.enter('all');
        await latch.opened;
        leave();
      };
      await limited(level, async (start, signet) => {
        const ids = (await Promise.all(Array.from({ length: 6 }, () => start()))).map(idOf);
        await eventually(() => expect(target.calls).toHaveLength(2));
        expect(await signet.count('open_execution', `status = 'running'`)).toBe(2);
        latch.open();
        const all = await allSettled(signet, ids);
        expect(all.map(({ status }) => status)).toEqual(ids.map(() => 'succeeded'));
        expect(overlaps.mostOf('all')).toBe(2);
      });
    },
  );
});

describe('T11 execution time per workflow', () => {
  it.each(onBoth({ LIMIT_TIMEOUT_MS: '300' }, { timeout: '300ms' }))(
    'of the $whose: what takes longer is ended, and whoever waits is told that it failed',
    async (level) => {
      target.answer = () => pause(5000);
      await limited(level, async (start, signet) => {
        expect((await start('trigger')).status).toBe(502);
        const finished = await settled(signet, idOf(await start()));
        expect(finished).toMatchObject({ status: 'dead', last_error: { code: 'task_timeout' } });
      });
    },
  );
});
