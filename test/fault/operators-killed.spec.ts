import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { ADMIN_TOKEN, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { eventually } from '../support/eventually.js';
import { Deployment, type Member, sharedLedger } from '../support/fault-deployment.js';
import { dice, isLong, plannedRounds } from '../support/fault-plan.js';
import { subjectName } from '../support/flood.js';
import { tablesWith } from '../support/tables-with.js';

const EVENTS_EACH = 3;
const PERSONS = isLong() ? 10 : 3;
/** More than two transactions take: each decides about 200. */
const LETTERS = 450;

/** Tables that hold a person, and the one that is not erased with the rest unless it is asked for. */
const HOLDING = ['dead_letter', 'directory_user', 'event', 'execution', 'task_run'];
const LEFT = ['directory_user'];

const DOOMED = `
id: doomed
namespace: acme.identity
triggers: [{ id: changed, type: event, source: auth-platform, events: [user.changed] }]
tasks: [{ id: stop, type: fail, message: no }]
`;

describe.each(plannedRounds())(
  'what operators ask for while web is killed, round $round (seed $seed)',
  ({ seed }) => {
    async function prepare() {
      const random = dice(seed);
      const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
      await deployment.seedWorkflow('doomed', DOOMED);
      const door = deployment.addDoor('web', WITH_ADMIN);
      const worker = await deployment.addWorker();
      await Promise.all([door.start(), worker.start()]);
      return { random, deployment, door, api: new TestApi({ url: door.url }, ADMIN_TOKEN) };
    }

    it('erases a person whole or not at all, and says so once', async () => {
      const { random, deployment, door, api } = await prepare();
      const persons = Array.from({ length: PERSONS }, (_, n) => subjectName(10 + n));
      for (const [n, subject] of persons.entries()) {
        for (let number = 1; number <= EVENTS_EACH; number += 1) {
          await deployment.sender.deliver({ id: `msg_${n}_${number}`, subject, number });
        }
      }
      await deployment.settled();
      const erase = (subject: string) => api.call('POST', '/erasures', { subject }).catch(() => null);
      const erasures = async () =>
        (await deployment.query(`select from audit_entry where verb = 'subject.erase'`)).length;
      const tables = (subject: string) =>
        tablesWith((sql, values) => deployment.query(sql, [...values]), subject);

      const whole = await tables(persons[0]!);
      expect(whole.map((name) => name.replace(/_\d+$/, '')).toSorted()).toEqual(HOLDING);
      // Everything else is written over by then, and the entry that says so is not there yet.
      await heldBack(deployment, door, 'lock table audit_entry in share mode', () => erase(persons[0]!));
      expect([await tables(persons[0]!), await erasures()]).toEqual([whole, 0]);
      await door.start();

      for (const [n, subject] of persons.entries()) {
        const answer = erase(subject);
        await delay(30 * random());
        await door.kill();
        await answer;
        await overAndDone(deployment);
        const left = await tables(subject);
        const isThere = left.length > LEFT.length;
        expect([left, await erasures()]).toEqual(isThere ? [whole, n] : [LEFT, n + 1]);
        await door.start();
        const again = isThere ? await erase(subject) : null;
        expect([again?.status ?? 200, await tables(subject), await erasures()]).toEqual([200, LEFT, n + 1]);
      }
      await deployment.requireReadySoon();
      await deployment.stop();
    });

    it.each([
      ['discard', 'discarded', { note: 'of no use' }],
      ['replay', 'replayed', {}],
    ])('decides about each of many dead letters once: %s', async (verb, status, parts) => {
      const { deployment, door, api } = await prepare();
      await deployment.flood({ events: LETTERS, overMs: 0 }).finished;
      await deployment.settled();
      const ofDoomed = `workflow_id = (select id from workflow where name = 'doomed')`;
      const letters = (where: string) =>
        deployment.query<{ id: string }>(
          `select execution_id as id from dead_letter where ${ofDoomed} and ${where} order by execution_id`,
        );
      const before = await letters('true');
      expect(before).toHaveLength(LETTERS);
      const filter = { workflow: 'acme.identity/doomed' };
      const ask = () => api.call('POST', `/dead-letters/${verb}`, { filter, ...parts }).catch(() => null);

      const inTheSecond = `select from dead_letter where execution_id = '${before[300]!.id}' for update`;
      await heldBack(deployment, door, inTheSecond, ask);
      expect(await letters(`status = '${status}'`)).toHaveLength(200);
      await door.start();
      await ask();
      const decided = before.map(({ id }) => id);
      const done = (await letters(`status = '${status}'`)).map(({ id }) => id);
      expect(done.filter((id) => decided.includes(id))).toEqual(decided);
      const entries = await deployment.query<{ id: string }>(
        `select execution_id as id from audit_entry where verb = 'dead_letter.${verb}' order by 1`,
      );
      const told = entries.map(({ id }) => id); // what was replayed may have died again, and been asked for
      expect(told.filter((id) => decided.includes(id))).toEqual(decided);
      expect(new Set(told).size).toBe(told.length);
      await deployment.settled();
      await deployment.requireReadySoon();
      await deployment.stop();
    });
  },
);

/** Kills `door` while `ask` waits for what `lock` locks; the locks go then. */
async function heldBack(
  deployment: Deployment,
  door: Member,
  lock: string,
  ask: () => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString: deployment.ledger.url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(lock);
    const answer = ask();
    await eventually(async () => {
      const waiting = await deployment.query(
        `select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
      );
      expect(waiting.length).toBeGreaterThan(0);
    });
    await door.kill();
    expect(await answer).toBeNull();
  } finally {
    await client.end();
  }
  await overAndDone(deployment);
}

/** What Postgres was at for who was killed is committed or rolled back. */
const overAndDone = (deployment: Deployment): Promise<void> =>
  eventually(async () => {
    const others = await deployment.query(
      `select from pg_stat_activity
        where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
    );
    expect(others).toEqual([]);
  });
