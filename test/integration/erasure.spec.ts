/** Art. 17 GDPR: what is held of one person goes, what proves the log stays, and nobody else is touched. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import { aPerson, everyRow, type Life, PeopleOf, type Person } from '../support/a-person.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { type ApiAnswer, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { AuditLogOf } from '../support/audit-log-of.js';
import { settled } from '../support/builders.js';
import { tablesWith } from '../support/tables-with.js';

/** What goes on by itself, and holds nobody. */
const RESTLESS =
  /^(audit_head|audit_tile|audit_checkpoint|blast_radius|event_wait|source_secret_use|upkeep_run)$/;

let signet: TestSignet;
let api: TestApi;
let people: PeopleOf;
let log: AuditLogOf;

beforeAll(async () => {
  signet = await startTestSignet({ env: WITH_ADMIN });
  api = new TestApi(signet);
  people = await PeopleOf.start(signet);
  log = new AuditLogOf(signet);
});
afterAll(async () => {
  await signet?.stop();
});

const erase = (subject: string, parts: object = {}, by = api): Promise<ApiAnswer> =>
  by.call('POST', '/erasures', { subject, ...parts });

const tablesThatName = async ({ subject, email }: Person): Promise<string[]> =>
  (
    await Promise.all(
      [subject, email].map((text) => tablesWith((sql, values) => signet.rows(sql, values), text)),
    )
  ).flat();

/** Without who is in the directory still. */
const tablesOfOurs = async (person: Person): Promise<string[]> =>
  (await tablesThatName(person)).filter((name) => name !== 'directory_user');

/** Rows as they were that are not there any more. */
async function goneSince(before: Map<string, string[]>): Promise<string[]> {
  const now = await everyRow(signet);
  return [...before].flatMap(([table, rows]) => {
    const left = new Set(now.get(table));
    return RESTLESS.test(table) ? [] : rows.filter((row) => !left.has(row));
  });
}

const stateOf = async (execution: string): Promise<string> =>
  (await api.must('GET', `/executions/${execution}/record`)).state as string;

