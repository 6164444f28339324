import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startPostgres } from '../support/database.js';
import { Deployment } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { FaultProxy } from '../support/fault-proxy.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 800;
const LOST_ANSWERS = 24;

describe.each(plannedRounds())('the way to Postgres, round $round (seed $seed)', ({ seed }) => {
  it('may lose answers to commits, hang, slow down and break: nothing is lost and nothing happens twice', async () => {
    const random = dice(seed);
    const postgres = await startPostgres();
    const proxies = await Promise.all([FaultProxy.start(postgres.url), FaultProxy.start(postgres.url)]);
    const [toDoor, toWorker] = proxies;
    const deployment = await Deployment.prepare({ random, ledger: postgres });
    const members = [
      deployment.addDoor('web', { DATABASE_URL: toDoor.through(postgres.url) }),
      await deployment.addWorker({ DATABASE_URL: toWorker.through(postgres.url) }),
    ];
    await Promise.all(members.map((member) => member.start()));

    const flood = deployment.flood({ events: EVENTS, overMs: 6_000 });
    const everybody = (what: (proxy: FaultProxy) => void) => async () => proxies.forEach(what);
    const faults = [
      everybody((proxy) => proxy.cut()),
      everybody((proxy) => proxy.delay(100)),
      everybody((proxy) => proxy.delay(0)),
      async () => {
        toWorker.freeze(); // for longer than a lease
        await delay(3_000);
        toWorker.thaw();
      },
      async () => {
        toDoor.freeze();
        await delay(3_000);
        toDoor.thaw();
      },
      everybody((proxy) => proxy.cut()),
    ];
    const lost = Array.from(
      { length: LOST_ANSWERS },
      (_, index) => async () => proxies[index % 2]!.swallowAnswer(),
    );
    const all = [...faults, ...lost].toSorted(() => random() - 0.5);
    for (const [index, moment] of moments(EVENTS, all.length, random).entries()) {
      await flood.reached(moment);
      await all[index]!();
    }
    proxies.forEach((proxy) => proxy.delay(0));
    await deployment.requireReadySoon();
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    expect(toDoor.swallowed + toWorker.swallowed).toBeGreaterThan(LOST_ANSWERS / 2); // the faults did hit
    await deployment.requireHealthy();
    await deployment.stop();
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  });
});
