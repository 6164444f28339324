/** What was erased of a person is told from what somebody blanked by hand. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AuditLogRepository } from '../../src/audit/audit-log.repository.js';
import { aPerson, PeopleOf, type Person } from '../support/a-person.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { anEntry } from '../support/an-audit-entry.js';
import { type ApiAnswer, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { AuditLogOf } from '../support/audit-log-of.js';
import { deploy, on, settled } from '../support/builders.js';

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

const erase = (subject: string): Promise<ApiAnswer> => api.call('POST', '/erasures', { subject });

const stateOf = async (execution: string): Promise<string> =>
  (await api.must('GET', `/executions/${execution}/record`)).state as string;

describe('who blanks rows by hand is found', () => {
  let person: Person;
  let execution: string;

  beforeAll(async () => {
    person = aPerson();
    execution = await people.send('user.created', person);
    await settled(signet, execution);
    await log.inOrder();
  });

  const bare = 'its private part is gone, and no entry says that it was erased';
  const changed = (id: string): string => `execution ${id}: its record is not the one that went into the log`;

  it('where no entry says that it was erased', async () => {
    const [entry] = await signet.rows<{ id: string; sealed: Buffer }>(
      'select id, sealed from audit_entry where execution_id = $1',
      [execution],
    );
    await signet.rows('update audit_entry set sealed = null where id = $1', [entry!.id]);
    expect(log.faultsOf(await log.whole())).toEqual([bare]);
    expect(log.faultsOf(await log.evidence({ subject: person.subject }))).toEqual([bare]);
    expect(log.faultsOf(await log.evidence({ execution }))).toEqual([bare]);
    await log.asSuperuser('update audit_entry set sealed = $2 where id = $1', [entry!.id, entry!.sealed]);

    await signet.rows('update execution set subject = null, erased_at = now() where id = $1', [execution]);
    expect(log.faultsOf(await log.whole())).toEqual([changed(execution)]);
    expect(await stateOf(execution)).toBe('changed');
    await signet.rows('update execution set subject = $2, erased_at = null where id = $1', [
      execution,
      person.subject,
    ]);
    expect(log.faultsOf(await log.whole())).toEqual([]);
  });

  it('where what was left was changed afterwards', async () => {
    await erase(person.subject);
    await log.inOrder();
    expect(log.faultsOf(await log.whole())).toEqual([]);
    await signet.rows(`update execution set status = 'skipped' where id = $1`, [execution]);
    expect(await stateOf(execution)).toBe('changed');
    expect(log.faultsOf(await log.whole())).toEqual([changed(execution)]);
    await signet.rows(`update execution set status = 'succeeded' where id = $1`, [execution]);
  });

  it('where the entry that said so was blanked itself, or its line taken away', async () => {
    const { items } = await api.must('GET', `/audit-entries?subject=${person.subject}&verb=subject.erase`);
    const erasure = items[0].id as string;
    const lines = await log.whole();
    const without = lines.map((line) =>
      line.kind === 'entry' && line.id === erasure ? { ...line, private: null } : line,
    );
    const faults = log.faultsOf(without);
    expect(faults).toContain(changed(execution));
    expect(faults.filter((what) => what === bare).length).toBeGreaterThan(1);
  });

  it('where a workflow wrote an entry under the same verb', async () => {
    const victim = aPerson();
    const id = await people.send('user.created', victim);
    await settled(signet, id);
    const [entry] = await signet.rows<{ id: string; sealed: Buffer }>(
      'select id, sealed from audit_entry where execution_id = $1',
      [id],
    );
    await signet.rows('update audit_entry set sealed = null where id = $1', [entry!.id]);
    const forgery = anEntry({
      verb: 'subject.erase',
      actor: 'workflow:acme/forger@1',
      subject: victim.subject,
      executionId: id,
      taskId: 'forge',
      details: { entries: [entry!.id], executions: {} },
    });
    await signet.part(DataSource).transaction((tx) => signet.part(AuditLogRepository).append(tx, [forgery]));
    await log.inOrder();
    expect(log.faultsOf(await log.whole())).toEqual([bare]);
    await log.asSuperuser('update audit_entry set sealed = $2 where id = $1', [entry!.id, entry!.sealed]);
    expect((await erase(victim.subject)).body.erased).toMatchObject({ auditEntries: 2 }); // what was forged, too
    await log.inOrder();
    expect(log.faultsOf(await log.whole())).toEqual([]);
  });
});

it('what an execution of somebody else wrote about the person is told as erased, and the rest of it is as it was', async () => {
  const [person, other] = [aPerson(), aPerson()];
  await deploy(signet, {
    triggers: [on('people', ['user.vouched'])],
    tasks: [{ id: 'note', type: 'audit.log', message: 'vouched', subject: '{{ trigger.body.about }}' }],
  });
  const execution = await people.send('user.vouched', other, { about: person.subject });
  await settled(signet, execution);
  expect((await erase(person.subject)).body.erased).toMatchObject({ executions: 0, auditEntries: 1 });
  await log.inOrder();
  const report = { ok: true, erased: 1, executions: { verified: 1, erased: 0 } };
  expect(log.verified(await log.evidence({ execution }))).toMatchObject(report);
});

it('one that ended before records were kept is proven by what its erasure left', async () => {
  const person = aPerson();
  const execution = await people.send('user.asked', person);
  await api.must('POST', `/executions/${execution}/cancel`, {});
  await settled(signet, execution);
  await signet.rows('update execution set xid = null where id = $1', [execution]);
  expect(await stateOf(execution)).toBe('unproven');
  await erase(person.subject);
  await log.inOrder();
  expect(await stateOf(execution)).toBe('erased');
  const report = { ok: true, executions: { verified: 0, erased: 1, unproven: 0 } };
  expect(log.verified(await log.evidence({ execution }))).toMatchObject(report);
});

it('an erasure that is not in order yet explains what is gone', async () => {
  const person = aPerson();
  await settled(signet, await people.send('user.created', person));
  await log.inOrder();
  const runner = signet.part(DataSource).createQueryRunner();
  await runner.startTransaction();
  await runner.query('select from audit_head for update'); // nobody puts anything in order
  try {
    const { entries } = (await erase(person.subject)).body;
    expect(log.verified(await log.whole())).toMatchObject({ ok: true, faults: [], waiting: entries.length });
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
});
