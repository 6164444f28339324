import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditLogRepository } from '../../src/audit/audit-log.repository.js';
import { AuditView } from '../../src/audit/audit.view.js';
import type { AuditEntry } from '../../src/audit/leaf.js';
import { newId } from '../../src/config/clock.js';
import { anEntry } from '../support/an-audit-entry.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { nodesOf, type PlanTree } from '../support/plan-nodes.js';
import { listenIn, type Seen } from '../support/statements.js';

const WORKFLOW = 'workflow:acme.identity/welcome@3';
const WRITTEN_BY_WORKFLOWS = 20_000;

let signet: TestSignet;
beforeAll(async () => {
  signet = await startTestSignet();
});
afterAll(async () => {
  await signet?.stop();
});

function append(entries: readonly AuditEntry[]): Promise<void> {
  return signet.part(DataSource).transaction((tx) => signet.part(AuditLogRepository).append(tx, entries));
}

const deeds = (verb?: string) =>
  signet.part(AuditView).list('main', { deeds: true, verb }, { before: null, limit: 50 });

interface Plan extends PlanTree<Plan> {
  readonly 'Rows Removed by Filter'?: number;
}

const passedOver = (plan: Plan): number =>
  nodesOf(plan).reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0), 0);

it('what people did is found at once, however much workflows have written since', async () => {
  const kept = [
    anEntry({ verb: 'source.put', actor: 'token:admin' }),
    anEntry({ verb: 'dead_letter.discard', executionId: newId() }),
  ];
  await append(kept);
  for (let made = 0; made < WRITTEN_BY_WORKFLOWS; made += 1000) {
    const done = Array.from({ length: 1000 }, (_, n) =>
      n % 2 === 0
        ? anEntry({ verb: 'execution.end', actor: 'signet', subject: null })
        : anEntry({ actor: WORKFLOW, executionId: newId(), taskId: 'trace' }),
    );
    await append(done);
  }
  const dataSource = signet.part(DataSource);
  await dataSource.query('analyze audit_entry');
  const seen: Seen[] = [];
  listenIn(dataSource, (statement) => void seen.push(statement));

  const ids = (await deeds()).map(({ id }) => id);
  const newestFirst = kept.map(({ id }) => id).toReversed();
  expect(ids).toEqual(newestFirst);
  expect((await deeds('source.put')).map(({ id }) => id)).toEqual([kept[0]!.id]);
  expect(await deeds('execution.end')).toEqual([]);

  const { text, values } = seen.find((one) => one.text.includes('audit_entry'))!;
  const [row] = await dataSource.query(`explain (analyze, format json) ${text}`, [...values]);
  expect(passedOver(row['QUERY PLAN'][0].Plan)).toBe(0);
});
