/** Tasks that call with access tokens: a real token endpoint, a real target, and everything that is kept looked through. */
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { AuditKeys } from '../../src/audit/audit-keys.service.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { Latch, Target } from '../support/a-target.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { allSettled, deploy, type Finished, NOTHING, settled } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { eventually } from '../support/eventually.js';
import { tablesWith } from '../support/tables-with.js';
import { TokenServer } from '../support/token-server.js';

const ROOM = 8;
let signet: TestSignet;
let target: Target;
let tokens: TokenServer;
let api: TestApi;
const lines: string[] = [];

beforeAll(async () => {
  target = await Target.start();
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  signet = await startTestSignet({
    env: { ...WITH_ADMIN, OUTBOUND_ALLOW: '127.0.0.0/8', WORKER_CONCURRENCY: String(ROOM) },
    outside: { logger },
  });
  api = new TestApi(signet);
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});
beforeEach(async () => {
  tokens = await TokenServer.start(); // another address, and so none of its tokens is kept yet
  await api.must('PUT', '/secrets/acme/CLIENT_SECRET', { value: tokens.clientSecret });
  target.calls.length = 0;
  target.answer = ({ headers }, response) =>
    void (tokens.accepts(headers.authorization) || response.writeHead(401).end('{}'));
  return () => tokens.stop();
});

const auth = (rest: object = {}) => ({
  ...tokens.client,
  clientSecret: "{{ secret('CLIENT_SECRET') }}",
  ...rest,
});
const call = (rest: object = {}) => ({
  id: 'call',
  type: 'http.request',
  method: 'POST',
  url: `${target.url}/call`,
  auth: auth(),
  retry: { maxAttempts: 1 },
  ...rest,
});

async function open(tasks: readonly object[], count = 1): Promise<string[]> {
  const { id: workflowId } = await deploy(signet, { tasks });
  return openAll(
    signet.part(DataSource),
    Array.from({ length: count }, () => aNewEvent({ workflowId })),
  );
}

async function run(tasks: readonly object[]): Promise<Finished> {
  return settled(signet, (await open(tasks))[0]!);
}

/** Where a text is kept: tables, sealed parts of the audit log, lines of the log. */
async function placesOf(text: string): Promise<string[]> {
  const audit = await signet.rows<{ id: string; sealed: Buffer }>('select id, sealed from audit_entry');
  const keys = signet.part(AuditKeys);
  const opened = audit.map(({ id, sealed }) => keys.openPrivate(id, sealed));
  return [
    ...(await tablesWith((sql, values) => signet.rows(sql, values), text)),
    ...(JSON.stringify(opened).includes(text) ? ['audit'] : []),
    ...(lines.some((line) => line.includes(text)) ? ['log'] : []),
  ];
}

async function heldBy(reason: string): Promise<number> {
  const { values } = await signet.part(Metrics).callsHeld.get();
  return values.find(({ labels }) => labels['reason'] === reason)?.value ?? 0;
}

async function outputOf({ id }: Finished): Promise<Record<string, unknown>> {
  const [row] = await signet.rows<{ output: Record<string, unknown> }>(
    `select output from task_run where execution_id = $1 and task_id = 'call'`,
    [id],
  );
  return row!.output;
}

