import { describe, expect, it } from 'vitest';
import { startPostgres } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Deployment } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { FullDisk } from '../support/full-disk.js';
import { violations } from '../support/ledger-checker.js';

/** Postgres makes a table longer by up to 64 pages at once: what is left after a fault must not fit into those. 520 events have. */
const EVENTS = 3000;
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

    const flood = deployment.flood({ events: EVENTS, overMs: 30_000 });
    const refused = (): number => deployment.sender.failures.get('503') ?? 0;
    for (const [index, moment] of moments(EVENTS, 4, random).entries()) {
      await flood.reached(moment);
      const before = refused();
      await flood.heldDuring(() => (index % 2 === 0 ? disk.fillForTables() : disk.fill()));
      await eventually(() => expect(refused()).toBeGreaterThan(before + REFUSALS), { within: 30_000 });
      await disk.makeRoom();
    }
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
