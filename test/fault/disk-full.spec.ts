import { describe, expect, it } from 'vitest';
import { startPostgres } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Deployment } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, plannedRounds } from '../support/fault-plan.js';
import { FullDisk } from '../support/full-disk.js';
import { violations } from '../support/ledger-checker.js';

/** The flood ends after the last fault. Until then it must not run dry: how many events find room in the pages there are is not known, 1,100 have. */
const MOST_EVENTS = 30_000;
const OVER_MS = 150_000;
const FAULTS = 4;
/** Events acknowledged between one fault and the next, and after the last. */
const LEAST_BETWEEN = 100;
const MOST_BETWEEN = 700;
/** Deliveries that are refused before there is room again. */
const REFUSALS = 60;
/** Of one call: some are cut off by the target, and two with Postgres itself. One that is made again for want of room has dozens. */
const MOST_ATTEMPTS = 6;

describe.each(plannedRounds())('a disk that is full, round $round (seed $seed)', ({ seed }) => {
  it('refuses what it cannot keep, loses nothing, and the work goes on once there is room', async () => {
    const random = dice(seed);
    const postgres = await startPostgres({ autovacuum: 'off' });
    const deployment = await Deployment.prepare({ random, ledger: postgres });
    const disk = new FullDisk(postgres);
    await disk.pad();
    const members = [deployment.addDoor(), await deployment.addWorker()];
    await Promise.all(members.map((member) => member.start()));

    const flood = deployment.flood({ events: MOST_EVENTS, overMs: OVER_MS });
    const refused = (): number => deployment.sender.failures.get('503') ?? 0;
    const someEvents = (): Promise<void> =>
      flood.reached(
        flood.acknowledged.length + LEAST_BETWEEN + Math.floor(random() * (MOST_BETWEEN - LEAST_BETWEEN)),
      );
    for (let fault = 0; fault < FAULTS; fault += 1) {
      await someEvents();
      const before = refused();
      await flood.heldDuring(() => (fault % 2 === 0 ? disk.fillForTables() : disk.fill()));
      await eventually(() => expect(refused()).toBeGreaterThan(before + REFUSALS), { within: 60_000 });
      await disk.makeRoom();
    }
    await someEvents();
    flood.enough();
    await deployment.requireReadySoon();
    await flood.finished;
    await deployment.settled();

    expect(await disk.said('could not extend file')).toBe(true);
    expect(violations(await observe(deployment, flood))).toEqual([]);
    const [call] = await deployment.query<{ most: number }>(
      `select max(attempt)::int as most from task_run where task_id = 'call'`,
    );
    expect(call!.most).toBeLessThanOrEqual(MOST_ATTEMPTS);
    expect(members.flatMap(({ lives }) => lives)).toHaveLength(members.length); // nobody had to be started again
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