describe('a task with client credentials', () => {
  it('calls with a token, and neither that nor its secret is kept anywhere, echoed or not', async () => {
    target.answer = ({ headers }, response) => {
      const [, token = ''] = headers.authorization!.split(' ');
      const echo = { whole: headers.authorization, coded: Buffer.from(`x:${token}`).toString('base64') };
      const type = { 'content-type': 'application/json', 'x-echo': token };
      response.writeHead(200, type).end(JSON.stringify({ ...echo, [token]: tokens.clientSecret }));
    };
    const said = 'it-was-said-in-the-end';
    const ended = await run([
      call(),
      { id: 'copy', type: 'set', values: { all: '{{ tasks.call.output }}' } },
      { id: 'tell', type: 'log', message: `${said} {{ tasks.copy.output.all }}` },
      { id: 'trace', type: 'audit.log', message: '{{ tasks.call.output.body.whole }}' },
    ]);

    expect([ended.status, ended.last_error]).toEqual(['succeeded', null]);
    expect(tokens.accepts(target.calls[0]!.headers.authorization)).toBe(true);
    expect(await outputOf(ended)).toMatchObject({
      headers: { 'x-echo': '[redacted]' },
      body: { whole: 'Bearer [redacted]', '[redacted]': '[redacted]' },
    });
    const [token] = tokens.given;
    const half = Buffer.from(token!).toString('base64').slice(4, -4);
    expect([await placesOf(token!), await placesOf(half)]).toEqual([[], []]);
    expect(await placesOf(tokens.clientSecret.slice(0, 6))).toEqual([]);
    expect(await placesOf(said)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^task_run_/), 'log']),
    ); // what is there is found
  });

  it('shows its secret as asked, and says what it wants', async () => {
    const wants = { scope: 'read write', audience: 'https://api' };
    const params = { resource: 'r&d', n: 1 };
    const posted = call({ id: 'posted', auth: auth({ method: 'client_secret_post' }) });
    const ended = await run([call({ auth: auth({ ...wants, params }) }), posted]);

    expect([ended.status, ended.last_error]).toEqual(['succeeded', null]);
    const grant_type = 'client_credentials';
    expect(tokens.asked.map(({ fields }) => Object.fromEntries(fields))).toEqual([
      { grant_type, ...wants, resource: 'r&d', n: '1' },
      { grant_type, client_id: tokens.clientId, client_secret: tokens.clientSecret },
    ]);
    expect(tokens.asked[1]!.headers).not.toHaveProperty('authorization');
  });

  it('shares its token with the others', async () => {
    const ended = await allSettled(signet, await open([call()], 12));
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect([target.calls.length, tokens.asked.length]).toEqual([12, 1]);
  });

  it('whose kept token does not hold any more makes the call once more, under the same key', async () => {
    expect((await run([call()])).status).toBe('succeeded');
    tokens.revoke();
    expect((await run([call()])).status).toBe('succeeded');

    const [, refused, again] = target.calls;
    expect([target.calls.length, tokens.given.length]).toEqual([3, 2]);
    expect(again!.headers['idempotency-key']).toBe(refused!.headers['idempotency-key']);
    expect(again!.headers.authorization).toBe(`Bearer ${tokens.given[1]}`);
    expect(await placesOf(tokens.given[1]!)).toEqual([]);
  });

  it('that is refused with a new token fails as any other', async () => {
    target.answer = (_, response) => void response.writeHead(401).end();
    expect(await run([call()])).toMatchObject({
      status: 'dead',
      last_error: { code: 'task_failed', details: { status: 401, target: `${target.url}/call` } },
    });
    expect(target.calls).toHaveLength(1);
  });
});

