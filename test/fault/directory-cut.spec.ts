import { describe, expect, it } from 'vitest';
import { tokenContext } from '../../src/directories/directories.service.js';
import { deriveKey, seal } from '../../src/secrets/seal.js';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { FaultProxy } from '../support/fault-proxy.js';
import { NAMESPACE } from '../support/fault-seed.js';
import { subjectName } from '../support/flood.js';
import { ScimServer } from '../support/scim-server.js';
import type { SeenRequest } from '../support/scim-server.js';

const USERS = 10;
const EACH = 10;
const LOST_ANSWERS = 20;

const DOCUMENT = `
id: sync-people
namespace: ${NAMESPACE}
triggers:
  - { id: changed, type: event, source: auth-platform, events: [user.changed] }
tasks:
  - id: write
    type: user.update
    directory: people
    user: "{{ trigger.subject }}"
    set: { displayName: "{{ trigger.subject }} {{ trigger.body.number }}" }
    retry: { type: constant, interval: 100ms, maxAttempts: 50 }
`;

/** The outside directory of the deployment, by way of a proxy. */
async function connect(deployment: Deployment, scim: ScimServer): Promise<FaultProxy> {
  const proxy = await FaultProxy.start(scim.baseUrl);
  const key = deriveKey(Buffer.from(deployment.secrets.masterKey, 'base64'), 'secrets');
  await deployment.query(
    `insert into directory (tenant, name, type, url, sealed_token, config) values ('main', 'people', 'scim', $1, $2, '{}')`,
    [proxy.through(scim.baseUrl), seal(key, scim.token, tokenContext('main', 'people'))],
  );
  return proxy;
}

/** What a write sets, whatever operation says it. */
function displayNameIn({ body }: SeenRequest): string {
  const [, name = ''] = /"(user-\d+ \d+)"/.exec(JSON.stringify(body)) ?? [];
  return name;
}

describe.each(plannedRounds())('the way to a SCIM directory, round $round (seed $seed)', ({ seed }) => {
  it('may lose answers while workers are killed: a change happens once, or again under its own key', async () => {
    const random = dice(seed);
    const scim = await ScimServer.start();
    const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
    const proxy = await connect(deployment, scim);
    await deployment.seedWorkflow('sync-people', DOCUMENT);
    const users = Array.from({ length: USERS }, (_, index) => subjectName(index));
    users.forEach((userName) => scim.addUser({ userName }));
    const door = deployment.addDoor();
    const workers = [await deployment.addWorker(), await deployment.addWorker()];
    await Promise.all([door, ...workers].map((member) => member.start()));

    proxy.delay(100); // so that there is work left when the last fault comes
    const sending = Promise.all(
      users.map(async (subject) => {
        for (let number = 1; number <= EACH; number += 1) {
          await deployment.sender.deliver({ id: `${subject}_${number}`, subject, number });
        }
      }),
    );
    const faults = Array.from({ length: LOST_ANSWERS }, () => async () => proxy.swallowAnswer());
    const kills = Array.from({ length: 3 }, () => async () => {
      const killed = workers[Math.floor(random() * 2)]!;
      await killed.kill();
      killed.launch();
    });
    const all = [...faults, ...kills].toSorted(() => random() - 0.5);
    for (const [index, moment] of moments(USERS * EACH, all.length, random).entries()) {
      await eventually(() => expect(scim.writes().length).toBeGreaterThanOrEqual(moment), {
        within: 60_000,
      });
      await all[index]!();
    }
    proxy.delay(0);
    await sending;
    await deployment.settled();

    const writes = scim.writes();
    const keys = new Map<string, Set<unknown>>();
    for (const write of writes) {
      const name = displayNameIn(write);
      keys.set(name, (keys.get(name) ?? new Set()).add(write.headers['idempotency-key']));
    }
    const wanted = users.flatMap((user) =>
      Array.from({ length: EACH }, (_, index) => `${user} ${index + 1}`),
    );
    expect([...keys.keys()].toSorted()).toEqual(wanted.toSorted());
    expect([...keys].filter(([, all]) => all.size !== 1)).toEqual([]);
    expect(new Set([...keys.values()].map(([key]) => key)).size).toBe(wanted.length);
    for (const user of users) {
      const firsts = [...keys.keys()].filter((name) => name.startsWith(`${user} `));
      expect(firsts).toEqual(Array.from({ length: EACH }, (_, index) => `${user} ${index + 1}`));
    }
    expect([...scim.users.values()].map(({ displayName }) => displayName)).toEqual(
      users.map((user) => `${user} ${EACH}`),
    );
    const ended = await deployment.query<{ status: string }>('select distinct status from execution');
    expect(ended).toEqual([{ status: 'succeeded' }]);
    expect(proxy.swallowed).toBeGreaterThan(LOST_ANSWERS / 2); // the faults did hit
    await deployment.requireHealthy();
    await deployment.stop();
    await proxy.stop();
    await scim.stop();
  });
});
