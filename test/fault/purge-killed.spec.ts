import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, isLong, plannedRounds } from '../support/fault-plan.js';
import { SYNC } from '../support/fault-seed.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 400;
/** Old executions that there are more of before each kill, each with its event and a task run. */
const AGED = 10_000;
const NEEDED = 20;
/** A worker begins to purge five seconds after its start. */
const KILLS = isLong() ? 5 : 2;

/** Past the one day that the tenant keeps what it did, and within that of the instance. */
const PAST = 'signet_uuid_floor(now() - make_interval(days => 3))';

/**
 * History of three days ago: executions that are over, one of them with an open dead letter; with `isOpen`, executions
 * that somebody paused, whose events are still to be read.
 */
async function age(deployment: Deployment, count: number, isOpen = false): Promise<void> {
  await deployment.query(
    `with parts as materialized (
       select n, overlay(${PAST}::text placing right(gen_random_uuid()::text, 22) from 15)::uuid as event,
              overlay(${PAST}::text placing right(gen_random_uuid()::text, 22) from 15)::uuid as execution
         from generate_series(1, $1) n
     ), flow as (select id from workflow where name = $2),
     events as (insert into event (id, delivery_id, tenant, environment, hook_id, bytes, headers, parameters)
       select event, event, 'main', 'production', (select id from hook limit 1), 2, '{}', '{}' from parts),
     runs as (insert into task_run (execution_id, task_id, position, action, status, attempt, started_at, first_started_at)
       select execution, 'old', 0, 'flow.log', 'succeeded', 1, now(), now() from parts),
     open as (insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, status)
       select execution, 'main', event, flow.id, 1, 'changed', 'paused' from parts, flow where $3),
     over as (insert into execution
         (id, tenant, environment, event_id, workflow_id, revision, trigger_id, status, attempt, accepted_at)
       select execution, 'main', 'production', event, flow.id, 1, 'changed', 'succeeded', 1, now()
         from parts, flow where not $3)
     select 1`,
    [count, SYNC, isOpen],
  );
}

/** So many of the old executions get an open dead letter. */
const bury = (deployment: Deployment, count: number) =>
  deployment.query(
    `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, reason, error, fingerprint, attempts)
     select id, 'main', workflow_id, 1, event_id, 'permanent', '{}', 'f', 1 from execution order by id limit $1`,
    [count],
  );

/** Ids of old rows, whatever table they are in. */
async function old(deployment: Deployment, table: 'event' | 'execution' | 'task_run'): Promise<number> {
  const column = table === 'task_run' ? 'execution_id' : 'id';
  const [row] = await deployment.query<{ n: number }>(
    `select count(*)::int as n from ${table} where ${column} < signet_uuid_floor(now() - make_interval(days => 2))`,
  );
  return row!.n;
}

const oldRows = async (deployment: Deployment) => ({
  event: await old(deployment, 'event'),
  execution: await old(deployment, 'execution'),
  run: await old(deployment, 'task_run'),
});

/** What was needed is looked at no more, so that only what was sent is left. */
async function forgetNeeded(deployment: Deployment): Promise<void> {
  const floor = 'signet_uuid_floor(now() - make_interval(days => 2))';
  for (const [table, column] of [
    ['dead_letter', 'execution_id'],
    ['open_execution', 'id'],
    ['task_run', 'execution_id'],
    ['execution', 'id'],
    ['event', 'id'],
  ]) {
    await deployment.query(`delete from ${table} where ${column} < ${floor}`);
  }
}

describe.each(plannedRounds())('workers killed while they purge, round $round (seed $seed)', ({ seed }) => {
  it('take away what is past retention, nothing that is needed, and nothing of what comes meanwhile', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
    await deployment.query(`update tenant set retention_days = 1`);
    await age(deployment, NEEDED);
    await bury(deployment, NEEDED);
    await age(deployment, NEEDED, true);
    const door = deployment.addDoor();
    const workers = [await deployment.addWorker(), await deployment.addWorker()];
    await door.start();

    const flood = deployment.flood({ events: EVENTS, overMs: KILLS * 8_000 });
    const left: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      await age(deployment, AGED);
      workers.forEach((worker) => worker.launch());
      const whole = await old(deployment, 'execution');
      const some = whole - AGED * 0.6 * random();
      await eventually(async () => expect(await old(deployment, 'execution')).toBeLessThan(some), {
        within: 60_000,
        every: 20,
      });
      await Promise.all(workers.map((worker) => worker.kill()));
      left.push(await old(deployment, 'execution'));
    }
    await Promise.all(workers.map((worker) => worker.start()));
    await flood.finished;
    const needed = { event: 2 * NEEDED, execution: NEEDED, run: 2 * NEEDED };
    await eventually(async () => expect(await oldRows(deployment)).toEqual(needed), { within: 60_000 });
    expect(await deployment.query(`select from dead_letter where status = 'open'`)).toHaveLength(NEEDED);

    expect(left.filter((rows) => rows > NEEDED).length).toBeGreaterThan(0); // the kills did hit
    await forgetNeeded(deployment);
    await deployment.settled();
    expect(violations(await observe(deployment, flood))).toEqual([]);
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