describe('a token endpoint', () => {
  it('that does not know the client fails the task for good, and no word of its answer is kept', async () => {
    const ended = await run([
      call({ auth: auth({ clientSecret: 'not-the-one' }), retry: { maxAttempts: 5 } }),
    ]);
    const { host } = new URL(tokens.url);
    expect(ended).toMatchObject({
      status: 'dead',
      reason: 'permanent',
      last_error: {
        code: 'target_refused',
        message: `${host} answered 401 when asked for a token: invalid_client`,
        details: { status: 401, error: 'invalid_client', tokenEndpoint: tokens.url },
      },
    });
    expect([tokens.asked.length, target.calls.length]).toEqual([1, 0]);
    expect(await placesOf('no client')).toEqual([]);
  });

  it('that fails, or asks for a pause, is asked again', async () => {
    const failures: [number, Record<string, string>][] = [
      [500, {}],
      [429, { 'retry-after': '1' }],
    ];
    tokens.answer = (_, response) => {
      const [status, headers] = failures.shift() ?? [];
      return void (status && response.writeHead(status, headers).end());
    };
    const ended = await run([call({ retry: { maxAttempts: 3, interval: 'PT0.01S' } })]);
    expect([ended.status, ended.last_error]).toEqual(['succeeded', null]);
    expect([tokens.asked.length, target.calls.length]).toEqual([3, 1]);
  });

  it('that breaks off leaves nothing unknown: the target was not called', async () => {
    tokens.answer = (_, response) => void response.destroy();
    const ended = await run([call()]);
    expect(ended).toMatchObject({ status: 'dead', last_error: { code: 'target_unavailable' } });
    expect(target.calls).toEqual([]);
  });

  it('that does not answer takes no more than the time of the task', async () => {
    const latch = new Latch();
    tokens.answer = () => latch.opened;
    const ended = await run([call({ timeout: 'PT0.3S' })]);
    latch.open();
    expect(ended).toMatchObject({ status: 'dead', last_error: { code: 'task_timeout' } });
    expect(target.calls).toEqual([]);
  });

  it('that fails again and again is left alone; nothing is given up on, and all goes on when it is back', async () => {
    let isAway = true;
    tokens.answer = (_, response) => void (isAway && response.writeHead(500).end());
    const ids = await open([call({ retry: { interval: 'PT0.1S' } })], 3 * ROOM);
    await eventually(async () => expect(await heldBy('breaker')).toBeGreaterThan(0), { within: 15_000 });
    isAway = false;
    const ended = await allSettled(signet, ids);
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect(target.calls).toHaveLength(3 * ROOM);
  });

  it('that is slow takes no more than half of the room, whomever its tokens are for', async () => {
    const latch = new Latch();
    tokens.answer = () => latch.opened;
    const other = target.url.replace('127.0.0.1', 'localhost');
    const stuck = await Promise.all([open([call()], ROOM), open([call({ url: `${other}/call` })], ROOM)]);
    await eventually(async () => expect(await heldBy('slow')).toBeGreaterThan(0));

    const free = await allSettled(signet, await open([NOTHING], 2 * ROOM));
    expect(new Set(free.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect(tokens.asked).toHaveLength(1);
    latch.open();
    const ended = await allSettled(signet, stuck.flat());
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['succeeded']));
  });

  it('at an address that is not called from here is not asked', async () => {
    const away = auth({ tokenUrl: 'http://10.0.0.1/token' });
    expect(await run([call({ auth: away })])).toMatchObject({
      status: 'dead',
      last_error: { code: 'target_address_refused' },
    });
    expect(target.calls).toEqual([]);
  });
});

describe('a task', () => {
  it.each<[{ auth?: object; headers?: object }, string]>([
    [{ headers: { Authorization: 'Bearer mine' } }, 'auth: headers set authorization, too'],
    [{ auth: { params: { scope: 'x' } } }, 'auth.params: cannot set scope'],
    [{ auth: { tokenUrl: "{{ 'not-a-url' }}" } }, 'auth.tokenUrl: must be an absolute http or https URL'],
  ])('with %j is not sent', async (rest, message) => {
    const ended = await run([call({ ...rest, auth: auth(rest.auth) })]);
    expect(ended).toMatchObject({ status: 'dead', last_error: { code: 'invalid_parameters', message } });
    expect([tokens.asked, target.calls]).toEqual([[], []]);
  });

  it('is told by a plan with the call it would make, and no token is asked for', async () => {
    await api.apply({
      id: 'planned',
      triggers: [{ id: 'left', type: 'event', source: 'hr', events: ['user.left'] }],
      tasks: [call({ body: { a: 1 } })],
    });
    const event = { source: 'hr', type: 'user.left', subject: 'ada', body: {} };
    const plan = await api.must('POST', '/workflows/acme/planned/plan', { event });
    expect(plan.tasks).toMatchObject([
      {
        task: 'call',
        status: 'succeeded',
        input: { auth: { clientSecret: '[redacted]' } },
        effects: [{ kind: 'call', method: 'POST', url: `${target.url}/call`, body: '{"a":1}', exact: true }],
      },
    ]);
    expect([tokens.asked, target.calls]).toEqual([[], []]);
  });
});
