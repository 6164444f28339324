/** Random workflows whose workers are killed come to what a plain interpreter says. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MASTER_KEY, startTestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { auditFaults } from '../support/audit-tree.js';
import { dice, plannedRounds } from '../support/fault-plan.js';
import {
  answerAsAsked,
  differences,
  drawModels,
  everythingSettled,
  startModel,
} from '../support/flow-comparison.js';
import { freePort } from '../support/ports.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';

const WORKFLOWS = 20;
/** One that its workers went down with more often would be taken for what stops them. */
const KILLS = 3;

async function startWorker(databaseUrl: string): Promise<Program> {
  return startProgram({
    env: {
      ROLE: 'worker',
      DATABASE_URL: databaseUrl,
      SIGNET_MASTER_KEY: MASTER_KEY.toString('base64'),
      PORT: String(await freePort()),
      LEASE_MS: '1000',
      SWEEP_MS: '100',
      POLL_MS: '20',
      OUTBOUND_ALLOW: '127.0.0.0/8',
    },
  });
}

describe.each(plannedRounds())('nested tasks, round $round (seed $seed)', ({ seed }) => {
  it('end as they would without a fault when workers are killed, with every effect once', async () => {
    const random = dice(seed);
    const target = await Target.start();
    answerAsAsked(target);
    const signet = await startTestSignet({ env: { ROLE: 'web' } });
    const all = drawModels(seed, WORKFLOWS);
    const ids: string[] = [];
    for (const model of all) {
      ids.push(await startModel(signet, target, model));
    }

    let worker = await startWorker(signet.databaseUrl);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = target.calls.length;
      await worker.waitForLine(/signet is ready/);
      await calledOrIdle(target, before + 1 + Math.floor(random() * 10));
      await worker.kill('SIGKILL');
      worker = await startWorker(signet.databaseUrl);
    }
    await everythingSettled(signet, 120_000);
    expect(await signet.count('execution', 'attempt > 1')).toBeGreaterThan(0); // the kills did hit

    const found = await Promise.all(
      ids.map(async (id, index) => {
        const lines = await differences(signet, target, id, all[index]!);
        return lines.length === 0 ? [] : [...lines, JSON.stringify(all[index])];
      }),
    );
    expect(found.flat()).toEqual([]);
    expect(await auditFaults((sql, values) => signet.rows(sql, values), MASTER_KEY)).toEqual([]);
    await worker.kill('SIGKILL');
    await signet.stop();
    await target.stop();
  });
});

/** Resolves in the middle of that call, or when no more come. */
async function calledOrIdle(target: Target, count: number): Promise<void> {
  for (let last = -1; target.calls.length < count && last !== target.calls.length;) {
    last = target.calls.length;
    await delay(500);
  }
}
