/** Cancel, pause, resume and restart over the API, on executions that really run. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aToken, anApi, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

type Task = Readonly<Record<string, unknown>>;

let signet: TestSignet;
let target: Target;
let api: TestApi;
let made = 0;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({ env: { OUTBOUND_ALLOW: '127.0.0.0/8', ...WITH_ADMIN } });
  api = new TestApi(signet);
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
const LONG: Task = { id: 'long', type: 'wait', for: '1h' };
const paths = () => target.calls.map(({ path }) => path);

async function start(document: Task, body: object = {}, subject = 'ada'): Promise<string> {
  const id = `steered-${(made += 1)}`;
  await api.apply({ id, ...document });
  return again(id, body, subject);
}

async function again(workflow: string, body: object = {}, subject = 'ada'): Promise<string> {
  const { executions } = await api.must('POST', `/workflows/acme/${workflow}/trigger`, { body, subject });
  return executions[0];
}

const steer = (id: string, verb: string, body?: object) =>
  api.call('POST', `/executions/${id}/${verb}`, body);
const statusOf = async (id: string) => (await api.must('GET', `/executions/${id}`)).status as string;
const reaches = (id: string, status: string) =>
  eventually(async () => expect(await statusOf(id)).toBe(status));
const audited = (id: string) =>
  signet.rows<{ verb: string; actor: string }>(
    `select verb, convert_from(leaf, 'UTF8')::json->>'actor' as actor from audit_entry
      where execution_id = $1 and verb like 'execution.%' order by id`,
    [id],
  );
const runsOf = async (id: string) =>
  (await api.must('GET', `/executions/${id}`)).taskRuns.map(
    (run: { task: string; status: string }) => `${run.task} ${run.status}`,
  );

describe('cancelling', () => {
  it('ends what waits at once, once however often it is asked, and says who did it', async () => {
    const id = await start({ tasks: [LONG, call('never')], finally: [call('last')] });
    await reaches(id, 'waiting');
    expect((await steer(id, 'cancel')).status).toBe(202);
    expect(await settled(signet, id)).toMatchObject({ status: 'cancelled', reason: 'asked' });
    const second = await steer(id, 'cancel');
    expect([second.status, second.body]).toEqual([
      200,
      expect.objectContaining({ id, status: 'cancelled', finished: true }),
    ]);
    expect(paths()).toEqual(['/last']);
    expect(await audited(id)).toEqual([{ verb: 'execution.cancel', actor: 'token:admin' }]);
  });

  it('lets in who waits for its lane, and takes one out that waits behind others', async () => {
    let answer: (() => void) | null = null;
    target.answer = ({ body }) =>
      body?.['n'] === 1 ? new Promise((resolve) => (answer = resolve)) : undefined;
    const first = await start({ tasks: [call('work', { body: { n: '{{ trigger.body.n }}' } })] }, { n: 1 });
    const workflow = `steered-${made}`;
    await eventually(() => expect(answer).not.toBeNull());
    const second = await again(workflow, { n: 2 });
    const third = await again(workflow, { n: 3 });
    expect((await steer(second, 'cancel')).status).toBe(202);
    expect((await steer(first, 'cancel')).status).toBe(202);
    expect((await settled(signet, third)).status).toBe('succeeded');
    expect((await settled(signet, first)).status).toBe('cancelled');
    expect((await settled(signet, second)).status).toBe('cancelled');
    expect(target.calls.map(({ body }) => body?.['n'])).toEqual([1, 3]);
    answer!();
  });

  it('takes back nothing: undo is for what failed', async () => {
    const id = await start({ compensate: true, tasks: [call('made', { undo: call('unmade') }), LONG] });
    await reaches(id, 'waiting');
    await steer(id, 'cancel');
    expect((await settled(signet, id)).status).toBe('cancelled');
    expect(paths()).toEqual(['/made']);
  });

  it('of what has ended otherwise is a conflict, as is pausing or resuming it', async () => {
    const id = await start({ tasks: [call('done')] });
    await settled(signet, id);
    for (const verb of ['cancel', 'pause', 'resume']) {
      const { status, body } = await steer(id, verb);
      expect([verb, status, body.code]).toEqual([verb, 409, 'conflict']);
    }
    expect(await audited(id)).toEqual([]);
  });
});

describe('pausing', () => {
  it('lets the call under way end, begins nothing more, keeps the lane, and goes on when resumed', async () => {
    let answer: (() => void) | null = null;
    target.answer = ({ path }) =>
      path === '/first' ? new Promise((resolve) => (answer ??= resolve)) : undefined;
    const id = await start({ tasks: [call('first'), call('second')] });
    await eventually(() => expect(answer).not.toBeNull());
    const behind = await again(`steered-${made}`);
    expect([(await steer(id, 'pause')).status, (await steer(id, 'pause')).status]).toEqual([202, 200]);
    answer!();
    await reaches(id, 'paused');
    const { items } = await api.must('GET', `/executions?status=paused&workflow=acme/steered-${made}`);
    expect(items.map((one: { id: string }) => one.id)).toEqual([id]);
    expect(await statusOf(behind)).toBe('pending');
    expect(paths()).toEqual(['/first']);

    target.answer = () => undefined;
    expect([(await steer(id, 'resume')).status, (await settled(signet, id)).status]).toEqual([
      202,
      'succeeded',
    ]);
    expect((await settled(signet, behind)).status).toBe('succeeded');
    expect(paths()).toEqual(['/first', '/second', '/first', '/second']);
    expect((await audited(id)).map(({ verb }) => verb)).toEqual(['execution.pause', 'execution.resume']);
  });

  it('taken back before it took effect changes nothing', async () => {
    let answer: (() => void) | null = null;
    target.answer = ({ path }) =>
      path === '/first' ? new Promise((resolve) => (answer = resolve)) : undefined;
    const id = await start({ tasks: [call('first'), call('second')] });
    await eventually(() => expect(answer).not.toBeNull());
    await steer(id, 'pause');
    expect((await steer(id, 'resume')).status).toBe(202);
    expect((await steer(id, 'resume')).status).toBe(200);
    answer!();
    expect(await settled(signet, id)).toMatchObject({ status: 'succeeded' });
  });

  it('of a wait does not end it: resumed, it waits on for what is left', async () => {
    const id = await start({ tasks: [LONG] });
    await reaches(id, 'waiting');
    const [before] = await signet.rows('select due_at from task_run where execution_id = $1', [id]);
    await steer(id, 'pause');
    expect(await statusOf(id)).toBe('paused');
    await steer(id, 'resume');
    await reaches(id, 'waiting');
    expect(await signet.rows('select due_at from task_run where execution_id = $1', [id])).toEqual([before]);
    await steer(id, 'pause');
    expect((await steer(id, 'cancel')).status).toBe(202);
    expect((await settled(signet, id)).status).toBe('cancelled');
    expect((await steer(id, 'pause')).status).toBe(409);
  });
});

describe('restarting', () => {
  const STEPS = (): Task => ({
    tasks: [
      call('one'),
      { id: 'which', type: 'switch', value: 'x', cases: { x: [call('two'), call('three')] } },
      call('four'),
    ],
  });

  it('from a task takes over what ended before it, and decides anew what it stands in', async () => {
    const id = await start(STEPS());
    await settled(signet, id);
    target.calls.length = 0;
    const { status, body } = await steer(id, 'restart', { from: 'three' });
    expect([status, body]).toEqual([202, { execution: expect.any(String), replayOf: id }]);
    expect((await settled(signet, body.execution)).status).toBe('succeeded');
    expect(paths()).toEqual(['/three', '/four']);
    expect((await runsOf(body.execution)).toSorted()).toEqual((await runsOf(id)).toSorted());
    expect(await audited(id)).toEqual([{ verb: 'execution.restart', actor: 'token:admin' }]);
  });

  it('without a task begins at the beginning, and gives the same execution while that has not ended', async () => {
    const id = await start({ tasks: [call('first'), { id: 'short', type: 'wait', for: '1h' }] });
    await reaches(id, 'waiting');
    expect((await steer(id, 'restart')).status).toBe(409);
    await steer(id, 'cancel');
    await settled(signet, id);
    const answers = await Promise.all(Array.from({ length: 5 }, () => steer(id, 'restart', {})));
    expect(new Set(answers.map(({ body }) => body.execution)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    const { execution } = answers[0]!.body;
    await reaches(execution, 'waiting');
    expect(paths()).toEqual(['/first', '/first']);
    await steer(execution, 'cancel');
    await settled(signet, execution);
    const third = await steer(id, 'restart', {});
    expect(third.status).toBe(202);
    await steer(third.body.execution, 'cancel');
    await settled(signet, third.body.execution); // or it calls while the next test counts
  });

  it('runs again what failed before the task, but not a failure that was put up with', async () => {
    target.answer = (_, response) => void response.writeHead(400).end();
    const id = await start({
      tasks: [call('put-up-with', { continueOnError: true }), call('broken'), call('after')],
    });
    expect((await settled(signet, id)).status).toBe('dead');
    target.calls.length = 0;
    target.answer = () => undefined;
    const { body } = await steer(id, 'restart', { from: 'after' });
    expect((await settled(signet, body.execution)).status).toBe('succeeded');
    expect(paths()).toEqual(['/broken', '/after']);
    expect((await api.must('GET', `/dead-letters/${id}`)).replayExecution).toBe(body.execution);
  });

  it('and replaying run again what was taken back, and take it back again', async () => {
    target.answer = ({ path }, response) => void response.writeHead(path === '/bad' ? 400 : 200).end();
    const id = await start({
      compensate: true,
      tasks: [
        { id: 'in', type: 'switch', value: 'x', cases: { x: [call('made', { undo: call('unmade') })] } },
        call('kept'),
        call('bad'),
      ],
    });
    await settled(signet, id);
    const all = ['/made', '/kept', '/bad', '/unmade'];
    expect(paths()).toEqual(all);
    target.calls.length = 0;
    const { execution } = await api.must('POST', `/dead-letters/${id}/replay`, {});
    await settled(signet, execution);
    expect(paths()).toEqual(['/made', '/bad', '/unmade']);
    target.calls.length = 0;
    const { body } = await steer(execution, 'restart', { from: 'bad' });
    await settled(signet, body.execution);
    expect(paths()).toEqual(['/made', '/bad', '/unmade']);
  });

  it('from what is no task of `tasks`, or stands in a loop, is refused with the reason', async () => {
    const loop = { id: 'each', type: 'forEach', values: '{{ [1] }}', tasks: [call('inner')] };
    const id = await start({ tasks: [loop], finally: [call('last')] });
    await settled(signet, id);
    const refusals = await Promise.all(
      ['nothing', 'last', 'inner', ''].map(async (from) => (await steer(id, 'restart', { from })).status),
    );
    expect(refusals).toEqual([404, 409, 409, 400]);
    expect((await steer(id, 'restart', { from: 'inner' })).body.detail).toContain('restart from each');
    expect(await signet.count('open_execution', 'replay_of = $1', [id])).toBe(0);
  });
});

describe('who may', () => {
  it('is an operator who reaches the namespace; others learn nothing or are told no', async () => {
    const id = await start({ tasks: [LONG] });
    await reaches(id, 'waiting');
    const asAdmin = anApi(signet);
    const verbs = ['pause', 'resume', 'cancel', 'restart'];
    const answers = async (token: string) =>
      Promise.all(
        verbs.map(async (verb) => (await asAdmin('POST', `/executions/${id}/${verb}`, {}, token)).status),
      );
    for (const role of ['author', 'auditor', 'ingest']) {
      expect([role, await answers(await aToken(asAdmin, role))]).toEqual([role, [403, 403, 403, 403]]);
    }
    expect(await answers(await aToken(asAdmin, 'operator', ['elsewhere']))).toEqual([404, 404, 404, 404]);
    const stranger = await api.tenant('other');
    expect(await answers(stranger.token)).toEqual([404, 404, 404, 404]);
    expect((await steer('01a1fcde-47c9-778c-87e1-b788369d8835', 'cancel')).status).toBe(404);
    expect((await steer('no-id', 'cancel')).status).toBe(404);
    expect(await statusOf(id)).toBe('waiting');
    const operator = await aToken(asAdmin, 'operator', ['acme']);
    expect((await asAdmin('POST', `/executions/${id}/cancel`, undefined, operator)).status).toBe(202);
    expect((await settled(signet, id)).status).toBe('cancelled');
  });
});
