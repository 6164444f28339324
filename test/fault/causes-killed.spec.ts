/** What workflows change comes back at once, and events come in any order, while workers are killed. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { aDelivery, type Answered, post } from '../support/a-delivery.js';
import { aSource, type TestHook } from '../support/a-hook.js';
import { MASTER_KEY, startTestSignet, type TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { deploy, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { dice, plannedRounds } from '../support/fault-plan.js';
import { freePort } from '../support/ports.js';
import { type Program, startProgram } from '../support/processes.js';
import { ScimServer } from '../support/scim-server.js';

const USERS = 40;
const KILLS = 3;

let stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.toReversed()) {
    await stop();
  }
  stops = [];
});

async function startWorker(databaseUrl: string): Promise<Program> {
  return startProgram({
    env: {
      ROLE: 'worker',
      DATABASE_URL: databaseUrl,
      SIGNET_MASTER_KEY: MASTER_KEY.toString('base64'),
      PORT: String(await freePort()),
      LEASE_MS: '1000',
      SWEEP_MS: '100',
      POLL_MS: '20',
      OUTBOUND_ALLOW: '127.0.0.0/8',
    },
  });
}

/** Doors in this process, and a source. */
async function start(): Promise<{ signet: TestSignet; source: TestHook }> {
  const signet = await startTestSignet({ env: { ...WITH_ADMIN, ROLE: 'web' } });
  stops.push(() => signet.stop());
  return {
    signet,
    source: await aSource(signet, { event: { subject: ['json:/user'], time: ['json:/at'] } }),
  };
}

/** Kills workers, one after the other, each once some more was done. */
async function killing(signet: TestSignet, done: () => Promise<number>, random: () => number): Promise<void> {
  let worker = await startWorker(signet.databaseUrl);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await done();
    const most = Math.min(before + 1 + Math.floor(random() * 8), USERS);
    await eventually(async () => expect(await done()).toBeGreaterThanOrEqual(most), { within: 60_000 });
    await worker.kill('SIGKILL');
    worker = await startWorker(signet.databaseUrl);
  }
  await eventually(async () => expect(await signet.count('open_execution')).toBe(0), { within: 60_000 });
  await worker.kill('SIGKILL');
}

describe.each(plannedRounds())('causes while workers are killed, round $round (seed $seed)', ({ seed }) => {
  it('are known of every event that comes back, however early, and none runs its workflow again', async () => {
    const scim = await ScimServer.start();
    stops.push(() => scim.stop());
    const { signet, source } = await start();
    const directory = { type: 'scim', url: scim.baseUrl, token: scim.token };
    await new TestApi(signet).must('PUT', '/directories/hr', directory);
    const task = { id: 'name', type: 'user.update', directory: 'hr', set: { displayName: 'By workflow' } };
    await deploy(signet, { triggers: [on(source.name, ['user.updated'])], tasks: [task] });
    const back: Promise<Answered>[] = [];
    const sent = (user: string, displayName: string): Promise<Answered> =>
      post(source, aDelivery({ body: { type: 'user.updated', user, displayName } }));
    const act = (): void => {
      back.push(sent(scim.seen.at(-1)!.path.split('/').at(-1)!, 'By workflow'));
    };
    scim.faults.push(
      ...Array.from({ length: USERS * 5 }, () => ({ method: 'PATCH', kind: 'before', act }) as const),
    );
    for (let n = 0; n < USERS; n += 1) {
      const { id } = scim.addUser({ id: `u-${randomUUID()}`, userName: `user-${n}`, active: true });
      await sent(id, 'By hand');
    }

    await killing(signet, async () => back.length, dice(seed));

    const answers = await Promise.all(back);
    expect(answers.length).toBeGreaterThanOrEqual(USERS);
    expect(answers.flatMap(({ json }) => json.executions)).toEqual([]);
    const unknown = `body ->> 'displayName' = 'By workflow' and (cause is null or depth <> 1 or avoided is null)`;
    expect(await signet.count('event', unknown)).toBe(0);
    expect(await signet.count('execution', `status = 'succeeded'`)).toBe(USERS);
    expect(await signet.count('execution')).toBe(USERS);
  });

  it('leave the order of events as it is: what has begun is done, and what is superseded does nothing', async () => {
    const target = await Target.start();
    stops.push(() => target.stop());
    const { signet, source } = await start();
    await deploy(signet, {
      triggers: [on(source.name, ['t'], { order: 'latest' })],
      lane: '{{ trigger.id }}',
      tasks: [
        {
          id: 'call',
          type: 'http.request',
          method: 'POST',
          url: target.url,
          body: { execution: '{{ execution.id }}' },
        },
      ],
    });
    const random = dice(seed);
    const subjects = 4;
    const keys = Array.from({ length: USERS }, (_, n) => ({ n, key: n + random() * 8 }));
    const times = keys.toSorted((one, other) => one.key - other.key).map(({ n }) => n); // nearly in order
    for (const n of times) {
      const at = new Date(Date.parse('2026-01-01T00:00:00Z') + n * 60_000).toISOString();
      await post(source, aDelivery({ body: { type: 't', user: `u${n % subjects}`, n, at } }));
    }

    await killing(signet, () => signet.count('execution'), random);

    const rows = await signet.rows<{ id: string; status: string; n: number }>(
      `select x.id, x.status, (e.body ->> 'n')::int as n from execution x join event e on e.id = x.event_id`,
    );
    const called = new Set(target.calls.map(({ body }) => body!['execution']));
    expect(rows).toHaveLength(USERS);
    for (const { id, status, n } of rows) {
      expect(status).toBe(called.has(id) ? 'succeeded' : 'superseded');
      expect(n < USERS - subjects || status === 'succeeded').toBe(true);
    }
  });
});
