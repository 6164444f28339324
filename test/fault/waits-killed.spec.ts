import { describe, expect, it } from 'vitest';
import { createDataSource } from '../../src/database/data-source.js';
import { WaitRepository } from '../../src/ledger/wait.repository.js';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { subjectName } from '../support/flood.js';

const WAITS = 60;
/** What number the event has that is waited for, over the one that started the wait. */
const LATER = 1000;

const DOCUMENT = `
id: await-change
namespace: acme.identity
triggers:
  - { id: changed, type: event, source: auth-platform, events: [user.changed], when: trigger.body.number < ${LATER} }
tasks:
  - id: later
    type: wait
    event: { source: auth-platform, events: [user.changed], when: event.body.number == trigger.body.number + ${LATER} }
    timeout: 10m
  - id: trace
    type: audit.log
    verb: change.awaited
    message: "{{ string(trigger.body.number) }} {{ string(tasks.later.output.body.number) }}"
`;

/** What upkeep does. */
async function prune({ ledger: { url } }: Deployment): Promise<void> {
  const dataSource = await createDataSource({ url, pool: 1, statementTimeoutMs: 10_000 }).initialize();
  try {
    await new WaitRepository(dataSource).prune(90);
  } finally {
    await dataSource.destroy();
  }
}

describe.each(plannedRounds())('waits while processes are killed, round $round (seed $seed)', ({ seed }) => {
  it('are each ended once, by the event that was waited for', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
    await deployment.seedWorkflow('await-change', DOCUMENT);
    const door = deployment.addDoor();
    const workers = [await deployment.addWorker(), await deployment.addWorker()];
    await Promise.all([door, ...workers].map((member) => member.start()));

    let acknowledged = 0;
    const deliver = async (number: number): Promise<void> => {
      await deployment.sender.deliver({ id: `msg_${number}`, subject: subjectName(number % 20), number });
      acknowledged += 1;
    };
    const numbers = Array.from({ length: WAITS }, (_, number) => number);
    await Promise.all(numbers.map((number) => deliver(number)));
    await eventually(
      async () => expect(await deployment.query('select from event_wait')).toHaveLength(WAITS),
      { within: 60_000 },
    );

    acknowledged = 0;
    const kills = moments(WAITS, 4, random);
    const killing = (async () => {
      for (const [index, moment] of kills.entries()) {
        await eventually(() => expect(acknowledged).toBeGreaterThanOrEqual(moment), { within: 90_000 });
        const killed = index % 2 === 0 ? door : workers[Math.floor(random() * 2)]!;
        await killed.kill();
        await killed.start();
      }
    })();
    for (const number of numbers) {
      await deliver(number + LATER);
    }
    await killing;
    await deployment.settled();

    const traced = await deployment.query<{ apart: number }>(
      `select (w.output #>> '{body,number}')::int - (e.body ->> 'number')::int as apart
         from execution x join event e on e.id = x.event_id
         join task_run w on w.execution_id = x.id and w.task_id = 'later' and w.status = 'succeeded'
        where x.status = 'succeeded'`,
    );
    expect(traced).toEqual(numbers.map(() => ({ apart: LATER })));
    const entries = await deployment.query(`select from audit_entry where verb = 'change.awaited'`);
    expect(entries).toHaveLength(WAITS);
    expect(await deployment.query('select from event_wait')).toEqual([]);
    await prune(deployment); // an event that came while its wait ended may be noted for it still
    expect(await deployment.query('select from event_match')).toEqual([]);
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
