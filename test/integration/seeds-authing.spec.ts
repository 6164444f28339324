/** What callers that were set up for Authing do, row by row of docs/seeds.md. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { aDelivery } from '../support/a-delivery.js';
import { SECRET } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import type { Operator } from '../support/an-operator.js';
import { loggedBy, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

/** The example of Authing's guide. */
const DELIVERY = { event: 'user.created', userId: '12345', metadata: { role: 'admin', source: 'app' } };
const LIMIT = 65_536;

let signet: TestSignet;
let operator: Operator;
/** A system that tasks call. */
let target: Target;
let made = 0;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({
    env: { OUTBOUND_ALLOW: '127.0.0.1/32', HOOK_BODY_LIMIT_BYTES: String(LIMIT) },
  });
  operator = await anOperator(signet);
  await operator.secret('authing', 'SIGNING_SECRET', SECRET);
  await operator.secret('authing', 'TOKEN', 'token-of-the-caller');
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});

/** URL of the hook of a new workflow. */
async function aHook(
  trigger: string,
  tasks = '{ id: hello, type: log, message: "{{ trigger.body }}" }',
): Promise<string> {
  const id = `workflow-${(made += 1)}`;
  await operator.workflow(`id: ${id}
namespace: authing
triggers:
  - id: webhook
    type: webhook
    ${trigger}
tasks:
  - ${tasks}
`);
  return operator.hookUrl(`authing/${id}`, 'webhook');
}

describe('A1 fire and forget', () => {
  it('the documented delivery is answered before the workflow has run, which then does', async () => {
    let goOn: (() => void) | undefined;
    target.answer = () => new Promise<void>((resolve) => (goOn = resolve));
    const url = await aHook(
      'open: true',
      `{ id: tell, type: http.request, method: POST, url: "${target.url}/tell", body: "{{ trigger.body }}" }`,
    );
    const { status, json } = await ask(url, { method: 'POST', body: DELIVERY });
    expect(status).toBe(202);
    await eventually(() => expect(target.to('/tell')).toMatchObject([{ body: DELIVERY }]));
    const execution = json.executions[0] as string;
    expect(await signet.count('open_execution', 'id = $1', [execution])).toBe(1);
    goOn!();
    expect(await settled(signet, execution)).toMatchObject({
      status: 'succeeded',
      event_type: 'user.created',
      subject: '12345',
    });
  });
});

describe('A2 a URL per workflow', () => {
  it('is made when it is saved, opaque, and kept by every later revision', async () => {
    const [one, two] = [await aHook('open: true'), await aHook('open: true')];
    expect(one).toMatch(/\/hooks\/[0-9a-f]{64}$/);
    expect(one).not.toBe(two);
    const { json } = await operator.call('GET', `/workflows/authing/workflow-${made}`);
    await operator.workflow((json.text as string).replace('hello', 'hello-again'));
    expect(await operator.hookUrl(`authing/workflow-${made}`, 'webhook')).toBe(two);
    const guessed = two.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect((await ask(guessed, { method: 'POST', body: DELIVERY })).status).toBe(404);
  });
});

