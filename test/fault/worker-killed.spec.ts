import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import type { Member } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 500;
const KILLS = 5;
/** Longer than a lease of theirs. */
const FROZEN_MS = 2_600;

describe.each(plannedRounds())('workers that are killed, round $round (seed $seed)', ({ seed }) => {
  it('lose nothing and repeat nothing but calls, whenever it happens', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random });
    const door = deployment.addDoor();
    const workers = [await deployment.addWorker(), await deployment.addWorker()];
    await Promise.all([door, ...workers].map((member) => member.start()));

    const flood = deployment.flood({ events: EVENTS, overMs: 8_000 });
    for (const moment of moments(EVENTS, KILLS, random)) {
      await deployment.target.arrived(moment); // a call is under way
      await killSome(workers, random);
    }
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    const again = await deployment.query('select from execution where attempt > 1');
    expect(again.length).toBeGreaterThan(0); // the kills did hit
    await deployment.requireHealthy();
    await deployment.stop();
  });
});

describe.each(plannedRounds())('workers that freeze, round $round (seed $seed)', ({ seed }) => {
  it('cannot write with the lease they lost, and take up again what nobody else took', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random });
    const door = deployment.addDoor();
    const workers = [await deployment.addWorker(), await deployment.addWorker()];
    await Promise.all([door, ...workers].map((member) => member.start()));

    const flood = deployment.flood({ events: EVENTS, overMs: 5_000 });
    for (const [index, moment] of moments(EVENTS, 3, random).entries()) {
      await deployment.target.arrived(moment);
      const frozen = workers.filter((_, place) => index === 2 || place === index); // each alone, then both
      frozen.forEach(({ program }) => process.kill(program.pid, 'SIGSTOP'));
      await delay(FROZEN_MS);
      frozen.forEach(({ program }) => process.kill(program.pid, 'SIGCONT'));
    }
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    const again = await deployment.query('select from execution where attempt > 1');
    expect(again.length).toBeGreaterThan(0);
    await deployment.requireHealthy();
    await deployment.stop();
  });
});

describe('a worker that takes back what it still has in hand', () => {
  it('keeps the lease of what it took, whatever becomes of the earlier try', async () => {
    const deployment = await Deployment.prepare({ random: dice(1), ledger: await sharedLedger() });
    const [door, worker] = [deployment.addDoor(), await deployment.addWorker()];
    await Promise.all([door.start(), worker.start()]);
    deployment.target.hold();
    const flood = deployment.flood({ events: 1, overMs: 0 });
    await deployment.target.arrived(1);
    process.kill(worker.program.pid, 'SIGSTOP');
    await delay(FROZEN_MS);
    process.kill(worker.program.pid, 'SIGCONT');
    await deployment.target.arrived(2);
    deployment.target.releaseFirst();

    const takenUntil = await leaseOf(deployment);
    await eventually(async () => {
      const { until } = await leaseOf(deployment);
      expect(until - takenUntil.until).toBeGreaterThan(2 * FROZEN_MS);
    });
    expect((await leaseOf(deployment)).attempt).toBe(2);
    deployment.target.release();
    await flood.finished;
    await deployment.settled();
    expect(violations(await observe(deployment, flood))).toEqual([]);
    await deployment.stop();
  });
});

/** Attempt and end of the lease, in epoch milliseconds, of the one open execution. */
async function leaseOf(deployment: Deployment): Promise<{ attempt: number; until: number }> {
  const [row] = await deployment.query<{ attempt: number; until: Date | null }>(
    'select attempt, lease_until as until from open_execution',
  );
  return { attempt: row!.attempt, until: row!.until?.getTime() ?? 0 };
}

/** One of them, or both at once. */
async function killSome(workers: readonly Member[], random: () => number): Promise<void> {
  const pick = Math.floor(random() * 3);
  const killed = workers.filter((_, index) => pick === 2 || pick === index);
  await Promise.all(killed.map((worker) => worker.kill()));
  await Promise.all(killed.map((worker) => worker.start()));
}
