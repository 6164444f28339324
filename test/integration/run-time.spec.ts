/** How long an execution may be in a worker's hands for one attempt. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { deploy, type Finished, settled } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';

const ROUNDS = 5000;
const ONCE = { retry: { maxAttempts: 1 } };

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'worker' } });
});
afterAll(() => signet?.stop());

async function run(document: Readonly<Record<string, unknown>>): Promise<Finished> {
  const { id: workflowId } = await deploy(signet, document);
  const body = { list: Array.from({ length: ROUNDS }, (_, index) => `timed-${index}`) };
  const [id] = await openAll(signet.part(DataSource), [aNewEvent({ workflowId, body })]);
  return settled(signet, id!, 60_000);
}

const loop = (task: object, rest: object = {}): object => ({
  id: 'each',
  type: 'forEach',
  values: '{{ trigger.body.list }}',
  tasks: [{ id: 'one', ...ONCE, ...task }],
  ...rest,
});
const statusesOf = ({ id }: Finished): Promise<{ task_id: string; status: string; of: number }[]> =>
  signet.rows(
    `select task_id, status, count(*)::int as of from task_run where execution_id = $1 group by 1, 2 order by 1, 2`,
    [id],
  );

describe('an execution that is in hand for longer than its timeout', () => {
  it.each([
    ['changes of the built-in directory', { type: 'user.create', user: '{{ each.value }}' }, {}],
    ['values, whatever fails', { type: 'set', values: { at: '{{ each.index }}' } }, { onFailure: 'all' }],
  ])('ends in a loop of %s, and what sees to that runs', async (_what, task, rest) => {
    const finished = await run({
      timeout: '50ms',
      tasks: [loop(task, rest)],
      errors: [{ id: 'mend', type: 'set', values: { code: '{{ execution.error.code }}' } }],
      finally: [{ id: 'last', type: 'log', message: 'over' }],
    });

    expect(finished).toMatchObject({
      status: 'dead',
      reason: 'exhausted',
      last_error: { code: 'task_timeout', message: 'the execution took longer than its timeout' },
    });
    const runs = await statusesOf(finished);
    expect(runs).toEqual(
      expect.arrayContaining([
        { task_id: 'each', status: 'failed', of: 1 },
        { task_id: 'last', status: 'succeeded', of: 1 },
        { task_id: 'mend', status: 'succeeded', of: 1 },
        { task_id: 'one', status: 'failed', of: 1 },
      ]),
    );
    expect(
      runs.find(({ status, task_id }) => task_id === 'one' && status === 'succeeded')?.of ?? 0,
    ).toBeLessThan(ROUNDS - 1);
  });

  it('is not one that has waited for so long', async () => {
    const said = (id: string) => ({ id, type: 'set', ...ONCE, values: { done: true } });
    const finished = await run({
      timeout: '3s',
      tasks: [said('before'), { id: 'rest', type: 'wait', for: '3500ms' }, said('after')],
    });

    expect(finished).toMatchObject({ status: 'succeeded' });
  });
});
