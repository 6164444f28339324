import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { EXECUTION_END } from '../../src/audit/ended-executions.js';
import { AccessTokens } from '../../src/admin/access/access-tokens.service.js';
import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { Receiver, verified } from '../support/a-receiver.js';
import { Latch } from '../support/a-target.js';
import { NOTHING, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { TwoByTwo } from '../support/two-by-two.js';
import type { TwinHook } from '../support/two-by-two.js';
import { request } from './admin-app.js';
import type { Answer } from './admin-app.js';

let signet: TwoByTwo;
let receiver: Receiver;
let admin: string;
let made = 0;

beforeAll(async () => {
  signet = await TwoByTwo.start();
  receiver = await Receiver.start();
  admin = (await signet.webs[0].part(AccessTokens).ensureAdminToken(null))!;
});
afterAll(async () => {
  await signet?.stop();
  await receiver?.stop();
});
beforeEach(() => {
  receiver.answer = () => undefined;
});

const api = (method: string, path: string, body?: unknown): Promise<Answer> =>
  request(`${signet.webs[0].url}/api/v1${path}`, method, body, { authorization: `Bearer ${admin}` });

const JSON_TYPE = { 'content-type': 'application/json' };

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  return send(url, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
}

/** A path nobody else uses. */
const newPath = (): string => `/called/${(made += 1)}?token=t0ken-${made}`;

const calledBack = (trigger: object = {}, rest: object = { tasks: [NOTHING] }): Promise<TwinHook> =>
  signet.hook({ callback: true, ...trigger }, rest);

async function secretOf({ workflow }: TwinHook): Promise<string> {
  const [row] = await signet.webs[0].rows<{ name: string }>('select name from workflow where id = $1', [
    workflow,
  ]);
  return (await api('GET', `/workflows/acme/${row!.name}/callback-secret`)).body.secret as string;
}

interface Shown {
  readonly host: string;
  readonly status: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAt: string | null;
}

const shown = async (execution: string): Promise<Shown> =>
  (await api('GET', `/executions/${execution}`)).body.callback as Shown;

/** Due alone is also one whose try is under way: what came of it is in `rest`. */
async function reached(execution: string, status: string, rest: Partial<Shown> = {}): Promise<Shown> {
  return eventually(async () => {
    const callback = await shown(execution);
    expect(callback).toMatchObject({ status, ...rest });
    return callback;
  });
}

describe('a sender that asks to be called back', () => {
  it('hears how the execution ended, signed so that a library of Standard Webhooks takes it', async () => {
    const hook = await calledBack();
    const path = newPath();
    const { status, json } = await post(hook.url, { callbackURL: receiver.url(path) });
    const execution = json.executions[0]!;
    await reached(execution, 'sent');
    const [call, ...more] = receiver.to(path);

    expect([status, more.length]).toEqual([202, 0]);
    expect(call!.headers).toMatchObject({ 'webhook-id': execution, 'content-type': 'application/json' });
    expect(verified(call!, await secretOf(hook))).toEqual({
      type: 'execution.succeeded',
      timestamp: expect.any(String),
      data: {
        execution,
        workflow: expect.stringMatching(/^acme\//),
        revision: 1,
        environment: 'production',
        status: 'succeeded',
        outputs: { nothing: { done: true } },
        event: json.event,
      },
    });
    expect(() => verified(call!, `whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow('signature');
  });

  it.each([
    ['query', (url: string) => [`?callbackURL=${encodeURIComponent(url)}`, '{}', 'application/json']],
    [
      'form',
      (url: string) => [
        '',
        new URLSearchParams({ callbackURL: url }).toString(),
        'application/x-www-form-urlencoded',
      ],
    ],
  ])('may say so in the %s', async (_, parts) => {
    const hook = await calledBack();
    const path = newPath();
    const [query, body, type] = parts(receiver.url(path)) as [string, string, string];
    await send(`${hook.url}${query}`, { method: 'POST', headers: { 'content-type': type }, body });
    await eventually(() => expect(receiver.to(path)).toHaveLength(1));
  });

  it('or the workflow says where, and with which secret', async () => {
    const secret = `whsec_${Buffer.alloc(24, 8).toString('base64')}`;
    await signet.webs[0].part(SecretStore).put({ tenant: 'main', namespace: 'acme' }, 'CALLBACKS', secret);
    const path = newPath();
    const url = `${receiver.url(path)}&user={{ trigger.body.user }}`;
    const hook = await calledBack({ callback: { url, secret: "{{ secret('CALLBACKS') }}" } });
    await post(hook.url, { user: 'ada', callbackURL: receiver.url('/not-asked') });
    const [call] = await eventually(() => {
      const calls = receiver.to(`${path}&user=ada`);
      expect(calls).toHaveLength(1);
      return calls;
    });

    expect(verified(call!, secret)).toMatchObject({ type: 'execution.succeeded' });
    expect(receiver.to('/not-asked')).toEqual([]);
  });

  it('may be told what a caller who waits is told', async () => {
    const response = {
      succeeded: { contentType: 'application/xml', body: '<done by="{{ trigger.body.by }}"/>' },
    };
    const hook = await calledBack({ callback: { body: 'response' } }, { tasks: [NOTHING], response });
    const path = newPath();
    await post(hook.url, { by: '"<ada>', callbackURL: receiver.url(path) });
    const [call] = await eventually(() => {
      expect(receiver.to(path)).toHaveLength(1);
      return receiver.to(path);
    });

    expect(call!.text).toBe('<done by="&quot;&lt;ada&gt;"/>');
    expect(call!.headers['content-type']).toBe('application/xml; charset=utf-8');
  });

  it('hears of every end, also of executions that no worker ran', async () => {
    const failing = await calledBack({}, { tasks: [{ id: 'no', type: 'fail', message: 'hunter2' }] });
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const limited = (overflow: string) =>
      calledBack({}, { concurrency: { limit: 1, overflow }, tasks: [signet.call('/busy')] });
    const [cancelling, burying] = [await limited('cancel'), await limited('fail')];
    for (const hook of [cancelling, burying]) {
      await post(hook.url, {});
    }
    await eventually(() => expect(signet.target.to('/busy')).toHaveLength(2));
    const told = async (hook: TwinHook): Promise<Record<string, unknown>> => {
      const path = newPath();
      await post(hook.url, { callbackURL: receiver.url(path) });
      await eventually(() => expect(receiver.to(path)).toHaveLength(1));
      return JSON.parse(receiver.to(path)[0]!.text) as Record<string, unknown>;
    };
    const ends = [await told(failing), await told(cancelling), await told(burying)];
    latch.open();

    expect(ends.map(({ type }) => type)).toEqual(['execution.dead', 'execution.cancelled', 'execution.dead']);
    expect(JSON.stringify(ends)).not.toContain('hunter2');
  });

  it('hears of it once, however often the delivery comes', async () => {
    const hook = await calledBack();
    const [path, other] = [newPath(), newPath()];
    const key = { 'idempotency-key': 'once-only' };
    const { json } = await post(hook.url, { callbackURL: receiver.url(path) }, key);
    await reached(json.executions[0]!, 'sent');
    const again = await post(hook.other, { callbackURL: receiver.url(other) }, key);
    await post(hook.url, { callbackURL: receiver.url(newPath()) }); // when that was sent, the other would have been

    expect(again.json.executions).toEqual(json.executions);
    expect(await signet.webs[0].count('callback', 'event_id = $1', [json.event])).toBe(1);
    expect([receiver.to(path).length, receiver.to(other).length]).toEqual([1, 0]);
  });

  it('is called once each, when there are many and two workers call', async () => {
    const hook = await calledBack();
    const path = newPath();
    const answers = await Promise.all(
      Array.from({ length: 150 }, () => post(hook.url, { callbackURL: receiver.url(path) })),
    );
    await eventually(() => expect(receiver.to(path).length).toBeGreaterThanOrEqual(150), { within: 25_000 });

    const ids = receiver.to(path).map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(150);
    expect(new Set(ids)).toEqual(new Set(answers.flatMap(({ json }) => json.executions)));
  }, 60_000);
});

describe('a URL', () => {
  it.each([
    ['ftp://example.com/x'],
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['//example.com/x'],
    ['example.com'],
    ['http://user:password@example.com/'],
    ['http://'],
    [`http://example.com/${'x'.repeat(2100)}`],
    [42],
    [['http://a.example.com', 'http://b.example.com']],
    [{ href: 'http://a.example.com' }],
  ])('that is none is refused, and nothing is recorded: %j', async (callbackURL) => {
    const hook = await calledBack();
    const { status, text } = await post(hook.url, { callbackURL });

    expect([status, JSON.parse(text)]).toMatchObject([
      400,
      { errors: [{ path: 'body.callbackURL', message: expect.stringContaining('the callback URL') }] },
    ]);
    expect(await signet.webs[0].count('event', 'hook_id = $1', [hook.id])).toBe(0);
  });

  it('whose host the workflow does not call is refused', async () => {
    const hook = await calledBack({ callback: { allow: ['*.example.com', '127.0.0.1'] } });
    const statusOf = async (callbackURL: string) => (await post(hook.url, { callbackURL })).status;

    expect(await statusOf('http://example.com.evil.org/')).toBe(400);
    expect(await statusOf('http://example.com/')).toBe(400);
    expect(await statusOf('http://evilexample.com/')).toBe(400);
    expect(await statusOf(receiver.url(newPath()))).toBe(202);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[::1]:8080/',
    'http://[::ffff:10.0.0.1]/',
    'http://0x0a000001/',
    'http://192.168.0.1:5432/',
    'http://[fd00::1]/',
  ])('of an address that is not called is never dialled, and shown as failed: %s', async (callbackURL) => {
    const hook = await calledBack();
    const { status, json } = await post(hook.url, { callbackURL });

    expect(status).toBe(202);
    expect(await reached(json.executions[0]!, 'failed')).toEqual({
      host: new URL(callbackURL).host,
      status: 'failed',
      attempts: 1,
      lastStatus: null,
      lastError: 'target_address_refused',
      nextAt: null,
    });
  });

  it.each([
    ['query:reply', (url: string) => [`?reply=${encodeURIComponent(url)}`, {}]],
    ['header:x-reply-to', (url: string) => ['', { 'x-reply-to': url }]],
  ])('in %s is in no table and no answer in clear', async (from, parts) => {
    const hook = await calledBack({ callback: { from: [from] } });
    const path = newPath();
    const [query, headers] = parts(receiver.url(path)) as [string, Record<string, string>];
    const { json } = await post(`${hook.url}${query}`, {}, headers);
    await eventually(() => expect(receiver.to(path)).toHaveLength(1));
    const token = path.split('=')[1]!;
    for (const table of ['callback', 'event', 'execution', 'task_run', 'delivery_log', 'dedupe']) {
      const rows = await signet.webs[0].rows(`select 1 from ${table} t where t::text like $1`, [
        `%${token}%`,
      ]);
      expect([table, rows]).toEqual([table, []]);
    }
    expect(JSON.stringify((await api('GET', `/executions/${json.executions[0]!}`)).body)).not.toContain(
      token,
    );
  });
});

describe('a receiver', () => {
  it('that is down hears of it when it is up again, under the same id, signed anew', async () => {
    const hook = await calledBack();
    const path = newPath();
    receiver.answer = (_, response) => void response.writeHead(503).end();
    const { json } = await post(hook.url, { callbackURL: receiver.url(path) });
    const execution = json.executions[0]!;
    const due = await reached(execution, 'due', { lastStatus: 503 });
    receiver.answer = () => undefined;

    expect(due).toMatchObject({ attempts: 1, nextAt: expect.any(String) });
    expect(receiver.to(path)).toHaveLength(1);
    expect(await reached(execution, 'sent')).toMatchObject({ attempts: 2, lastStatus: 200, nextAt: null });
    const [first, second] = receiver.to(path);
    const secret = await secretOf(hook);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.headers['webhook-timestamp']).not.toBe(first!.headers['webhook-timestamp']);
    expect(verified(second!, secret)).toEqual(verified(first!, secret));
  }, 40_000);

  it('that is gone is not called again, until an operator says so', async () => {
    const hook = await calledBack();
    const path = newPath();
    receiver.answer = (_, response) => void response.writeHead(410).end();
    const { json } = await post(hook.url, { callbackURL: receiver.url(path) });
    const execution = json.executions[0]!;
    expect(await reached(execution, 'failed')).toMatchObject({ attempts: 1, lastStatus: 410, nextAt: null });
    receiver.answer = () => undefined;
    const again = await api('POST', `/executions/${execution}/callback/retry`);

    expect([again.status, again.body.status]).toEqual([202, 'due']);
    expect(await reached(execution, 'sent')).toMatchObject({ attempts: 2 });
    expect(new Set(receiver.to(path).map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([execution]),
    );
    const verbs = (await api('GET', '/audit-entries')).body.items.map(({ verb }: { verb: string }) => verb);
    expect(verbs).toEqual(expect.arrayContaining(['callback.retry']));
  });

  it('that redirects is not followed', async () => {
    const hook = await calledBack();
    const [path, elsewhere] = [newPath(), newPath()];
    receiver.answer = (_, response) =>
      void response.writeHead(307, { location: receiver.url(elsewhere) }).end();
    const { json } = await post(hook.url, { callbackURL: receiver.url(path) });
    await reached(json.executions[0]!, 'due', { lastStatus: 307 });
    expect(receiver.to(path)).toHaveLength(1);
    expect(receiver.to(elsewhere)).toEqual([]);
  });

  it('cannot be called of an execution that goes on, or that nobody asked about', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const slow = await calledBack({}, { tasks: [signet.call('/slow-callback')] });
    const going = (await post(slow.url, { callbackURL: receiver.url(newPath()) })).json.executions[0]!;
    const silent = (await post(slow.url, {})).json.executions[0]!;
    const retry = (execution: string) => api('POST', `/executions/${execution}/callback/retry`);

    expect(await shown(going)).toMatchObject({ status: 'waiting', attempts: 0 });
    expect(await shown(silent)).toBeUndefined();
    expect([(await retry(going)).status, (await retry(silent)).status]).toEqual([409, 409]);
    latch.open();
    await settled(signet.webs[0], silent);
    await reached(going, 'sent');
  });
});

describe('an execution that is replayed', () => {
  it('calls back again only when that is asked for, under an id of its own', async () => {
    const task = { id: 'maybe', type: 'http.request', method: 'POST', url: `${signet.target.url}/maybe` };
    const hook = await calledBack({}, { tasks: [{ ...task, retry: { maxAttempts: 1 } }] });
    const path = newPath();
    const deliver = async (): Promise<string> => {
      signet.target.answer = (_, response) => void response.writeHead(400).end();
      const execution = (await post(hook.url, { callbackURL: receiver.url(path) })).json.executions[0]!;
      await reached(execution, 'sent');
      signet.target.answer = () => undefined;
      return execution;
    };
    const replay = async (execution: string, body: object): Promise<string> =>
      (await api('POST', `/dead-letters/${execution}/replay`, body)).body.execution as string;
    const silent = await replay(await deliver(), {});
    await settled(signet.webs[0], silent);
    const telling = await replay(await deliver(), { callback: true });
    await reached(telling, 'sent');

    const told = receiver.to(path).map(({ text }) => JSON.parse(text) as { type: string });
    expect(told.map(({ type }) => type)).toEqual(['execution.dead', 'execution.dead', 'execution.succeeded']);
    expect(receiver.to(path)[2]!.headers['webhook-id']).toBe(telling);
    expect(await shown(silent)).toBeUndefined();
  });
});

describe('the secret of a workflow', () => {
  it('is its own, stays the same, and whoever reads it is in the audit log', async () => {
    const [one, two] = [await calledBack(), await calledBack()];
    const secrets = [await secretOf(one), await secretOf(one), await secretOf(two)];
    const { body } = await api('GET', '/audit-entries');

    expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect([secrets[1] === secrets[0], secrets[2] === secrets[0]]).toEqual([true, false]);
    const [deed] = body.items.filter(({ verb }: { verb: string }) => verb !== EXECUTION_END);
    expect(deed).toMatchObject({ verb: 'workflow.callback_secret', actor: 'token:admin' });
    expect(JSON.stringify(body)).not.toContain('whsec_');
  });
});
