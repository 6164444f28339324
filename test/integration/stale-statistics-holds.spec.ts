/** What is true of the queue goes for what stands beside it: changes, approvals, holds and children of open executions. */
import type { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { ApprovalRepository, type NewApproval } from '../../src/ledger/approval.repository.js';
import { BlastRadiusRepository } from '../../src/ledger/blast-radius.repository.js';
import { CallbackRepository } from '../../src/ledger/callback.repository.js';
import { EventRepository } from '../../src/ledger/event.repository.js';
import { OwnChangeRepository } from '../../src/ledger/own-change.repository.js';
import { QuotaRepository } from '../../src/ledger/quota.repository.js';
import { SubflowRepository } from '../../src/ledger/subflow.repository.js';
import { WaitRepository } from '../../src/ledger/wait.repository.js';
import type { TestDatabase } from '../support/database.js';
import { tryingOut } from '../support/rows-looked-at.js';
import { aLedgerAt, MOMENTS } from '../support/stale-ledger.js';

/** Executions that a statement is about, and what two lists of so many come to, twice. */
const MANY = 50;
const MOST_ROWS = 2 * (MANY * MANY + MANY);
/** Users of one workflow that are counted: no more than it may touch, and each of them may be looked at. */
const COUNTED = 5000;
const OF_A_PLACE = /^radius_(enter|known)$/;
/** For each open execution. */
const BESIDE = `
insert into event (id, delivery_id, tenant, hook_id, bytes, headers, parameters, body)
select id, id, 'main', gen_random_uuid(), 10, '{}', '{}', '{}' from open_execution;
insert into callback (execution_id, event_id, tenant, host, sealed_url, status, due_at)
select id, id, 'main', 'hooks.example.com', 'sealed', 'due', now() from open_execution;
insert into own_change (execution_id, task_id, iteration, tenant, environment, subject, kind, wanted, depth, lineage)
select id, 'a', 0, 'main', 'production', 'user-' || seq % 1000, 'user.update', '{}', 1, '{}' from open_execution;
insert into approval (id, kind, execution_id, task_id, iteration, tenant, environment, namespace, workflow, message, outcomes, roles,
                      tokens, link, fields, expires_at)
select id, 'task', id, 'a', 0, 'main', 'production', 'main', 'leaver', 'May it?', '{}', '{}', '{}', false, '{}', 'infinity'
  from open_execution;
insert into blast_radius (tenant, workflow_id, environment, window_ms, used)
values ('main', '0190a000-0000-7000-8000-0000000000cc', 'production', 3600000, ${COUNTED});
insert into blast_radius_user (tenant, workflow_id, environment, user_hash, at)
select 'main', '0190a000-0000-7000-8000-0000000000cc', 'production', sha256(n::text::bytea), now() from generate_series(1, ${COUNTED}) n;
insert into blast_radius_hold (execution_id, task_id, iteration, approval_id) select id, 'b', 0, id from open_execution;
update approval set kind = 'blast_radius', status = 'decided', outcome = 'approve', decided_at = now()
 where id in (select id from open_execution where status = 'retrying' and due_at > now() limit ${MANY})`;

const place = {
  tenant: 'main',
  workflowId: '0190a000-0000-7000-8000-0000000000cc',
  environment: 'production',
};

let [database, source, claiming]: [TestDatabase?, DataSource?, DataSource?] = [];
afterEach(async () => {
  await Promise.all([source?.destroy(), claiming?.destroy()]);
  await database?.drop();
});

describe.each(Object.entries(MOMENTS))('when Postgres %s', (_, steps) => {
  it('looks at few rows more than it is asked for', async () => {
    ({ database, source, claiming } = await aLedgerAt(steps));
    await source.query(BESIDE);
    const looked = [tryingOut(source), tryingOut(claiming)];
    await goThrough(source, claiming);
    const rows = looked.flatMap((of) => [...of]);
    expect(rows.length).toBeGreaterThan(20);
    const most = (name: string) => MOST_ROWS + (OF_A_PLACE.test(name) ? COUNTED : 0);
    expect(rows.filter(([name, n]) => n > most(name))).toEqual([]);
  });
});

async function goThrough(db: DataSource, claims: DataSource): Promise<void> {
  const open = await claims.query<{ id: string }[]>(`select id from open_execution limit ${MANY}`);
  const ids = open.map(({ id }) => id);
  const keys = ids.map((executionId) => ({ executionId, taskId: 'b', iteration: 0 }));
  expect(await new CallbackRepository(db, claims).claim(MANY, 1000)).toHaveLength(MANY);
  const changes = new OwnChangeRepository(db);
  const subjects = ids.map((_, n) => ({
    tenant: 'main',
    environment: 'production',
    subject: `user-${n * 7}`,
  }));
  expect((await changes.find(subjects)).every((found) => found.length > 10)).toBe(true);
  const approvals = new ApprovalRepository(db);
  await approvals.verdicts(ids[0]!);
  const radius = new BlastRadiusRepository(db);
  await radius.wake(ids[0]!, MANY);
  const subflows = new SubflowRepository(new QuotaRepository(db));
  expect(await new WaitRepository(db).untold(MANY)).toHaveLength(MANY);
  await db.transaction(async (tx) => {
    expect((await new EventRepository().find(tx, ids)).size).toBe(MANY);
    await changes.note(
      tx,
      ids.map((execution, n) => ({
        ...subjects[n]!,
        taskId: 'a',
        iteration: 0,
        kind: 'user.update',
        wanted: {},
        cause: { execution, depth: 1, lineage: [] },
      })),
    );
    await approvals.ask(tx, keys.map(anApproval));
    await approvals.close(tx, ids);
    const asks = keys.map((key, n) => ({ ...key, user: n.toString(16).padStart(64, '0'), limit: 100 }));
    expect((await radius.enter(tx, place, 3_600_000, asks)).holds.size).toBe(MANY);
    await radius.count(
      tx,
      place,
      asks.map(({ user }) => user),
      MANY,
    );
    await radius.hold(tx, keys, newId());
    await radius.letGo(tx, keys);
    await subflows.open(tx, ids.map(aSubflow));
    expect(await subflows.ends(tx, [newId()])).toHaveLength(1);
    await subflows.ends(tx, ids);
  });
}

const anApproval = (key: { executionId: string; iteration: number }): NewApproval => ({
  ...key,
  taskId: 'c',
  id: newId(),
  kind: 'task',
  namespace: 'main',
  workflow: 'leaver',
  subject: null,
  message: 'May it?',
  outcomes: ['yes', 'no'],
  roles: [],
  tokens: [],
  link: false,
  fields: {},
  expiresAt: new Date(Date.now() + 60_000),
});

const aSubflow = (parentId: string): Parameters<SubflowRepository['open']>[1][number] => ({
  id: newId(),
  eventId: newId(),
  parentId,
  workflowId: newId(),
  revision: 1,
  lane: null,
  concurrencyLimit: null,
  overflow: null,
  claimScope: null,
  quotas: [],
  inputs: '{}',
  depth: 1,
  lineage: [],
});
