import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AccessTokens } from '../../src/admin/access/access-tokens.service.js';
import { EventStreams } from '../../src/intake/answers/event-streams.service.js';
import { send } from '../support/a-delivery.js';
import { startTestSignet } from '../support/a-signet.js';
import { Latch } from '../support/a-target.js';
import { NOTHING, settled } from '../support/builders.js';
import { EventSource } from '../support/an-event-source.js';
import type { SentEvent } from '../support/an-event-source.js';
import { newTokenOf } from '../support/new-token.js';
import { eventually } from '../support/eventually.js';
import { memoryInUse } from '../support/memory.js';
import { TwoByTwo } from '../support/two-by-two.js';
import type { TwinHook } from '../support/two-by-two.js';
import { request } from './admin-app.js';
import type { Answer } from './admin-app.js';

const STREAM_LIMIT = 30;

let signet: TwoByTwo;
let admin: string;

beforeAll(async () => {
  signet = await TwoByTwo.start({ STREAM_LIMIT: String(STREAM_LIMIT) });
  admin = (await signet.webs[0].part(AccessTokens).ensureAdminToken(null))!;
});
afterAll(() => signet?.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function api(web: 0 | 1, method: string, path: string, token = admin, more = {}): Promise<Answer> {
  return request(`${signet.webs[web].url}/api/v1${path}`, method, undefined, { ...bearer(token), ...more });
}

async function aToken(role: string, namespaces: readonly string[] = []): Promise<string> {
  const url = `${signet.webs[0].url}/api/v1/tokens`;
  return newTokenOf(role, namespaces, async (asked) => {
    const { status, body } = await request(url, 'POST', asked, bearer(admin));
    return { status, token: body.token as string };
  });
}

function stream(web: 0 | 1, execution: string, headers = {}, options = {}): Promise<EventSource> {
  const [path, query = ''] = execution.split('?');
  const url = `${signet.webs[web].url}/api/v1/executions/${path}/stream?${query}`;
  return EventSource.open(url, { ...bearer(admin), ...headers }, options);
}

async function start(hook: TwinHook, body: object = {}): Promise<string> {
  const { json } = await send(hook.url, { method: 'POST', body: JSON.stringify(body) });
  return json.executions[0]!;
}

const shape = (events: readonly SentEvent[]) =>
  events.map(
    ({ name, data }) =>
      `${name} ${name === 'task' ? `${String(data['task'])} ` : ''}${String(data['status'])}`,
  );

/** Three tasks, of which the second is over when the latch opens. */
async function threeTasks(): Promise<{ hook: TwinHook; latch: Latch }> {
  const latch = new Latch();
  signet.target.answer = () => latch.opened;
  const tasks = [
    { ...NOTHING, id: 'first' },
    signet.call('/second'),
    { ...NOTHING, id: 'third', if: 'false' },
  ];
  return { hook: await signet.hook({}, { tasks }), latch };
}

describe('a stream of events', () => {
  it('tells what happens while it happens, wherever that is, and ends with it', async () => {
    const { hook, latch } = await threeTasks();
    const execution = await start(hook);
    const reader = await stream(1, execution);
    await eventually(() => expect(shape(reader.events)).toContain('task call started'));
    latch.open();
    await reader.ended();

    const told = shape(reader.events).filter((line) => line !== 'execution pending');
    expect(told).toEqual([
      'execution running',
      'task first succeeded',
      'task call started',
      'task call succeeded',
      'task third skipped',
      'execution succeeded',
      'end succeeded',
    ]);
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(reader.text).toMatch(/^retry: \d+\n/);
    expect(reader.events.find(({ name }) => name === 'task')!.data).toEqual({
      execution,
      task: 'first',
      iteration: 0,
      action: 'set',
      status: 'succeeded',
      attempt: 1,
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
  });

  it('of an execution that has ended tells its history, and ends', async () => {
    const { hook, latch } = await threeTasks();
    latch.open();
    const execution = await start(hook);
    await settled(signet.webs[0], execution);
    const reader = await (await stream(0, execution)).ended();

    expect(shape(reader.events)).toEqual([
      'task first succeeded',
      'task call succeeded',
      'task third skipped',
      'execution succeeded',
      'end succeeded',
    ]);
  });

  it('goes on at another door where it broke off, missing nothing and repeating nothing', async () => {
    const { hook, latch } = await threeTasks();
    const execution = await start(hook);
    const one = await stream(0, execution);
    await eventually(() => expect(shape(one.events)).toContain('task call started'));
    one.close();
    latch.open();
    const two = await stream(1, execution, { 'last-event-id': one.events.at(-1)!.id });
    await two.ended();

    expect(shape([...one.events, ...two.events]).filter((line) => line !== 'execution pending')).toEqual([
      'execution running',
      'task first succeeded',
      'task call started',
      'task call succeeded',
      'task third skipped',
      'execution succeeded',
      'end succeeded',
    ]);
    const last = await stream(0, execution, { 'last-event-id': two.events.at(-1)!.id });
    expect(last.status).toBe(204); // an EventSource then comes no more
  });

  it('is ended without the end when its process stops, so that its reader comes again', async () => {
    const { hook, latch } = await threeTasks();
    const execution = await start(hook);
    const [{ databaseUrl }] = signet.webs;
    const third = await startTestSignet({ env: { ROLE: 'web' }, databaseUrl });
    const url = `${third.url}/api/v1/executions/${execution}/stream`;
    const reader = await EventSource.open(url, bearer(admin));
    await eventually(() => expect(shape(reader.events)).toContain('task call started'));
    await third.stop();
    await reader.ended();
    latch.open();

    expect(reader.events.map(({ name }) => name)).not.toContain('end');
  });

  it('tells what tasks were given and gave to who may read that, and asks for it', async () => {
    const hook = await signet.hook({}, { tasks: [{ id: 'only', type: 'set', values: { a: 1 } }] });
    const execution = await start(hook);
    await settled(signet.webs[0], execution);
    const reader = await (await stream(0, `${execution}?details=true`)).ended();
    expect(reader.events.find(({ name }) => name === 'task')!.data).toMatchObject({
      input: { values: { a: 1 } },
      output: { a: 1 },
      error: null,
    });

    const ingest = await aToken('ingest');
    const without = await (await stream(0, execution, bearer(ingest))).ended();
    expect(without.text).not.toContain('output');
    expect((await stream(0, `${execution}?details=true`, bearer(ingest))).status).toBe(403);
  });

  it('is 404 for what is not there, or not for this token to see, and 401 for a stranger', async () => {
    const hook = await signet.hook({}, { tasks: [NOTHING] });
    const execution = await start(hook);
    const tenant = await request(`${signet.webs[0].url}/api/v1/tenants/other`, 'PUT', {}, bearer(admin));
    const foreign = tenant.body.token as string;
    const confined = await aToken('auditor', ['somewhere.else']);
    for (const what of ['status', 'stream']) {
      const asked = [
        api(0, 'GET', `/executions/${execution}/${what}`, foreign),
        api(0, 'GET', `/executions/${execution}/${what}`, confined),
        api(0, 'GET', `/executions/019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192/${what}`),
        api(0, 'GET', `/executions/not-an-id/${what}`),
        api(0, 'GET', `/executions/${execution}/${what}`, 'not-a-token'),
      ];
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 401]);
    }
  });
});

describe('readers that are slow, or many', () => {
  it('hold neither memory nor a connection, and get the whole story once they read on', async () => {
    const big = 'x'.repeat(400_000);
    const tasks = Array.from({ length: 12 }, (_, n) => ({
      id: `big-${n}`,
      type: 'set',
      values: { big: '{{ trigger.body.big }}', n },
    }));
    const hook = await signet.hook({}, { tasks });
    const execution = await start(hook, { big });
    await settled(signet.webs[0], execution);
    const before = memoryInUse();
    const paused = { paused: true };
    const readers = await Promise.all(
      Array.from({ length: 25 }, () => stream(0, `${execution}?details=true`, {}, paused)),
    );
    const seen: number[] = [];
    const quiet = () => {
      seen.push(signet.lent(signet.webs[0]));
      expect(seen.slice(-40)).toEqual(Array(40).fill(0)); // nobody is read for any more
    };
    await eventually(quiet, { within: 30_000 });

    // All of it would be 25 times 12 inputs and outputs of 400 KB: 240 MB.
    expect(memoryInUse() - before).toBeLessThan(80_000_000);
    const reader = await readers[0]!.ended();
    readers.slice(1).forEach((one) => one.close());
    expect(reader.events.filter(({ name }) => name === 'task').map(({ data }) => data['task'])).toEqual(
      tasks.map(({ id }) => id),
    );
    expect(reader.events.at(-1)!.name).toBe('end');
  }, 60_000);

  it('are no more than the limit: one more is told to come later', async () => {
    const { hook, latch } = await threeTasks();
    const execution = await start(hook);
    const readers = await Promise.all(Array.from({ length: STREAM_LIMIT }, () => stream(1, execution)));
    const more = await api(1, 'GET', `/executions/${execution}/stream`);

    expect(more.status).toBe(429);
    expect(more.headers.get('retry-after')).toBe('5');
    readers[0]!.close();
    const next = await eventually(async () => {
      const reader = await stream(1, execution);
      expect(reader.status).toBe(200);
      return reader;
    });
    latch.open();
    await Promise.all([...readers.slice(1), next].map((reader) => reader.ended()));
    await eventually(() => expect(signet.webs[1].part(EventStreams)).toHaveProperty('open', 0));
  });
});

describe('the status of an execution', () => {
  it('is told to who polls, with 304 while nothing changed', async () => {
    const { hook, latch } = await threeTasks();
    const execution = await start(hook);
    const path = `/executions/${execution}/status`;
    const ingest = await aToken('ingest');
    const running = await eventually(async () => {
      const answer = await api(1, 'GET', path, ingest);
      expect(answer.body.status).toBe('running');
      return answer;
    });
    const etag = running.headers.get('etag')!;
    const same = await api(0, 'GET', path, ingest, { 'if-none-match': etag });
    latch.open();
    await settled(signet.webs[0], execution);
    const done = await api(0, 'GET', path, ingest, { 'if-none-match': etag });

    expect(running.body).toMatchObject({ id: execution, finished: false, attempt: 1, finishedAt: null });
    expect([same.status, same.body]).toEqual([304, '']);
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({ status: 'succeeded', finished: true, dueAt: null });
    expect(done.headers.get('cache-control')).toBe('private, no-cache');
    expect(done.headers.get('etag')).not.toBe(etag);
  });
});
