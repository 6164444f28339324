import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { workflowScope } from '../../src/ledger/limit-scope.js';
import { Latch, Overlaps, Target } from '../support/a-target.js';
import { allSettled, deploy } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let database: TestDatabase;
let target: Target;
let workers: TestSignet[] = [];
let signet: TestSignet;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await Target.start();
  const env = { ROLE: 'worker', OUTBOUND_ALLOW: '127.0.0.0/8', DATABASE_POOL: '5' };
  for (let n = 0; n < 3; n += 1) {
    workers.push(await startTestSignet({ databaseUrl: database.url, env }));
  }
  signet = workers[0]!;
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await target?.stop();
  await database?.drop();
});
beforeEach(() => {
  target.calls.length = 0;
});

/** A workflow that may run twice at a time, and executions of it. */
async function openLimited(overflow: 'queue' | 'cancel' | 'fail', count: number): Promise<string[]> {
  const { id: workflowId } = await deploy(signet, {
    concurrency: { limit: 2, overflow },
    tasks: [{ id: 'call', type: 'http.request', url: `${target.url}/${overflow}` }],
  });
  const claimScope = workflowScope({ tenant: 'main', workflowId, environment: 'production' });
  return openAll(
    signet.part(DataSource),
    Array.from({ length: count }, () => aNewEvent({ workflowId, concurrencyLimit: 2, overflow, claimScope })),
  );
}

describe('a workflow with a concurrency limit', () => {
  it('never runs more often at a time, on however many workers, and all of it runs', async () => {
    const overlaps = new Overlaps();
    target.answer = async () => {
      const leave = overlaps.enter('all');
      await pause(20);
      leave();
    };
    const finished = await allSettled(signet, await openLimited('queue', 16));
    expect(finished.every(({ status }) => status === 'succeeded')).toBe(true);
    expect(target.calls).toHaveLength(16);
    expect(overlaps.mostOf('all')).toBe(2);
  });

  it.each([
    ['cancel', 'cancelled', 0],
    ['fail', 'dead', 5],
  ] as const)('ends what is one too many as %s asks', async (overflow, status, deadLetters) => {
    const latch = new Latch();
    target.answer = () => latch.opened;
    const ids = await openLimited(overflow, 7);
    await eventually(async () =>
      expect(await signet.count('execution', 'id = any($1) and status = $2', [ids, status])).toBe(5),
    );
    latch.open();
    const finished = await allSettled(signet, ids);

    expect(finished.filter((one) => one.status === 'succeeded')).toHaveLength(2);
    expect(new Set(finished.filter((one) => one.status === status).map(({ reason }) => reason))).toEqual(
      new Set(['concurrency']),
    );
    expect(target.calls).toHaveLength(2);
    const buried = await signet.rows('select reason from dead_letter where execution_id = any($1)', [ids]);
    expect(buried.map((one) => one['reason'])).toEqual(Array<string>(deadLetters).fill('concurrency'));
  });
});
