import { describe, expect, it } from 'vitest';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { FaultProxy } from '../support/fault-proxy.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 800;
const FAULTS = 60;

describe.each(plannedRounds())('the way from the sender, round $round (seed $seed)', ({ seed }) => {
  it('may truncate deliveries, lose answers and break: each event is there once', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
    const members = [deployment.addDoor(), await deployment.addWorker()];
    await Promise.all(members.map((member) => member.start()));
    const proxy = await FaultProxy.start(deployment.sender.url);
    deployment.sender.url = proxy.through(deployment.sender.url);

    const flood = deployment.flood({ events: EVENTS, overMs: 6_000 });
    for (const [index, moment] of moments(EVENTS, FAULTS, random).entries()) {
      await flood.reached(moment);
      [
        () => proxy.truncateRequest(Math.floor(random() * 700)), // headers and body are about as long
        () => proxy.swallowAnswer(),
        () => proxy.cut(),
      ][index % 3]!();
    }
    await deployment.requireReadySoon();
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    expect(proxy.swallowed).toBe(FAULTS / 3);
    expect(deployment.sender.failures.get('cut')).toBeGreaterThanOrEqual(FAULTS / 3);
    await deployment.requireHealthy();
    await deployment.stop();
    await proxy.stop();
  });
});
