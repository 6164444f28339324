import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { TestApi } from '../support/an-api.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { dice, plannedRounds } from '../support/fault-plan.js';
import { subjectName } from '../support/flood.js';

const ASKED = 20;
const ADMIN = 'an-admin-token-of-the-tests';
/** Users the workflow may disable before somebody is asked. */
const RADIUS = 5;

const TRIGGER = `{ id: changed, type: event, source: auth-platform, events: [user.changed] }`;
const ASKING = `
id: ask-first
namespace: acme.identity
triggers: [${TRIGGER}]
tasks:
  - { id: ask, type: approval, message: "Trace {{ string(trigger.body.number) }}?" }
  - { id: trace, type: audit.log, verb: change.decided, message: "{{ tasks.ask.output.outcome }}" }
`;
const DISABLING = `
id: disable-all
namespace: acme.identity
blastRadius: { users: ${RADIUS} }
triggers: [${TRIGGER}]
tasks:
  - { id: off, type: user.disable, user: "{{ trigger.body.userId }}" }
  - { id: trace, type: audit.log, verb: user.off, message: "{{ string(tasks.off.output.changed) }}" }
`;

interface Open {
  readonly id: string;
  readonly executions: number;
}

describe.each(plannedRounds())(
  'decisions while workers are killed, round $round (seed $seed)',
  ({ seed }) => {
    async function prepare(name: string, document: string) {
      const random = dice(seed);
      const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
      await deployment.seedWorkflow(name, document);
      const door = deployment.addDoor('web', { ADMIN_TOKEN: ADMIN });
      const workers = [await deployment.addWorker(), await deployment.addWorker()];
      await Promise.all([door, ...workers].map((member) => member.start()));
      const api = new TestApi({ url: door.url }, ADMIN);
      const open = async (): Promise<Open[]> => (await api.must('GET', '/approvals?limit=200')).items;
      const deliver = (number: number) =>
        deployment.sender.deliver({ id: `msg_${number}`, subject: subjectName(number), number });
      await Promise.all(Array.from({ length: ASKED }, (_, number) => deliver(number)));
      return { deployment, workers, api, open };
    }

    it('are each heeded once, by whoever is there', async () => {
      const { deployment, workers, api, open } = await prepare('ask-first', ASKING);
      const asked = await eventually(
        async () => {
          const found = await open();
          expect(found).toHaveLength(ASKED);
          return found;
        },
        { within: 60_000 },
      );
      // With nobody to go on, what is decided is written down all the same.
      await workers[0]!.kill();
      for (const [index, { id }] of asked.entries()) {
        if (index === ASKED / 2) {
          await workers[1]!.kill();
        }
        const outcome = index % 2 === 0 ? 'approve' : 'reject';
        await api.must('POST', `/approvals/${id}/decide`, { outcome });
      }
      await Promise.all(workers.map((worker) => worker.start()));
      await deployment.settled();
      const decided = await deployment.query(
        `select t.output->>'outcome' as outcome, count(*)::int as n from task_run t
        where t.task_id = 'ask' and t.status = 'succeeded' group by 1 order by 1`,
      );
      expect(decided).toEqual([
        { outcome: 'approve', n: ASKED / 2 },
        { outcome: 'reject', n: ASKED / 2 },
      ]);
      expect(await deployment.query(`select from audit_entry where verb = 'change.decided'`)).toHaveLength(
        ASKED,
      );
      await deployment.stop();
    });

    it('about a blast radius let nobody too many through, and forget nobody', async () => {
      const { deployment, workers, api, open } = await prepare('disable-all', DISABLING);
      const off = (): Promise<unknown[]> => deployment.query('select from directory_user where not active');
      for (let passed = RADIUS; passed < ASKED; passed += RADIUS) {
        await workers[1]!.kill();
        await workers[1]!.start();
        const [question] = await eventually(
          async () => {
            const found = await open();
            expect(found).toMatchObject([{ executions: ASKED - passed }]);
            return found;
          },
          { within: 60_000 },
        );
        expect(await off()).toHaveLength(passed);
        await workers[0]!.kill();
        await api.must('POST', `/approvals/${question!.id}/decide`, { outcome: 'approve' });
        await workers[1]!.kill();
        await Promise.all(workers.map((worker) => worker.start()));
      }
      await deployment.settled();
      expect(await off()).toHaveLength(ASKED);
      expect(await deployment.query(`select from audit_entry where verb = 'user.off'`)).toHaveLength(ASKED);
      expect(
        await deployment.query(`select from audit_entry where verb = 'blast-radius.reach'`),
      ).toHaveLength(ASKED / RADIUS - 1);
      expect(await deployment.query('select from blast_radius_hold')).toEqual([]);
      await deployment.stop();
    });
  },
);
