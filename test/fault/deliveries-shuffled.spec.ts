import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { NAMESPACE, SYNC } from '../support/fault-seed.js';
import { subjectName } from '../support/flood.js';

const USERS = 20;
const EACH = 15;

const LATEST = `
id: latest-change
namespace: ${NAMESPACE}
triggers:
  - { id: changed, type: event, source: auth-platform, events: [user.changed], order: latest }
tasks:
  - { id: trace, type: audit.log, verb: change.latest, message: 'event {{ trigger.body.number }}' }
`;

interface Ran {
  readonly user: string;
  readonly number: number;
  readonly status: string;
}

/** Executions of a workflow, in the order they started. */
const ranOf = (deployment: Deployment, workflow: string): Promise<Ran[]> =>
  deployment.query(
    `select e.body ->> 'userId' as user, (e.body ->> 'number')::int as number, x.status
       from execution x join workflow w on w.id = x.workflow_id join event e on e.id = x.event_id
      where w.name = $1 order by x.started_at, x.id`,
    [workflow],
  );

function shuffled(count: number, random: () => number): number[] {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers
    .map((number) => ({ number, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ number }) => number);
}

describe.each(plannedRounds())(
  'events of a user that are delivered out of order, round $round (seed $seed)',
  ({ seed }) => {
    it('run as they were accepted, and none after a newer one where only the latest is wanted', async () => {
      const random = dice(seed);
      const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
      await deployment.query(
        `update source set definition = jsonb_set(definition, '{event,time}', '["json:/at"]')`,
      );
      await deployment.seedWorkflow('latest-change', LATEST);
      const door = deployment.addDoor();
      const workers = [await deployment.addWorker(), await deployment.addWorker()];
      await Promise.all([door, ...workers].map((member) => member.start()));

      let acknowledged = 0;
      const orders = new Map(
        Array.from({ length: USERS }, (_, index) => [subjectName(index), shuffled(EACH, random)] as const),
      );
      const sending = Promise.all(
        [...orders].map(async ([subject, numbers]) => {
          for (const number of numbers) {
            await deployment.sender.deliver({ id: `${subject}_${number}`, subject, number });
            acknowledged += 1;
          }
        }),
      );
      for (const [index, moment] of moments(USERS * EACH, 4, random).entries()) {
        await eventually(() => expect(acknowledged).toBeGreaterThanOrEqual(moment), { within: 60_000 });
        const killed = index % 2 === 0 ? workers[Math.floor(random() * 2)]! : door;
        await killed.kill();
        await killed.start();
      }
      await sending;
      await deployment.settled();

      const synced = await ranOf(deployment, SYNC);
      const latest = await ranOf(deployment, 'latest-change');
      for (const [subject, numbers] of orders) {
        const ofUser = ({ user }: Ran): boolean => user === subject;
        expect(synced.filter(ofUser).map(({ number, status }) => `${number} ${status}`)).toEqual(
          numbers.map((number) => `${number} succeeded`),
        );
        const called = deployment.target.effects.filter((effect) => effect.subject === subject);
        expect([...new Set(called.map(({ number }) => number))]).toEqual(numbers);

        const all = latest.filter(ofUser);
        const ran = all.flatMap(({ number, status }) => (status === 'succeeded' ? [number] : []));
        expect(all.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: EACH }, (_, index) => index + 1),
        );
        expect(ran).toEqual(ran.toSorted((a, b) => a - b));
        expect(ran.at(-1)).toBe(EACH);
      }
      const late = latest.filter(({ status }) => status === 'superseded').length;
      expect(late).toBeGreaterThan(0);
      const traced = await deployment.query(`select from audit_entry where verb = 'change.latest'`);
      expect(traced).toHaveLength(USERS * EACH - late);
      await deployment.requireHealthy();
      await deployment.stop();
    });
  },
);