describe('A3 body, query and headers', () => {
  const READS = `{ id: hello, type: log, if: "trigger.body.userId == '12345'", message: "{{ trigger.body.event }} {{ trigger.parameters.tenant }} {{ trigger.headers['x-origin'] }}" }`;
  const headers = { 'x-origin': 'console' };

  it.each([
    ['JSON', { ...headers, 'content-type': 'application/json' }, JSON.stringify(DELIVERY)],
    [
      'a form',
      { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      'event=user.created&userId=12345',
    ],
    [
      'a form of parts',
      { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="event"\r\n\r\nuser.created\r\n' +
        '--x\r\nContent-Disposition: form-data; name="userId"\r\n\r\n12345\r\n--x--\r\n',
    ],
  ])('of %s are inputs of steps and conditions', async (_, headers, body) => {
    const url = await aHook(`open: true\n    when: trigger.parameters.tenant == 't1'`, READS);
    const { json } = await ask(`${url}?tenant=t1`, { method: 'POST', headers, body });
    expect(await loggedBy(signet, json.executions[0] as string)).toBe('user.created t1 console');
    expect((await ask(`${url}?tenant=t2`, { method: 'POST', headers, body })).json.executions).toEqual([]);
  });
});

describe('A4 signature, token, addresses', () => {
  const PROOFS: Readonly<Record<string, string>> = {
    signature: `verify: { profile: standard-webhooks, secrets: ["{{ secret('SIGNING_SECRET') }}"] }`,
    token: `token: { from: header:authorization, scheme: Bearer, secrets: ["{{ secret('TOKEN') }}"] }`,
    address: 'ip: [127.0.0.0/8]',
  };
  const NAMES = Object.keys(PROOFS);
  const combinations = [1, 2, 3, 4, 5, 6, 7].map((bits) => NAMES.filter((_, at) => bits & (1 << at)));

  it.each(combinations.map((names) => [names.join(' and '), names] as const))(
    '%s must hold',
    async (_, names) => {
      const url = await aHook(names.map((name) => PROOFS[name]).join('\n    '));
      const send = (without?: string) => {
        const signed = aDelivery({ body: DELIVERY });
        const headers = {
          'content-type': 'application/json',
          ...(without === 'signature' ? {} : signed.headers),
          ...(without === 'token' ? {} : bearer('token-of-the-caller')),
        };
        return ask(url, { method: 'POST', headers, body: signed.body });
      };
      expect((await send()).status).toBe(202);
      for (const name of names.filter((each) => each !== 'address')) {
        expect((await send(name)).status).toBe(401);
      }
    },
  );

  it('other addresses are refused whatever else they show', async () => {
    const url = await aHook(`${PROOFS['token']}\n    ip: [203.0.113.0/24]`);
    const headers = bearer('token-of-the-caller');
    expect((await ask(url, { method: 'POST', headers, body: DELIVERY })).status).toBe(401);
  });
});

describe('A5 retries, logs, small payloads', () => {
  it('a step is tried again by its policy', async () => {
    let tries = 0;
    target.answer = (_, response) => {
      tries += 1;
      response.statusCode = tries < 3 ? 503 : 200;
    };
    const url = await aHook(
      'open: true',
      `{ id: call, type: http.request, method: POST, url: "${target.url}/flaky", retry: { type: constant, interval: 10ms, maxAttempts: 3 } }`,
    );
    const { json } = await ask(url, { method: 'POST', body: DELIVERY });
    const id = json.executions[0] as string;
    expect(await settled(signet, id)).toMatchObject({ status: 'succeeded' });
    expect(await signet.rows('select attempt from task_run where execution_id = $1', [id])).toEqual([
      { attempt: 3 },
    ]);
    expect(target.to('/flaky')).toHaveLength(3);
  });

  it('every request is logged with its verdict, and every execution', async () => {
    const url = await aHook(`token: { from: header:x-token, secrets: ["{{ secret('TOKEN') }}"] }`);
    const send = (token: string) =>
      ask(url, { method: 'POST', headers: { 'x-token': token, 'idempotency-key': 'once' }, body: DELIVERY });
    const [accepted, again, refused] = [
      await send('token-of-the-caller'),
      await send('token-of-the-caller'),
      await send('wrong'),
    ];
    expect([accepted.status, again.status, refused.status]).toEqual([202, 200, 401]);

    const { json: shown } = await operator.call('GET', `/workflows/authing/workflow-${made}`);
    const logged = async () => {
      const { json } = await operator.call('GET', `/hooks/${shown.hooks[0].id}/deliveries`);
      const items = json.items as { outcome: string; reason: string | null }[];
      return items.map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`.trim()).toSorted();
    };
    await eventually(async () =>
      expect(await logged()).toEqual(['accepted', 'duplicate', 'refused bad_token']),
    );
    const { json: runs } = await operator.call('GET', `/executions?workflow=authing/workflow-${made}`);
    expect(runs.items).toMatchObject([{ id: accepted.json.executions[0] }]);
  });

  it('a payload past the limit is answered 413', async () => {
    const url = await aHook('open: true');
    const body = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - 8) });
    const headers = { 'content-type': 'application/json' };
    expect((await ask(url, { method: 'POST', headers, body: body(LIMIT) })).status).toBe(202);
    expect(await ask(url, { method: 'POST', headers, body: body(LIMIT + 1) })).toMatchObject({
      status: 413,
      json: { title: 'Content Too Large' },
    });
  });
});
