/** Random workflows whose worker loses them again and again come to what a plain interpreter says. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MASTER_KEY, startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { auditFaults } from '../support/audit-tree.js';
import { Target } from '../support/a-target.js';
import { plannedRounds } from '../support/fault-plan.js';
import {
  answerAsAsked,
  differences,
  drawModels,
  everythingSettled,
  startModel,
} from '../support/flow-comparison.js';

const WORKFLOWS = 60;

let signet: TestSignet;
let target: Target;

beforeAll(async () => {
  target = await Target.start();
  answerAsAsked(target);
  signet = await startTestSignet({ env: { OUTBOUND_ALLOW: '127.0.0.0/8' } });
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});

/** Takes a share of what runs away from its worker, at whatever commit it has come to, until nothing is open. */
async function loseLeases(isOver: () => boolean): Promise<number> {
  let lost = 0;
  while (!isOver()) {
    const rows = await signet.rows(
      `update open_execution set fence = fence + 1, takeovers = 0, lease_until = now() - interval '1 second'
        where status = 'running' and random() < 0.2 returning id`,
    );
    lost += rows.length;
    await delay(20);
  }
  return lost;
}

describe.each(plannedRounds())('random workflows, round $round (seed $seed)', ({ seed }) => {
  it('end as they would without a fault, with every effect once', { timeout: 180_000 }, async () => {
    const all = drawModels(seed, WORKFLOWS);
    let isOver = false;
    const losing = loseLeases(() => isOver);
    const ids: string[] = [];
    for (const model of all) {
      ids.push(await startModel(signet, target, model));
    }
    await delay(1500);
    isOver = true;
    expect(await losing).toBeGreaterThan(0);
    await everythingSettled(signet, 120_000);
    const found = await Promise.all(
      ids.map(async (id, index) => {
        const lines = await differences(signet, target, id, all[index]!);
        return lines.length === 0 ? [] : [...lines, JSON.stringify(all[index])];
      }),
    );
    expect(found.flat()).toEqual([]);
    expect(await auditFaults((sql, values) => signet.rows(sql, values), MASTER_KEY)).toEqual([]);
  });
});
