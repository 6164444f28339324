import { describe, expect, it } from 'vitest';
import { Deployment } from '../support/fault-deployment.js';
import type { Member } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 500;
const KILLS = 6;

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

/** One of them, or both at once. */
async function killSome(workers: readonly Member[], random: () => number): Promise<void> {
  const pick = Math.floor(random() * 3);
  const killed = workers.filter((_, index) => pick === 2 || pick === index);
  await Promise.all(killed.map((worker) => worker.kill()));
  await Promise.all(killed.map((worker) => worker.start()));
}
