import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { FaultProxy } from '../support/fault-proxy.js';
import { violations } from '../support/ledger-checker.js';
import { startRedis } from '../support/redis.js';

const EVENTS = 800;

describe.each(plannedRounds())(
  'a Redis that is there and does not work, round $round (seed $seed)',
  ({ seed }) => {
    it('delays nothing for good and fails no delivery: slow, hanging, out of memory, cut off', async () => {
      const random = dice(seed);
      const redis = await startRedis();
      const proxy = await FaultProxy.start(redis.url);
      const deployment = await Deployment.prepare({
        random,
        redisUrl: proxy.through(redis.url),
        ledger: await sharedLedger(),
      });
      const members = [deployment.addDoor(), await deployment.addWorker()];
      await Promise.all(members.map((member) => member.start()));
      const operator = new Redis(redis.url);

      const flood = deployment.flood({ events: EVENTS, overMs: 8_000 });
      const faults = [
        async () => proxy.delay(800),
        async () => proxy.delay(0),
        async () => void (await operator.config('SET', 'maxmemory', '1')), // with `noeviction` every write is refused
        async () => void (await operator.config('SET', 'maxmemory', '0')),
        async () => proxy.freeze(),
        async () => proxy.thaw(),
        async () => proxy.cut(),
        async () => proxy.refuse(),
        async () => proxy.allow(),
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
      operator.disconnect();
      await deployment.stop();
      await proxy.stop();
      await redis.stop();
    });
  },
);
