import { describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 2000;
const KILLS = 4;

describe.each(plannedRounds())('a web process that is killed, round $round (seed $seed)', ({ seed }) => {
  it('acknowledges nothing that is lost, in the middle of a flood', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random });
    const [door, worker] = [deployment.addDoor(), await deployment.addWorker()];
    await Promise.all([door.start(), worker.start()]);

    const flood = deployment.flood({ events: EVENTS, overMs: 8_000 });
    for (const moment of moments(EVENTS, KILLS, random)) {
      await flood.reached(moment);
      await door.kill();
      await door.start();
    }
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    expect(deployment.sender.failures.get('cut')).toBeGreaterThanOrEqual(KILLS);
    await deployment.requireHealthy();
    await deployment.stop();
  });

  it('has its sender told the same ids when it died between the commit and the answer', async () => {
    const deployment = await Deployment.prepare({ random: dice(seed), ledger: await sharedLedger() });
    const door = deployment.addDoor();
    await door.start();
    const lock = new Client({ connectionString: deployment.ledger.url });
    await lock.connect();
    await lock.query('begin');
    await lock.query('lock table open_execution in exclusive mode');

    const sent = deployment.sender.deliver({ id: 'msg_1', subject: 'user-1', number: 1 });
    await eventually(async () => {
      const waiting = await deployment.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    process.kill(door.program.pid, 'SIGSTOP'); // it will not hear of the commit
    await lock.query('commit');
    await lock.end();
    const committed = await eventually(async () => {
      const rows = await deployment.query<{ event: string; executions: string[] }>(
        'select event_id as event, executions from dedupe',
      );
      expect(rows).toHaveLength(1);
      return rows[0]!;
    });
    await door.kill();
    await door.start();

    expect(await sent).toMatchObject({ status: 200, ...committed });
    expect((await sent).tries).toBeGreaterThan(1);
    await deployment.stop();
  });
});
