import { describe, expect, it } from 'vitest';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';
import { eventually } from '../support/eventually.js';
import type { Ended } from '../support/processes.js';

const EVENTS = 1000;
const STOPS = 6;
/** A promise of the program to whoever stops it, not a speed: an orchestrator kills what stays. */
const GONE_WITHIN_MS = 10_000;
const STOPPED_IN_ORDER: Ended = { code: 0, signal: null };
/** Longer than the test: who goes on, goes on because the lease was handed back. */
const LONG_LEASE = { LEASE_MS: '600000' };

describe.each(plannedRounds())('members that are asked to stop, round $round (seed $seed)', ({ seed }) => {
  it('leave with 0 in the middle of the work, and others go on with it', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random, env: LONG_LEASE });
    const members = [deployment.addDoor(), await deployment.addWorker(), await deployment.addWorker()];
    await Promise.all(members.map((member) => member.start()));

    const flood = deployment.flood({ events: EVENTS, overMs: 10_000 });
    const ends: Ended[] = [];
    const took: number[] = [];
    for (const [index, moment] of moments(EVENTS, STOPS, random).entries()) {
      await flood.reached(moment);
      const member = members[index % members.length]!;
      const asked = performance.now();
      ends.push(await member.stop());
      took.push(performance.now() - asked);
      await member.start();
    }
    await flood.finished;
    await deployment.settled();

    expect(ends).toEqual(ends.map(() => STOPPED_IN_ORDER)); // 1: it took longer than it may
    expect(took.filter((ms) => ms > GONE_WITHIN_MS)).toEqual([]);
    expect(violations(await observe(deployment, flood))).toEqual([]);
    await deployment.requireHealthy();
    await deployment.stop();
  });

  it('hand back what would take too long, and it is taken up at once', async () => {
    const deployment = await Deployment.prepare({
      random: dice(seed),
      env: LONG_LEASE,
      ledger: await sharedLedger(),
    });
    const door = deployment.addDoor();
    const [leaving, staying] = [
      await deployment.addWorker({ SHUTDOWN_MS: '200' }),
      await deployment.addWorker(),
    ];
    await Promise.all([door.start(), leaving.start()]);

    deployment.target.hold();
    const flood = deployment.flood({ events: 20, overMs: 0 });
    await deployment.target.arrived(20);
    expect(await leaving.stop()).toEqual(STOPPED_IN_ORDER);
    const held = `select from open_execution where status = 'running' or lease_until is not null`;
    expect(await deployment.query(held)).toEqual([]);

    deployment.target.release();
    await staying.start();
    await eventually(() => expect(deployment.target.effects).toHaveLength(40), { within: 30_000 });
    await flood.finished;
    await deployment.settled();
    expect(violations(await observe(deployment, flood))).toEqual([]);
    await deployment.stop();
  });
});
