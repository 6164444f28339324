/**
 * Postgres plans by statistics, and those of a queue are of another moment: taken while it was empty, or full of rows that
 * have gone. Whatever they say, a hot statement looks at about as many rows as it is asked for.
 */
import type { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { AdmissionRepository } from '../../src/ledger/admission.repository.js';
import { ClaimRepository } from '../../src/ledger/claim.repository.js';
import { LimitedClaimRepository } from '../../src/ledger/limited-claim.repository.js';
import { OrderRepository } from '../../src/ledger/order.repository.js';
import { OutcomeView } from '../../src/ledger/outcome.view.js';
import { ProgressRepository } from '../../src/ledger/progress.repository.js';
import { WaitRepository } from '../../src/ledger/wait.repository.js';
import { BurialRepository } from '../../src/recovery/burial.repository.js';
import { aNewEvent } from '../support/builders-ledger.js';
import type { TestDatabase } from '../support/database.js';
import { LIMITED } from '../support/grown-ledger.js';
import { tryingOut } from '../support/rows-looked-at.js';
import { aLedgerAt, MOMENTS } from '../support/stale-ledger.js';

/** Executions that a statement is about. */
const MANY = 50;
const taker = { worker: newId(), leaseMs: 60_000, most: MANY };
/** Two lists of so many compared with each other, and each found once: what does not grow with the queue. */
const MOST_ROWS = MANY * MANY + MANY;
/** Workflows that wait in one scope of limits: each of them is looked at. */
const PLACES = 3500;
const UNDER_LIMITS = /^ledger_(claim_limited|overflown)/;

let [database, source, claiming]: [TestDatabase?, DataSource?, DataSource?] = [];

async function connectAt(steps: readonly string[]): Promise<void> {
  ({ database, source, claiming } = await aLedgerAt(steps));
}
afterEach(async () => {
  await Promise.all([source?.destroy(), claiming?.destroy()]);
  await database?.drop();
});

describe.each(Object.entries(MOMENTS))('when Postgres %s', (_, steps) => {
  it('looks at few rows more than it is asked for', async () => {
    await connectAt(steps);
    const looked = [tryingOut(source!), tryingOut(claiming!)];
    await goThrough();
    const rows = looked.flatMap((of) => [...of]);
    expect(rows.length).toBeGreaterThan(18);
    const most = (name: string) => (UNDER_LIMITS.test(name) ? 2 * PLACES : MOST_ROWS);
    expect(rows.filter(([name, n]) => n > most(name))).toEqual([]);
  });
});

describe('what this file would notice', () => {
  it('is a claim through connections that plan by statistics', async () => {
    await connectAt(MOMENTS['looked while all but a few that were due were dead']!);
    const looked = tryingOut(source!);
    await new ClaimRepository(source!, source!).claimDue(taker);
    expect(looked.get('ledger_claim_due')).toBeGreaterThan(MOST_ROWS);
  });

  it('is a join of ids with the queue, where the queue is not asked for them', async () => {
    await connectAt(MOMENTS['looked while all in the queue was dead']!);
    const looked = tryingOut(source!);
    const text =
      'select o.id from open_execution o join unnest($1::uuid[]) as d (id) on d.id = o.id where o.lease_until is not null';
    await source!.query(text, [Array.from({ length: MANY }, newId)]);
    expect(looked.get(text.slice(0, 80))).toBeGreaterThan(MOST_ROWS);
  });
});

/** What a worker does to its executions, and what is new. */
async function goThrough(): Promise<void> {
  const claims = new ClaimRepository(source!, claiming!);
  const limited = new LimitedClaimRepository(claiming!, { limits: {} });
  const progress = new ProgressRepository();
  const pending = await claiming!.query<{ id: string }[]>(
    `select id from open_execution where status = 'pending' and claim_scope is null and lane is null limit ${MANY}`,
  );
  const byId = await claims.claimIds(
    taker,
    pending.map(({ id }) => id),
  );
  const held = [...byId, ...(await claims.claimDue(taker))];
  expect(held).toHaveLength(2 * MANY);
  await claims.takeBack(taker);
  await claims.successors(Array.from({ length: MANY }, (_, n) => `lane-${n * 3}`));
  await claims.extend(held.slice(0, MANY), 60_000);
  await claims.wake(pending.map(({ id }) => id));
  await limited.scopes();
  for (const scope of [LIMITED, 'tenant:main'] as const) {
    await limited.claim(taker, scope, async () => {});
  }
  const waits = new WaitRepository(source!);
  await waits.untold(MANY);
  const run = (executionId: string) => ({
    executionId,
    taskId: 'a',
    iteration: 0,
    position: 0,
    action: 'set',
    status: 'started' as const,
    attempt: 1,
    misses: 0,
    startedAt: new Date(),
    firstStartedAt: new Date(),
    finishedAt: null,
    dueAt: null,
    input: null,
    output: null,
    error: null,
  });
  const runs = held.slice(0, MANY).map(({ id }) => run(id));
  const error = { code: 'gone', message: 'it is gone' };
  const keys = runs.map(({ executionId, taskId, iteration }) => ({ executionId, taskId, iteration }));
  const letter = { taskId: 'a', reason: 'exhausted', error, fingerprint: 'f', attempts: 1 } as const;
  const begun = {
    workflowId: '0190a000-0000-7000-8000-0000000000cc',
    environment: 'production',
    subject: 'ada',
    at: new Date(),
  };
  const retry = { kind: 'retry', delayMs: 1000, error: null } as const;
  const done = { kind: 'final', status: 'succeeded', reason: null, error: null } as const;
  const ids = runs.map(({ executionId }) => executionId);
  expect(await new OutcomeView(source!).taskOutcomes(ids)).toHaveLength(MANY);
  await source!.transaction(async (tx) => {
    expect(await progress.taskRuns(tx, ids)).toHaveLength(MANY);
    expect((await progress.allRuns(tx, ids)).size).toBe(MANY);
    await progress.rounds(tx, ids[0]!, [{ taskId: 'before', least: 0 }]);
    await progress.fence(tx, held.slice(0, MANY));
    await new OrderRepository().begin(
      tx,
      runs.map(({ executionId }) => ({ ...begun, executionId, eventId: newId() })),
    );
    await waits.begin(
      tx,
      keys.map((key) => ({ ...key, source: 'hr', types: ['user.left'], subject: null })),
    );
    await waits.pass(
      tx,
      keys.map((key) => ({ ...key, eventId: newId() })),
    );
    await waits.end(tx, keys);
    await new BurialRepository().bury(
      tx,
      runs.map(({ executionId }) => ({ ...letter, executionId })),
    );
    await progress.writeTaskRuns(tx, { added: runs, changed: [] });
    await progress.writeTaskRuns(tx, { added: [], changed: runs });
    await progress.settle(
      tx,
      held.slice(0, MANY).map((one) => ({ ...one, settlement: done })),
    );
    await progress.settle(
      tx,
      held.slice(MANY).map((one) => ({ ...one, settlement: retry })),
    );
  });
  const events = Array.from({ length: MANY }, () => aNewEvent({ lane: 'lane-3' }));
  const ended = pending.map(({ id }) => ({ executionId: id, reason: 'full', error }));
  await source!.transaction(async (tx) => {
    const admissions = new AdmissionRepository();
    await admissions.record(tx, events);
    await admissions.end(tx, ended);
  });
}
