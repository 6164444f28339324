/** How an execution ended goes into the audit log with it: whoever changes its rows afterwards is found out. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ExecutionRecords } from '../../src/admin/audit/execution-records.service.js';
import { AuditLogRepository } from '../../src/audit/audit-log.repository.js';
import type { AuditEntry } from '../../src/audit/leaf.js';
import { newId } from '../../src/config/clock.js';
import { digestOf } from '../../src/ledger/execution-record.js';
import type { RecordLine } from '../../src/audit/log-line.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { aSource, type TestHook } from '../support/a-hook.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { AuditLogOf } from '../support/audit-log-of.js';
import { deploy, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let hook: TestHook;
let log: AuditLogOf;

beforeAll(async () => {
  signet = await startTestSignet();
  log = new AuditLogOf(signet);
  hook = await aSource(signet, { name: 'platform' });
  await deploy(signet, {
    triggers: [on('platform')],
    tasks: [
      {
        id: 'note',
        type: 'set',
        values: { of: '{{ trigger.subject }}', 'ünï "quoted"': [1, 1.5, null, true] },
      },
      {
        id: 'each',
        type: 'forEach',
        values: '{{ trigger.body.items }}',
        tasks: [{ id: 'trace', type: 'audit.log', message: 'item {{ each.value }}' }],
      },
      { id: 'fail', type: 'fail', if: 'trigger.body.bad == true', message: 'bad' },
    ],
  });
});
afterAll(async () => {
  await signet?.stop();
});

async function delivered(body: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await post(hook, aDelivery({ body: { type: 'user.created', bad: false, ...body } }));
  expect(answer).toMatchObject({ status: 202 });
  const [id] = answer.json.executions;
  await settled(signet, id!);
  return id!;
}

const stateOf = async (execution: string): Promise<string> =>
  (await signet.part(ExecutionRecords).find('main', execution)).state;

describe('the record of an execution', () => {
  it('goes into the audit log as it ends, whatever became of it, and evidence proves it', async () => {
    const good = await delivered({ userId: 'ada', items: ['a', 'b', 'c'] });
    const bad = await delivered({ userId: 'ada', items: [], bad: true });
    await log.inOrder();
    for (const execution of [good, bad]) {
      expect(await stateOf(execution)).toBe('same');
      const report = log.verified(await log.evidence({ execution }));
      expect(report).toMatchObject({ ok: true, executions: { verified: 1, gone: 0, unproven: 0 } });
    }
    expect(log.verified(await log.evidence({ subject: 'ada' }))).toMatchObject({
      ok: true,
      executions: { verified: 2 },
    });
    expect(log.verified(await log.whole())).toMatchObject({ ok: true, executions: { verified: 2, gone: 0 } });
  });

  it('has everything of it, and a line for each round of a loop', async () => {
    const execution = await delivered({ userId: 'bea', items: [1, 2] });
    const record = (await log.evidence({ execution })).find(
      (line): line is RecordLine => line.kind === 'record',
    );
    const [head, ...runs] = record!
      .text!.split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(head).toMatchObject({ id: execution, subject: 'bea', type: 'user.created', status: 'succeeded' });
    expect(Math.abs(Date.now() - Number(head!['finishedAt']))).toBeLessThan(30_000);
    expect(runs.map(({ task, iteration }) => [task, iteration])).toEqual([
      ['each', 0],
      ['fail', 0],
      ['note', 0],
      ['trace', 1],
      ['trace', 2],
    ]);
    expect(runs[2]).toMatchObject({ output: { of: 'bea', 'ünï "quoted"': [1, 1.5, null, true] } });
  });

  it.each([
    ['its status', `update execution set status = 'skipped' where id = $1`],
    ['whom it was for', `update execution set subject = 'eve' where id = $1`],
    ['when it ended', `update execution set finished_at = finished_at - interval '1 day' where id = $1`],
    [
      'what a task gave',
      `update task_run set output = '{"of":"eve"}' where execution_id = $1 and task_id = 'note'`,
    ],
    [
      'a round that is gone',
      `delete from task_run where execution_id = $1 and task_id = 'trace' and iteration = 2`,
    ],
    [
      'a task that never was',
      `insert into task_run (execution_id, task_id, position, action, status, attempt, started_at, first_started_at)
       values ($1, 'extra', 9, 'user.delete', 'succeeded', 1, now(), now())`,
    ],
  ])('is not what it was once somebody changed %s', async (_, sql) => {
    const execution = await delivered({ userId: 'cleo', items: ['x', 'y'] });
    await log.inOrder();
    expect(log.faultsOf(await log.evidence({ execution }))).toEqual([]);
    await signet.rows(sql, [execution]);
    const changed = [`execution ${execution}: its record is not the one that went into the log`];
    expect(log.faultsOf(await log.evidence({ execution }))).toEqual(changed);
    expect(await stateOf(execution)).toBe('changed');
    expect(log.faultsOf(await log.whole())).toEqual(changed);
    await signet.rows('delete from execution where id = $1', [execution]); // as retention does
    const { ok, executions } = log.verified(await log.whole());
    expect({ ok, gone: executions.gone > 0 }).toEqual({ ok: true, gone: true });
  });

  it('is missed when somebody adds an execution that never was', async () => {
    const execution = await delivered({ userId: 'dora', items: [] });
    const [added] = await signet.rows<{ id: string }>(
      `insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, subject, status, attempt, accepted_at, xid)
       select signet_uuid_floor(now()), tenant, event_id, workflow_id, revision, trigger_id, 'eve', status, 1, now(), xid
         from execution where id = $1 returning id`,
      [execution],
    );
    await log.inOrder();
    expect(log.faultsOf(await log.evidence({ execution: added!.id }))).toEqual([
      `execution ${added!.id}: no entry of the log says how it ended`,
    ]);
    expect(await stateOf(added!.id)).toBe('missing');
    await signet.rows('update execution set xid = null where id = $1', [added!.id]);
    expect(await stateOf(added!.id)).toBe('unproven');
    expect(log.verified(await log.evidence({ execution: added!.id }))).toMatchObject({
      ok: true,
      executions: { verified: 0, unproven: 1 }, // as it is with those that ended before records were kept
    });
    await signet.rows('delete from execution where id = $1', [added!.id]);
  });

  it('is not believed of an entry that a workflow wrote under the same verb', async () => {
    const execution = await delivered({ userId: 'eli', items: [] });
    await signet.rows(`update execution set status = 'skipped' where id = $1`, [execution]);
    const { text } = await signet.part(ExecutionRecords).find('main', execution);
    const forged: AuditEntry = {
      id: newId(),
      tenant: 'main',
      at: new Date(),
      verb: 'execution.end',
      actor: 'workflow:acme/forger@1',
      subject: null,
      executionId: execution,
      taskId: 'forge',
      message: 'an execution ended',
      details: { executions: { [execution]: digestOf(text!) } },
    };
    const [{ xid }] = await signet.part(DataSource).transaction(async (tx) => {
      await signet.part(AuditLogRepository).append(tx, [forged]);
      return tx.query<[{ xid: string }]>('select pg_current_xact_id()::text as xid');
    });
    await signet.rows('update execution set xid = $2::xid8 where id = $1', [execution, xid]);
    await log.inOrder();
    expect(await stateOf(execution)).toBe('missing');
    expect(log.faultsOf(await log.evidence({ execution }))).toEqual([
      `execution ${execution}: no entry of the log says how it ended`,
    ]);
    await signet.rows('delete from execution where id = $1', [execution]);
  });

  it('has to say what the evidence shows, and to be there for every execution that an entry names', async () => {
    const execution = await delivered({ userId: 'fay', items: [] });
    await log.inOrder();
    const lines = await log.evidence({ execution });
    const shownOtherwise = lines.map((line) =>
      line.kind === 'execution'
        ? { ...line, execution: { ...(line.execution as object), status: 'dead' } }
        : line,
    );
    expect(log.faultsOf(shownOtherwise)).toEqual([
      `execution ${execution}: its record does not say what is shown of it`,
    ]);
    const all = await log.whole();
    const cut = all.findIndex((line) => line.kind === 'record' && line.execution === execution);
    expect(log.faultsOf(all.toSpliced(cut, 1))).toContain(
      `execution ${execution}: nothing is said of its record`,
    );
  });

  it('is written in the transaction that ends it, or it does not end', async () => {
    const [row] = await signet.rows<{ apart: number }>(
      `select count(*)::int as apart from execution e
        where not exists (select from audit_entry a where a.xid = e.xid and a.verb = 'execution.end')`,
    );
    expect(row).toEqual({ apart: 0 });
    await signet
      .part(DataSource)
      .query(`alter table audit_entry add constraint no_end check (verb <> 'execution.end') not valid`);
    try {
      const answer = await post(
        hook,
        aDelivery({ body: { type: 'user.created', userId: 'gil', items: [], bad: false } }),
      );
      const [id] = answer.json.executions;
      await eventually(async () =>
        expect(await signet.rows('select attempt from open_execution where id = $1', [id])).toHaveLength(1),
      );
      expect(await signet.count('execution', 'id = $1', [id])).toBe(0);
    } finally {
      await signet.part(DataSource).query('alter table audit_entry drop constraint no_end');
    }
  });
});
