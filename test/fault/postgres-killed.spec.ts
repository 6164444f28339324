import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startPostgres } from '../support/database.js';
import { Deployment } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, isLong, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

/** In the long form it is killed about every seven seconds, and stays away for up to two. */
const { events, overMs, kills, awayMs } = isLong()
  ? { events: 5000, overMs: 60_000, kills: 8, awayMs: 2000 }
  : { events: 2000, overMs: 12_000, kills: 6, awayMs: 0 };

describe.each(plannedRounds())('a Postgres that is killed, round $round (seed $seed)', ({ seed }) => {
  it('forgets nothing that was acknowledged, and everybody finds back to it', async () => {
    const random = dice(seed);
    const postgres = await startPostgres();
    const deployment = await Deployment.prepare({ random, ledger: postgres });
    const [door, worker] = [deployment.addDoor('all'), await deployment.addWorker()];
    await Promise.all([door.start(), worker.start()]);

    const flood = deployment.flood({ events, overMs });
    for (const moment of moments(events, kills, random)) {
      await flood.reached(moment);
      await postgres.kill();
      await delay(random() * awayMs);
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
