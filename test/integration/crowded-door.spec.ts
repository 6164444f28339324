/** More deliveries than can be written down: the door sends the rest away at once, and keeps what it took. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Metrics } from '../../src/telemetry/metrics.js';
import { post } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

/** Far more than two commits take, and than can be looked at before the next has waited for 10 ms. */
const FLOOD = 800;

let signet: TestSignet;
let hook: TestHook;

beforeAll(async () => {
  signet = await startTestSignet({ env: { HOOK_QUEUE_MS: '10' } });
  hook = await aSource(signet);
  await deploy(signet, {
    triggers: [on(hook.name)],
    tasks: [{ id: 'note', type: 'set', values: { seen: true } }],
  });
});
afterAll(() => signet?.stop());

const isRefused = ({ status }: Answered): boolean => status !== 202;

describe('a door before which more come than can be written down', () => {
  it('sends the rest away with 503 and Retry-After while the others wait, loses none of those, and opens again', async () => {
    const lock = new pg.Client({ connectionString: signet.databaseUrl });
    await lock.connect();
    await lock.query('begin');
    await lock.query('lock table dedupe in access exclusive mode');
    const answers: Answered[] = [];
    const flood = Array.from({ length: FLOOD }, async () => {
      const answer = await post(hook);
      answers.push(answer);
    });
    await eventually(() => expect(answers.length).toBeGreaterThan(0), { within: 20_000 });
    const early = [...answers];
    await lock.end();
    await Promise.all(flood);

    expect(early.every(isRefused)).toBe(true); // nobody waited for the ledger to be told
    const refused = answers.filter(isRefused);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);

    const events = answers.flatMap(({ json }) => json.event ?? []);
    expect(events.length).toBe(FLOOD - refused.length);
    expect(events.length).toBeGreaterThan(0);
    await eventually(async () => expect(await signet.count('open_execution')).toBe(0), { within: 30_000 });
    expect(await signet.count('event', 'id = any($1)', [events])).toBe(events.length);
    expect(await signet.count('event')).toBe(events.length);
    expect(await signet.count('execution', `status = 'succeeded'`)).toBe(events.length);

    expect((await post(hook)).status).toBe(202);
  }, 90_000);

  it('says which were turned away in a metric, and writes no row for them', async () => {
    const { values } = await signet.part(Metrics).deliveries.get();

    expect(values.find(({ labels }) => labels.reason === 'crowded')).toMatchObject({
      labels: { hook: hook.name, outcome: 'unavailable' },
    });
    expect(await signet.count('delivery_log')).toBe(0);
  });
});