describe('erasing a person', () => {
  let life: Life;
  let other: Life;
  let answer: ApiAnswer['body'];
  let before: Map<string, string[]>;

  beforeAll(async () => {
    life = await people.life(aPerson());
    other = await people.life(aPerson());
    before = await everyRow(signet);
  });

  it('is tried first: the dry run counts, and changes nothing', async () => {
    const { status, body } = await erase(life.person.subject, { dryRun: true });
    expect([status, body]).toEqual([
      200,
      {
        dryRun: true,
        erased: {
          events: 9, // with those of subflows, and one that started nothing
          executions: 7,
          taskRuns: expect.any(Number),
          deadLetters: 1,
          approvals: 1,
          callbacks: 1,
          repeats: 1,
          samples: 0,
          notes: 4, // an own change, the newest event, a user of a blast radius, the key of the deleted user
          auditEntries: expect.any(Number),
        },
        entries: [],
        directoryUser: false,
      },
    ]);
    expect(await goneSince(before)).toEqual([]);
  });

  it('leaves nothing of them in any row of any table, and nobody else is touched', async () => {
    expect(await tablesThatName(life.person)).not.toEqual([]);
    answer = (await erase(life.person.subject)).body;
    expect(answer).toMatchObject({ dryRun: false, erased: { events: 9, executions: 7 } });
    expect(await tablesThatName(life.person)).toEqual([]);
    const { subject, email } = other.person;
    const marks = [subject, email, ...other.executions];
    const touched = (await goneSince(before)).filter((row) => marks.some((mark) => row.includes(mark)));
    expect(touched).toEqual([]);
    expect(await tablesThatName(other.person)).not.toEqual([]);
  });

  it('shows what is left as erased, with ids, times and statuses', async () => {
    const shown = await api.must('GET', `/executions/${life.dead}`);
    expect(shown).toMatchObject({
      id: life.dead,
      status: 'dead',
      reason: 'permanent',
      subject: null,
      erasedAt: expect.any(String),
      error: { code: 'task_failed', message: 'erased' },
      event: { type: 'user.created', subject: null, body: null, headers: {}, erasedAt: expect.any(String) },
      deadLetter: { status: 'discarded', resolvedBy: 'token:admin', erasedAt: expect.any(String) },
    });
    const { items } = await api.must('GET', `/audit-entries?execution=${life.executions[0]}`);
    expect(items).toMatchObject([
      { verb: 'audit.log', erased: true, subject: null, message: null, fault: null },
    ]);
    const { items: deliveries } = await api.must(
      'GET',
      `/hooks/${people.hook.id}/deliveries?outcome=accepted`,
    );
    expect(deliveries.at(-1).event).toMatchObject({ subject: null, erasedAt: expect.any(String) });
    const [approval] = (await api.must('GET', '/approvals?status=decided')).items.slice(-1);
    expect(approval).toMatchObject({ message: 'erased', answers: null, outcome: 'approve' });
  });

  it('is written down by ids alone, where the subject finds it', async () => {
    const { items } = await api.must(
      'GET',
      `/audit-entries?subject=${life.person.subject}&verb=subject.erase`,
    );
    expect(items.map(({ id }: { id: string }) => id)).toEqual(answer.entries);
    const [{ actor, subject, details }] = items;
    expect({ actor, subject }).toEqual({ actor: 'token:admin', subject: null });
    expect(Object.keys(details.executions)).toEqual(expect.arrayContaining([...life.executions]));
    expect(details.entries).toHaveLength(answer.erased.auditEntries);
  });

  it('leaves an audit log that verifies, and says what was erased', async () => {
    await log.inOrder();
    const { auditEntries, executions } = answer.erased;
    expect(log.verified(await log.whole())).toMatchObject({
      ok: true,
      faults: [],
      erased: auditEntries,
      executions: { erased: executions },
    });
    expect(log.verified(await log.evidence({ subject: life.person.subject }))).toMatchObject({
      ok: true,
      erased: auditEntries,
      executions: { erased: executions },
    });
    for (const execution of life.executions) {
      expect(await stateOf(execution)).toBe('erased');
      expect(log.verified(await log.evidence({ execution }))).toMatchObject({
        ok: true,
        executions: { erased: 1 },
      });
    }
    expect(await stateOf(other.executions[0]!)).toBe('same');
  });

  it('lets nothing of it run again', async () => {
    const refused = { status: 409, body: { code: 'conflict' } };
    expect(await api.call('POST', `/executions/${life.dead}/restart`, {})).toMatchObject(refused);
    expect(await api.call('POST', `/dead-letters/${life.dead}/replay`, {})).toMatchObject(refused);
  });

  it('keeps the promise that a repeat gets the ids of the first', async () => {
    const repeat = await post(people.hook, life.first);
    expect([repeat.status, repeat.json.executions]).toEqual([200, [life.executions[0]]]);
    expect(await signet.count('event', 'subject = $1', [life.person.subject])).toBe(0);
  });

  it('may be done again, and what comes afterwards is new', async () => {
    const again = (await erase(life.person.subject)).body;
    expect(again.erased).toMatchObject({ events: 0, executions: 0, auditEntries: 0, notes: 0 });
    const execution = await people.send('user.created', life.person);
    await settled(signet, execution);
    expect((await erase(life.person.subject)).body).toMatchObject({
      erased: { events: 2, executions: 2 },
      directoryUser: true, // who is there is not Signet's to delete
    });
    await log.inOrder();
    expect(log.verified(await log.whole())).toMatchObject({ ok: true });
  });
});

describe('what was captured for setting a trigger up', () => {
  it('is forgotten where it names the person, or came with one of the events', async () => {
    const person = aPerson();
    const hooks = await Promise.all(
      [1, 2].map(() => aSource(signet, { event: { subject: ['json:/userId'] } })),
    );
    const sampled = async (hookId: string, content: object): Promise<void> => {
      await signet.rows(
        `insert into sample (hook_id, environment, id, opened_by, expires_at, captured_at, content)
         values ($1, 'production', $2, 'test', now(), now(), $3)`,
        [hookId, newId(), JSON.stringify(content)],
      );
    };
    await sampled(people.hook.id, { values: { email: person.email } });
    await settled(signet, await people.send('user.created', person));
    await sampled(hooks[0]!.id, { values: { userId: person.subject } });
    await sampled(hooks[1]!.id, { values: { userId: 'somebody else' } });
    expect((await erase(person.subject)).body.erased).toMatchObject({ samples: 2 });
    expect(await signet.rows('select hook_id from sample')).toEqual([{ hook_id: hooks[1]!.id }]);
  });
});

