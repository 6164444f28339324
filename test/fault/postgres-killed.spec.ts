import { describe, expect, it } from 'vitest';
import { startPostgres } from '../support/database.js';
import { Deployment } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 2000;
const KILLS = 6;

describe.each(plannedRounds())('a Postgres that is killed, round $round (seed $seed)', ({ seed }) => {
  it('forgets nothing that was acknowledged, and everybody finds back to it', async () => {
    const random = dice(seed);
    const postgres = await startPostgres();
    const deployment = await Deployment.prepare({ random, ledger: postgres });
    const [door, worker] = [deployment.addDoor('all'), await deployment.addWorker()];
    await Promise.all([door.start(), worker.start()]);

    const flood = deployment.flood({ events: EVENTS, overMs: 12_000 });
    for (const moment of moments(EVENTS, KILLS, random)) {
      await flood.reached(moment);
      await postgres.kill();
      await postgres.start();
    }
    await deployment.requireReadySoon();
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    expect(deployment.sender.failures.get('503')).toBeGreaterThan(0); // the kills did hit
    expect([door, worker].flatMap(({ lives }) => lives)).toHaveLength(2); // nobody had to be started again
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
