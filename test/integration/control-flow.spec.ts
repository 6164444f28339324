/** Tasks inside tasks, over a real ledger and a real target: order, crashes, waits, stops. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { type Control, ControlRepository } from '../../src/ledger/control.repository.js';
import { Target } from '../support/a-target.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { memoryInUse } from '../support/memory.js';
import { ManualTrigger } from '../../src/intake/trigger.service.js';
import { RevisionsRepository } from '../../src/workflow/revisions.repository.js';

type Task = Readonly<Record<string, unknown>>;

let signet: TestSignet;
let target: Target;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({
    env: { OUTBOUND_ALLOW: '127.0.0.0/8', EXECUTION_OUTPUT_BYTES: '268435456' },
  });
});
beforeEach(() => {
  target.calls.length = 0;
  target.answer = () => undefined;
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});

const call = (id: string, rest: Task = {}): Task => ({
  id,
  type: 'http.request',
  method: 'POST',
  url: `${target.url}/${id}`,
  ...rest,
});

const choice = (id: string, condition: string, yes: Task[], no: Task[] = []): Task =>
  Object.fromEntries(
    Object.entries({ id, type: 'if', condition }).concat([
      ['then', yes as never],
      ['else', no as never],
    ]),
  );

async function start(document: Task, body: unknown = {}): Promise<string> {
  const { name } = await deploy(signet, document);
  const key = { tenant: 'main', namespace: 'acme', name, environment: 'production' };
  const row = (await signet.part(RevisionsRepository).find(key))!;
  const { executions } = await signet.part(ManualTrigger).triggerWorkflow(row, { body });
  return executions[0]!;
}

const run = async (document: Task, body: unknown = {}) => settled(signet, await start(document, body));
const runsOf = (id: string) =>
  signet.rows<{ task_id: string; iteration: number; status: string; output: unknown }>(
    'select task_id, iteration, status, output from task_run where execution_id = $1 order by position, iteration',
    [id],
  );
const ask = (id: string, control: Control) =>
  signet.part(DataSource).transaction((tx) => signet.part(ControlRepository).ask(tx, id, control));
const paths = () => target.calls.map(({ path }) => path);

describe('control flow', () => {
  it('goes through branches, loops and parallel calls, and ends', async () => {
    const { id, status } = await run(
      {
        tasks: [
          choice('which', 'trigger.body.on', [call('yes')], [call('no')]),
          {
            id: 'each',
            type: 'forEach',
            values: '{{ trigger.body.list }}',
            concurrency: 2,
            tasks: [call('one', { headers: { 'x-value': '{{ each.value }}' } })],
          },
          { id: 'side', type: 'parallel', branches: { a: [call('left')], b: [call('right')] } },
          { id: 'end', type: 'return', output: { ok: true } },
          call('never'),
        ],
      },
      { on: true, list: ['x', 'y', 'z'] },
    );
    expect(status).toBe('succeeded');
    expect(paths().toSorted()).toEqual(['/left', '/one', '/one', '/one', '/right', '/yes']);
    expect(
      (await runsOf(id)).map(({ task_id, iteration, status: s }) => `${task_id}#${iteration} ${s}`),
    ).toEqual([
      'which#0 succeeded',
      'yes#0 succeeded',
      'each#0 succeeded',
      'one#1 succeeded',
      'one#2 succeeded',
      'one#3 succeeded',
      'side#0 succeeded',
      'left#0 succeeded',
      'right#0 succeeded',
      'end#0 succeeded',
    ]);
  });

  it('makes calls of branches at the same time', async () => {
    let open = 0;
    let most = 0;
    target.answer = async () => {
      open += 1;
      most = Math.max(most, open);
      await eventually(() => expect(most).toBe(3));
      open -= 1;
    };
    const branches = { a: [call('a')], b: [call('b')], c: [call('c')] };
    expect((await run({ tasks: [{ id: 'side', type: 'parallel', branches }] })).status).toBe('succeeded');
  });

  it('waits as one row that nobody holds, and lets others of its lane go on', async () => {
    const document = {
      lane: "{{ 'one' }}",
      tasks: [choice('w', 'trigger.body.wait', [{ id: 'pause', type: 'wait', for: '1h' }]), call('after')],
    };
    const { name } = await deploy(signet, document);
    const key = { tenant: 'main', namespace: 'acme', name, environment: 'production' };
    const row = (await signet.part(RevisionsRepository).find(key))!;
    const begin = async (wait: boolean) =>
      (await signet.part(ManualTrigger).triggerWorkflow(row, { body: { wait } })).executions[0]!;
    const first = await begin(true);
    await eventually(async () => {
      const [open] = await signet.rows(
        'select status, lease_until, worker from open_execution where id = $1',
        [first],
      );
      expect(open).toEqual({ status: 'waiting', lease_until: null, worker: null });
    });
    expect((await settled(signet, await begin(false))).status).toBe('succeeded');
    await signet.rows(`update task_run set due_at = now() where execution_id = $1 and status = 'waiting'`, [
      first,
    ]);
    await signet.rows('update open_execution set due_at = now() where id = $1', [first]);
    expect(await settled(signet, first)).toMatchObject({ status: 'succeeded', attempt: 1 });
    expect(paths()).toEqual(['/after', '/after']);
  });

  it('runs what a failure asks for, and what always runs', async () => {
    target.answer = ({ path }, response) => void response.writeHead(path === '/bad' ? 400 : 200).end();
    const { id, status } = await run({
      compensate: true,
      tasks: [call('made', { undo: call('unmade') }), call('bad')],
      errors: [call('mend', { headers: { 'x-task': '{{ execution.error.code }}' } })],
      finally: [call('last')],
    });
    expect(status).toBe('dead');
    expect(paths()).toEqual(['/made', '/bad', '/unmade', '/mend', '/last']);
    expect(await signet.rows('select task_id from dead_letter where execution_id = $1', [id])).toEqual([
      { task_id: 'bad' },
    ]);
  });

  it('cancels at once, in the middle of a call, and still runs what always runs', async () => {
    let cut = false;
    target.answer = ({ path }, response) =>
      path === '/slow'
        ? new Promise((resolve) => {
            response.on('close', () => {
              cut = true;
              resolve();
            });
          })
        : undefined;
    const id = await start({ tasks: [call('slow'), call('never')], finally: [call('last')] });
    await eventually(() => expect(paths()).toEqual(['/slow']));
    await ask(id, 'cancel');
    expect(await settled(signet, id)).toMatchObject({ status: 'cancelled', reason: 'asked' });
    await eventually(() => expect(cut).toBe(true));
    expect(paths()).toEqual(['/slow', '/last']);
  });

  it('pauses between tasks and goes on where it stood', async () => {
    let answer: (() => void) | null = null;
    target.answer = ({ path }) =>
      path === '/first' ? new Promise((resolve) => (answer = resolve)) : undefined;
    const id = await start({ tasks: [call('first'), call('second')] });
    await eventually(() => expect(answer).not.toBeNull());
    await ask(id, 'pause');
    answer!();
    await eventually(async () =>
      expect(await signet.count('open_execution', `id = $1 and status = 'paused'`, [id])).toBe(1),
    );
    expect(paths()).toEqual(['/first']);
    await signet.part(DataSource).transaction((tx) => signet.part(ControlRepository).resume(tx, id));
    expect((await settled(signet, id)).status).toBe('succeeded');
    expect(paths()).toEqual(['/first', '/second']);
  });

  it('ends what has not begun without running it', async () => {
    const id = await start({ tasks: [{ id: 'w', type: 'wait', for: '1h' }, call('never')] });
    await eventually(async () =>
      expect(await signet.count('open_execution', `id = $1 and status = 'waiting'`, [id])).toBe(1),
    );
    await ask(id, 'cancel');
    expect((await settled(signet, id)).status).toBe('cancelled');
    expect((await runsOf(id)).map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('takes ten thousand values without keeping them', async () => {
    const list = Array.from({ length: 10_000 }, (_, n) => n);
    const values = { v: '{{ each.value }}', text: '{{ trigger.body.text }} {{ each.value }}' };
    const tasks = [
      call('before'),
      {
        id: 'each',
        type: 'forEach',
        values: '{{ trigger.body.list }}',
        concurrency: 100,
        tasks: [{ id: 's', type: 'set', values }],
      },
      call('after'),
    ];
    const held: number[] = [];
    target.answer = () => void held.push(memoryInUse());
    const id = await start({ tasks }, { list, text: 'x'.repeat(10_000) });
    expect((await settled(signet, id, 120_000)).status).toBe('succeeded');
    expect(
      await signet.count(
        'task_run',
        `execution_id = $1 and task_id = 's' and status = 'succeeded' and length(output->>'text') > 10000`,
        [id],
      ),
    ).toBe(10_000);
    expect(paths()).toEqual(['/before', '/after']);
    // Inputs and outputs are 200 MB together; those of a thousand rounds may be held at a time.
    expect(held[1]! - held[0]!).toBeLessThan(120_000_000);
  }, 180_000);
});

describe('a workflow that starts another', () => {
  const child = (document: Task = {}) => deploy(signet, { tasks: [call('child')], ...document });

  it('waits for it, and reads what it returned', async () => {
    const { name } = await child({
      tasks: [call('child'), { id: 'end', type: 'return', output: { who: '{{ trigger.body.user }}' } }],
    });
    const { id, status } = await run(
      {
        tasks: [
          { id: 'other', type: 'subflow', workflow: name, inputs: { user: '{{ trigger.body.user }}' } },
          call('after', { headers: { 'x-who': '{{ tasks.other.output.output.who }}' } }),
        ],
      },
      { user: 'ada' },
    );
    expect(status).toBe('succeeded');
    expect(paths()).toEqual(['/child', '/after']);
    expect(target.calls[1]!.headers['x-who']).toBe('ada');
    const rows = await signet.rows(
      'select status, trigger_id, event_type from execution where parent_id = $1',
      [id],
    );
    expect(rows).toEqual([{ status: 'succeeded', trigger_id: 'subflow', event_type: 'signet.subflow' }]);
  });

  it('fails when it does, and when there is none', async () => {
    target.answer = (_, response) => void response.writeHead(400).end();
    const { name } = await child();
    const { last_error: error } = await run({ tasks: [{ id: 'other', type: 'subflow', workflow: name }] });
    expect(error).toMatchObject({
      code: 'task_failed',
      message: `${name} ended dead: the target answered 400, which is not expected`,
    });
    const missing = await run({ tasks: [{ id: 'other', type: 'subflow', workflow: 'nowhere/nothing' }] });
    expect(missing.last_error).toMatchObject({ code: 'not_found' });
  });

  it('or does not wait for it', async () => {
    const { name } = await child();
    const { id } = await run({ tasks: [{ id: 'other', type: 'subflow', workflow: name, wait: false }] });
    const [row] = await signet.rows<{ id: string }>(
      'select id from open_execution where parent_id = $1 union all select id from execution where parent_id = $1',
      [id],
    );
    expect((await settled(signet, row!.id)).status).toBe('succeeded');
  });

  const waitingFor = (name: string) => start({ tasks: [{ id: 'other', type: 'subflow', workflow: name }] });
  const waitingChildOf = (id: string): Promise<string> =>
    eventually(async () => {
      const [row] = await signet.rows<{ id: string }>(
        `select c.id from open_execution c join open_execution p on p.id = c.parent_id
          where p.id = $1 and c.status = 'waiting' and p.status = 'waiting'`,
        [id],
      );
      return row!.id;
    });

  it('fails when nothing is kept any more of how it ended', async () => {
    const { name } = await child({ tasks: [{ id: 'w', type: 'wait', for: '1h' }] });
    const id = await waitingFor(name);
    await signet.rows('delete from open_execution where id = $1', [await waitingChildOf(id)]);
    await signet.rows('update open_execution set due_at = now() where id = $1', [id]);
    const { status, last_error: error } = await settled(signet, id);
    expect(status).toBe('dead');
    expect(error).toMatchObject({ code: 'task_failed', message: expect.stringContaining('nothing is kept') });
  });

  it('ends it when it is cancelled itself', async () => {
    const { name } = await child({ tasks: [{ id: 'w', type: 'wait', for: '1h' }] });
    const id = await waitingFor(name);
    const other = await waitingChildOf(id);
    await ask(id, 'cancel');
    expect((await settled(signet, id)).status).toBe('cancelled');
    expect((await settled(signet, other)).status).toBe('cancelled');
  });

  it('may start itself, but not for ever', async () => {
    const id = await start({ id: 'itself', tasks: [{ id: 'again', type: 'subflow', workflow: 'itself' }] });
    expect((await settled(signet, id)).status).toBe('dead');
    expect(
      await signet.count('execution', `workflow_id = (select workflow_id from execution where id = $1)`, [
        id,
      ]),
    ).toBe(6);
  });
});
