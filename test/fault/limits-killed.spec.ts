import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 300;
const LIMIT = 5;

/** Looks again and again how many run, until it is told to stop; the most it saw. */
function watchRunning(deployment: Deployment): () => Promise<number> {
  let most = 0;
  const enough = new AbortController();
  const watching = (async () => {
    while (!enough.signal.aborted) {
      const [row] = await deployment.query<{ n: number }>(
        `select count(*)::int as n from open_execution where status = 'running'`,
      );
      most = Math.max(most, row!.n);
      await delay(20);
    }
  })();
  return async () => {
    enough.abort();
    await watching;
    return most;
  };
}

describe.each(plannedRounds())('limits while processes are killed, round $round (seed $seed)', ({ seed }) => {
  it('count what was recorded, no more and no less, and let no more run than they say', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
    await deployment.query(`update tenant set limits = $1`, [
      { perDay: 1_000_000, perMonth: 1_000_000, concurrency: { limit: LIMIT, overflow: 'queue' } },
    ]);
    const door = deployment.addDoor();
    const workers = [await deployment.addWorker(), await deployment.addWorker()];
    await Promise.all([door, ...workers].map((member) => member.start()));

    const mostSeen = watchRunning(deployment);
    const flood = deployment.flood({ events: EVENTS, overMs: 6_000 });
    for (const [index, moment] of moments(EVENTS, 4, random).entries()) {
      await flood.reached(moment);
      const killed = index % 2 === 0 ? door : workers[Math.floor(random() * 2)]!;
      await killed.kill();
      await killed.start();
    }
    await flood.finished;
    await deployment.settled();

    expect(await mostSeen()).toBe(LIMIT);
    expect(violations(await observe(deployment, flood))).toEqual([]);
    const counted = await deployment.query(
      `select period, used::int from quota_use where scope = 'tenant:main'`,
    );
    const [recorded] = await deployment.query<{ n: number }>('select count(*)::int as n from execution');
    expect(counted).toEqual(expect.arrayContaining([{ period: 'day', used: recorded!.n }]));
    expect(counted).toEqual(expect.arrayContaining([{ period: 'month', used: recorded!.n }]));
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