describe('nothing is erased', () => {
  it.each([
    ['an execution of the person has not ended', (person: Person) => people.waiting(person)],
    [
      'an execution of another one waits for an event of theirs',
      async (person: Person) => {
        const id = await people.waiting(aPerson());
        await signet.rows('update event_wait set subject = $2 where execution_id = $1', [id, person.subject]);
        return id;
      },
    ],
  ])('while %s', async (_, open) => {
    const person = aPerson();
    await settled(signet, await people.send('user.created', person));
    const execution = await open(person);
    const before = await everyRow(signet);
    for (const dryRun of [true, false]) {
      const { status, body } = await erase(person.subject, { dryRun });
      expect([status, body.code, body.unfinished, body.executions]).toEqual([
        409,
        'conflict',
        1,
        [execution],
      ]);
      expect(body.detail).toContain('signet executions cancel ID');
    }
    expect(await goneSince(before)).toEqual([]);
    await api.must('POST', `/executions/${execution}/cancel`, {});
    await settled(signet, execution);
    expect((await erase(person.subject)).status).toBe(200);
    expect(await tablesOfOurs(person)).toEqual([]);
  });

  it('while somebody is yet to be called back', async () => {
    const person = aPerson();
    const execution = await people.send('user.created', person);
    await settled(signet, execution);
    await signet.rows(
      `insert into callback (execution_id, event_id, tenant, host, sealed_url, status, due_at)
       select id, event_id, tenant, 'example.com', 'sealed', 'due', now() + interval '1 day' from execution where id = $1`,
      [execution],
    );
    const { status, body } = await erase(person.subject);
    expect([status, body.untold, body.executions]).toEqual([409, 1, [execution]]);
    await signet.rows(`update callback set status = 'failed', due_at = null where execution_id = $1`, [
      execution,
    ]);
    expect((await erase(person.subject)).body.erased).toMatchObject({ callbacks: 1 });
  });

  it.each(['source:people', 'token:0190a000-0000-7000-8000-000000000001', 'workflow:acme/x'])(
    'of what is an object of our own: %s',
    async (subject) => {
      expect(await erase(subject)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );

  it.each([
    [{}],
    [{ subject: '' }],
    [{ subject: 5 }],
    [{ subject: 'a\u0000b' }],
    [{ subject: 'a', dryRun: 'yes' }],
  ])('of a body that is none: %j', async (body) => {
    expect((await api.call('POST', '/erasures', body)).status).toBe(400);
  });

  it('for a token that is limited to namespaces', async () => {
    const { token } = await api.must('POST', '/tokens', {
      name: 'part',
      role: 'admin',
      namespaces: ['acme'],
    });
    expect((await erase('ada', {}, new TestApi(signet, token as string))).status).toBe(403);
  });
});

it('of another tenant the same subject is another person', async () => {
  const person = aPerson();
  await settled(signet, await people.send('user.created', person));
  const lyon = await api.tenant('lyon');
  expect((await erase(person.subject, {}, lyon)).body.erased).toMatchObject({
    events: 0,
    executions: 0,
    auditEntries: 0,
  });
  expect(await signet.count('execution', 'subject = $1', [person.subject])).toBe(2);
  await signet.rows(`update event set tenant = 'lyon' where subject = $1`, [person.subject]);
  expect((await erase(person.subject)).body.erased).toMatchObject({ events: 0, executions: 2 });
  expect(await signet.count('event', 'subject = $1 and erased_at is null', [person.subject])).toBe(2);
});

it('who erases and who replays at once: one of them comes too late', async () => {
  for (let round = 0; round < 5; round += 1) {
    const person = aPerson();
    const dead = await people.send('user.created', person, { bad: true });
    await settled(signet, dead);
    const [erased, replayed, restarted] = await Promise.all([
      erase(person.subject),
      api.call('POST', `/dead-letters/${dead}/replay`, {}),
      api.call('POST', `/executions/${dead}/restart`, {}),
    ]);
    const ran = [replayed, restarted].flatMap(({ body }) => (body.execution as string | undefined) ?? []);
    for (const id of ran) {
      await settled(signet, id);
    }
    const isLeft = (await tablesOfOurs(person)).length > 0;
    expect({ status: erased.status, isLeft }).toBeOneOf([
      { status: 200, isLeft: false },
      { status: 409, isLeft: true },
    ]);
    expect((await erase(person.subject)).status).toBe(200);
    expect(await tablesOfOurs(person)).toEqual([]);
  }
});
