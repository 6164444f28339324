import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { aDelivery, post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { allSettled, deploy, on } from '../support/builders.js';
import { startPostgres } from '../support/database.js';
import type { TestPostgres } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let postgres: TestPostgres;
let signet: TestSignet;
let hook: TestHook;

beforeAll(async () => {
  postgres = await startPostgres();
  signet = await startTestSignet({ databaseUrl: postgres.url });
  hook = await aSource(signet);
  await deploy(signet, {
    triggers: [on(hook.name)],
    tasks: [{ id: 'profile', type: 'user.create', user: '{{ trigger.body.userId }}' }],
  });
});
afterAll(async () => {
  await signet?.stop();
  await postgres?.stop();
});

/** Posts until taken, as a sender does. */
const postUntilTaken = (delivery = aDelivery()) =>
  eventually(
    async () => {
      const answer = await post(hook, delivery);
      expect([200, 202]).toContain(answer.status);
      return answer;
    },
    { within: 20_000, every: 100 },
  );

describe('while the ledger is away', () => {
  it('deliveries are answered 503 with Retry-After; when it is back, sent again, each runs once', async () => {
    const before = await post(hook);
    await postgres.kill();

    const deliveries = Array.from({ length: 5 }, () => aDelivery());
    const turnedAway = await Promise.all(deliveries.map((delivery) => post(hook, delivery)));
    expect(turnedAway.map(({ status }) => status)).toEqual(deliveries.map(() => 503));
    expect(turnedAway.map(({ headers }) => Number(headers.get('retry-after')))).toEqual(
      deliveries.map(() => 2),
    );
    expect((await post(hook, aDelivery({ secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA' }))).status).toBe(401);

    await postgres.start();
    const taken = await Promise.all(deliveries.map((delivery) => postUntilTaken(delivery)));
    await allSettled(
      signet,
      [before, ...taken].flatMap(({ json }) => json.executions),
    );
    expect(await signet.count('event')).toBe(6);
    expect(await signet.count('directory_user')).toBe(6);
  });

  it('every delivery that was acknowledged while it was killed is there', async () => {
    const answers: Promise<{ status: number; event: string | null }>[] = [];
    const flood = async (): Promise<void> => {
      for (let n = 0; n < 60; n += 1) {
        answers.push(post(hook).then(({ status, json }) => ({ status, event: json.event })));
        await Promise.race([answers.at(-1), new Promise((resolve) => setImmediate(resolve))]);
      }
    };
    await Promise.all([
      flood(),
      eventually(() => expect(answers.length).toBeGreaterThan(10)).then(() => postgres.kill()),
    ]);
    const acknowledged = (await Promise.all(answers)).filter(({ status }) => status === 202);
    await postgres.start();
    await postUntilTaken();
    const ids = acknowledged.map(({ event }) => event);
    expect(await signet.count('event', 'id = any($1)', [ids])).toBe(ids.length);
    await eventually(async () => expect(await signet.count('open_execution')).toBe(0), { within: 20_000 });
  });

  it('what changes before its announcements are back is known once they are', async () => {
    await postUntilTaken();
    await postgres.kill();
    await postgres.start();
    await eventually(() => signet.rows('update hook set enabled = false where id = $1', [hook.id]));
    await eventually(async () => expect((await post(hook)).status).toBe(404));
  });
});
