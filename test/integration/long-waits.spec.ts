/** Waits that outlive the process that began them. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualTrigger } from '../../src/intake/trigger.service.js';
import { RevisionsRepository } from '../../src/workflow/revisions.repository.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { deploy, settled } from '../support/builders.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const MANY = 100;

let database: TestDatabase;
let target: Target;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await Target.start();
});
afterAll(async () => {
  await target?.stop();
  await database?.drop();
});

const startSignet = (): Promise<TestSignet> =>
  startTestSignet({ databaseUrl: database.url, env: { OUTBOUND_ALLOW: '127.0.0.0/8' } });

/** Starts `count` executions that wait, then call `/after`; their ids, once all of them wait. */
async function waiting(signet: TestSignet, length: string, count: number): Promise<string[]> {
  const after = { id: 'after', type: 'http.request', method: 'POST', url: `${target.url}/after` };
  const { name } = await deploy(signet, { tasks: [{ id: 'pause', type: 'wait', for: length }, after] });
  const key = { tenant: 'main', namespace: 'acme', name, environment: 'production' };
  const row = (await signet.part(RevisionsRepository).find(key))!;
  const trigger = signet.part(ManualTrigger);
  const started = await Promise.all(
    Array.from({ length: count }, () => trigger.triggerWorkflow(row, { body: {} })),
  );
  const ids = started.map(({ executions }) => executions[0]!);
  await eventually(async () =>
    expect(
      await signet.count('open_execution', `id = any($1) and status = 'waiting' and worker is null`, [ids]),
    ).toBe(count),
  );
  return ids;
}

/** Moves what is due back by a day, while nothing runs. */
async function aDayLater(id: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`update task_run set due_at = due_at - interval '1 day' where execution_id = $1`, [id]);
  await client.query(`update open_execution set due_at = due_at - interval '1 day' where id = $1`, [id]);
  await client.end();
}

describe('a wait', () => {
  it('that was over while nothing ran for a day fires once, whoever comes up first', async () => {
    const before = await startSignet();
    const [id] = (await waiting(before, '1h', 1)) as [string];
    await before.stop();
    expect(target.to('/after')).toHaveLength(0);

    await aDayLater(id);
    const both = await Promise.all([startSignet(), startSignet()]);
    const [signet] = both;
    expect(await settled(signet, id)).toMatchObject({ status: 'succeeded', attempt: 1 });
    const runs = await signet.rows(
      'select task_id, status, output from task_run where execution_id = $1 order by position',
      [id],
    );
    expect(runs).toMatchObject([
      { task_id: 'pause', status: 'succeeded', output: { timedOut: false } },
      { task_id: 'after', status: 'succeeded' },
    ]);
    await Promise.all(both.map((one) => one.stop()));
    expect(target.to('/after')).toHaveLength(1);
  });

  it('of a year is a row that nobody holds, and no timer', async () => {
    const signet = await startSignet();
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    await waiting(signet, '1m', 1);
    const before = timers();
    const ids = await waiting(signet, '365d', MANY);
    expect(await signet.count('task_run', 'execution_id = any($1)', [ids])).toBe(MANY);
    const far = `due_at > now() + interval '364 days'`;
    expect(
      await signet.count('open_execution', `id = any($1) and lease_until is null and ${far}`, [ids]),
    ).toBe(MANY);
    await eventually(() => expect(timers()).toBeLessThan(before + MANY / 4));
    await signet.stop();
  });

  it('that its worker gave back in order is not counted against it when later ones go down', async () => {
    const signet = await startSignet();
    const [id] = (await waiting(signet, '1h', 1)) as [string];
    await signet.rows('update open_execution set takeovers = 5, due_at = now() where id = $1', [id]);
    await eventually(async () =>
      expect(await signet.count('open_execution', 'id = $1 and takeovers = 0', [id])).toBe(1),
    );
    await signet.stop();
  });
});
