import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Deployment } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, isLong, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';
import { startRedis } from '../support/redis.js';

const EVENTS = 2000;
/** How long it is away at one time, in the long form, while events come. */
const AWAY_MS = isLong() ? 120_000 : 0;

describe.each(plannedRounds())('a Redis that comes and goes, round $round (seed $seed)', ({ seed }) => {
  it('delays nothing for good and loses nothing, absent from the start, killed and flushed', async () => {
    const random = dice(seed);
    const redis = await startRedis();
    await redis.kill();
    const deployment = await Deployment.prepare({ random, redisUrl: redis.url });
    const [door, worker] = [deployment.addDoor(), await deployment.addWorker()];
    await Promise.all([door.start(), worker.start()]);

    const flood = deployment.flood({ events: EVENTS, overMs: 10_000 + AWAY_MS * 1.5 });
    const faults = [
      () => redis.start(),
      () => redis.flush(),
      () => redis.kill().then(() => delay(AWAY_MS)),
      () => redis.start(),
      () => redis.flush(),
      () => redis.kill().then(() => redis.start()),
      () => redis.kill(),
      () => redis.start(),
    ];
    for (const [index, moment] of moments(EVENTS, faults.length, random).entries()) {
      await flood.reached(moment);
      await faults[index]!();
    }
    await deployment.requireReadySoon();
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    expect([...deployment.sender.failures.keys()]).toEqual([]); // accepting needs Postgres alone
    await deployment.requireHealthy();
    await deployment.stop();
    await redis.stop();
  });
});
