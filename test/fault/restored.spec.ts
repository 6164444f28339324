import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ArchivedPostgres } from '../support/archived-postgres.js';
import { Deployment } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 600;

describe.each(plannedRounds())('a Postgres whose disk is lost, round $round (seed $seed)', ({ seed }) => {
  it('comes back from a base backup and its archive with all that was acknowledged, and work goes on', async () => {
    const postgres = await ArchivedPostgres.start();
    const deployment = await Deployment.prepare({ random: dice(seed), ledger: postgres });
    const [door, worker] = [deployment.addDoor('web'), await deployment.addWorker()];
    await Promise.all([door.start(), worker.start()]);

    const flood = deployment.flood({ events: EVENTS, overMs: 6000 });
    await flood.reached(EVENTS / 3);
    await postgres.backUp();
    await flood.reached((EVENTS * 2) / 3);
    await worker.kill();
    await flood.finished;
    await postgres.archived();
    const [before] = await deployment.query<{ open: number }>(
      'select count(*)::int as open from open_execution',
    );
    expect(before!.open).toBeGreaterThan(0);

    await door.kill();
    await postgres.destroy();
    await postgres.restore();

    const stranger = await deployment.addWorker({ SIGNET_MASTER_KEY: randomBytes(32).toString('base64') });
    deployment.members.pop(); // it is not to become healthy
    stranger.launch();
    expect((await stranger.program.exited).code).toBe(2);
    expect(stranger.program.lines.join('\n')).toContain('SIGNET_MASTER_KEY: is not the key');

    await Promise.all([door.start(), worker.start()]);
    await deployment.settled();
    expect(violations(await observe(deployment, flood))).toEqual([]);
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
