/** What callers that were set up for HAP (MingDAO, Nocoly) do, row by row of docs/seeds.md. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SECRET } from '../support/a-hook.js';
import { Receiver, verified } from '../support/a-receiver.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask } from '../support/an-operator.js';
import type { Operator } from '../support/an-operator.js';
import { loggedBy } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

const APP_KEY = 'b7f1c0aa2f3d4e5f';
const SECRET_KEY = '9d8c7b6a5f4e3d2c1b0a';

let signet: TestSignet;
let operator: Operator;
/** Where callers are called back. */
let receiver: Receiver;
let made = 0;

beforeAll(async () => {
  receiver = await Receiver.start();
  signet = await startTestSignet({ env: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
  operator = await anOperator(signet);
  await operator.secret('hap', 'SECRET_KEY', SECRET_KEY);
  await operator.secret('hap', 'CALLBACK_SECRET', SECRET);
});
afterAll(async () => {
  await signet?.stop();
  await receiver?.stop();
});

/** URL of the hook of a new workflow. */
async function aHook(trigger: string, { message = 'hello', top = '', task = '' } = {}): Promise<string> {
  const id = `workflow-${(made += 1)}`;
  await operator.workflow(`id: ${id}
namespace: hap
${top}triggers:
  - id: webhook
    type: webhook
    ${trigger.replaceAll('\n', '\n    ')}
tasks:
  - { id: hello, type: log, message: "${message}" }
${task}`);
  return operator.hookUrl(`hap/${id}`, 'webhook');
}

describe('H1 the generated URL', () => {
  it('takes GET and POST', async () => {
    const url = await aHook('open: true\nparameters: { name: { in: query } }', {
      message: 'hi {{ inputs.name }}',
    });
    expect(url).toMatch(/\/hooks\/[0-9a-f]{64}$/);
    for (const method of ['GET', 'POST']) {
      const { status, json } = await ask(`${url}?name=${method}`, { method });
      expect(status).toBe(202);
      expect(await loggedBy(signet, json.executions[0] as string)).toBe(`hi ${method}`);
    }
  });
});

describe('H2 parameters in three groups', () => {
  it('of the body, the query and the headers are what the workflow reads', async () => {
    const url = await aHook(
      `open: true
parameters:
  name: string
  page: { type: number, in: query }
  origin: { in: header, from: X-Origin }`,
      { message: '{{ inputs.name }} {{ inputs.page + 1 }} {{ inputs.origin }}' },
    );
    const { json } = await ask(`${url}?page=41`, {
      method: 'POST',
      headers: { 'x-origin': 'app' },
      body: { name: 'Ada' },
    });
    expect(await loggedBy(signet, json.executions[0] as string)).toBe('Ada 42 app');
  });
});

describe('H5 required parameters', () => {
  it('that are missing are answered with the message callers look for, and are named beside it', async () => {
    const url = await aHook(
      'open: true\nparameters: { name: { required: true }, age: { type: number, required: true } }',
      {
        message: '{{ inputs.name }} {{ inputs.age }}',
      },
    );
    const { status, headers, json } = await ask(url, { method: 'POST', body: { age: 7 } });
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(json.msg).toBe('Missing required parameter');
    expect(json.errors).toEqual([{ path: 'body.name', message: 'name is required' }]);
    const both = await ask(url, { method: 'GET' });
    expect(both.json.errors).toHaveLength(2);
    expect(
      await signet.count(
        'event',
        `id in (select event_id from execution_view where workflow_id in (select id from workflow where name = 'workflow-${made}'))`,
      ),
    ).toBe(0);
    expect((await ask(url, { method: 'POST', body: { name: 'Ada', age: 36 } })).status).toBe(202);
  });
});

describe('H6 the full body', () => {
  it.each([
    ['JSON', 'application/json', '{"a":{"b":[1,2]}}', '{"a":{"b":[1,2]}}'],
    ['a list', 'application/json', '[1,"two"]', '[1,"two"]'],
    ['a form', 'application/x-www-form-urlencoded', 'a=1&a=2&b=3', '{"a":["1","2"],"b":"3"}'],
    ['text', 'text/plain', 'just text', 'just text'],
  ])('of %s is one parameter', async (_, type, body, expected) => {
    const url = await aHook('open: true\nparameters: { all: { whole: true, required: true } }', {
      message: '{{ inputs.all }}',
    });
    const { json } = await ask(url, { method: 'POST', headers: { 'content-type': type }, body });
    expect(await loggedBy(signet, json.executions[0] as string)).toBe(expected);
    expect((await ask(url, { method: 'POST' })).json.msg).toBe('Missing required parameter');
  });
});

describe('H7 custom responses', () => {
  const PARAMETERS = 'open: true\nparameters: { name: { required: true } }';

  it.each([
    ['text', 'contentType: text/plain, body: received', 'text/plain; charset=utf-8', 'received'],
    ['JSON', 'body: { code: 0, msg: ok }', 'application/json', '{"msg":"ok","code":0}'],
    [
      'XML',
      'contentType: application/xml, body: "<ok name=\\"{{ inputs.name }}\\"/>"',
      'application/xml; charset=utf-8',
      '<ok name="&lt;&apos;&amp;&gt;"/>',
    ],
  ])('at once, fixed: %s', async (_, accepted, type, expected) => {
    const url = await aHook(PARAMETERS, {
      top: `response: { accepted: { status: 200, ${accepted} } }\n`,
      message: '{{ inputs.name }}',
    });
    const { status, headers, text } = await ask(url, { method: 'POST', body: { name: "<'&>" } });
    expect([status, headers.get('content-type'), text]).toEqual([200, type, expected]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('when it has run: chosen outputs of steps', async () => {
    const url = await aHook(`${PARAMETERS}\nwait: true`, {
      top: 'response: { succeeded: { status: 201, body: { said: "{{ tasks.hello.output.message }}" } } }\n',
      message: 'hi {{ inputs.name }}',
    });
    const { status, json } = await ask(url, { method: 'POST', body: { name: 'Ada' } });
    expect([status, json]).toEqual([201, { said: 'hi Ada' }]);
  });

  it('posted to the callbackURL of the request once it has run, signed by us', async () => {
    const url = await aHook(`${PARAMETERS}\ncallback: { secret: "{{ secret('CALLBACK_SECRET') }}" }`, {
      message: 'hi {{ inputs.name }}',
    });
    const callbackURL = receiver.url('/done?order=7');
    const { status, json } = await ask(url, { method: 'POST', body: { name: 'Ada', callbackURL } });
    expect(status).toBe(202);
    await eventually(() => expect(receiver.to('/done?order=7')).toHaveLength(1));
    expect(verified(receiver.to('/done?order=7')[0]!, SECRET)).toMatchObject({
      type: 'execution.succeeded',
      data: { execution: json.executions[0], outputs: { hello: { message: 'hi Ada' } } },
    });
  });

  it('when it aborts: another', async () => {
    const url = await aHook(`${PARAMETERS}\nwait: true`, {
      top: 'response: { succeeded: { body: fine }, failed: { status: 409, body: { code: 1, msg: "{{ execution.status }}" } } }\n',
      message: '{{ inputs.name }}',
      task: '  - { id: stop, type: fail, message: no }\n',
    });
    const { status, json } = await ask(url, { method: 'POST', body: { name: 'Ada' } });
    expect([status, json]).toEqual([409, { code: 1, msg: 'dead' }]);
  });
});

describe('H8 app authorization', () => {
  const sign = (timestamp: number, secret = SECRET_KEY): string => {
    const text = `AppKey=${APP_KEY}&SecretKey=${secret}&Timestamp=${timestamp}`;
    return Buffer.from(createHash('sha256').update(text).digest('hex')).toString('base64');
  };
  const verify = (profile: string): string =>
    `verify: { profile: ${profile}, secrets: ["{{ secret('SECRET_KEY') }}"], config: { appKey: ${APP_KEY} } }`;

  it.each(['GET', 'POST'])(
    'of an organisation: AppKey, Timestamp and the Sign that is computed of them, by %s',
    async (method) => {
      const url = await aHook(verify('hap'));
      const now = Date.now();
      const send = (query: Record<string, string>) =>
        ask(`${url}?${new URLSearchParams(query).toString()}`, {
          method,
          ...(method === 'POST' ? { body: { event: 'x' } } : {}),
        });
      const right = { appKey: APP_KEY, timestamp: String(now), sign: sign(now) };
      expect((await send(right)).status).toBe(202);
      const again = await send(right); // of a GET there is no body that could be told from another
      expect(again.status).toBe(method === 'GET' ? 202 : 200);
      for (const wrong of [
        { ...right, sign: sign(now, 'another') },
        { ...right, timestamp: String(now + 1) },
        { ...right, appKey: 'another' },
        { ...right, sign: '' },
        { appKey: APP_KEY, timestamp: String(now) },
        { ...right, timestamp: String(now - 600_000), sign: sign(now - 600_000) },
      ]) {
        expect((await send(wrong as Record<string, string>)).status).toBe(401);
      }
    },
  );

  it('of an application, API v3: HAP-Appkey and HAP-Sign', async () => {
    const url = await aHook(verify('hap-app'));
    const send = (headers: Record<string, string>) =>
      ask(url, { method: 'POST', headers, body: { event: 'x' } });
    expect((await send({ 'hap-appkey': APP_KEY, 'hap-sign': SECRET_KEY })).status).toBe(202);
    expect((await send({ 'hap-appkey': APP_KEY, 'hap-sign': 'wrong' })).status).toBe(401);
    expect((await send({ 'hap-appkey': 'another', 'hap-sign': SECRET_KEY })).status).toBe(401);
    expect((await send({ 'hap-sign': SECRET_KEY })).status).toBe(401);
  });

  it.each(['hap-app', 'hap-app-v2'])(
    'of an application (%s): calls with the same body and another query all run',
    async (profile) => {
      const url = await aHook(verify(profile));
      const headers = { 'hap-appkey': APP_KEY, 'hap-sign': SECRET_KEY };
      const body = { appKey: APP_KEY, sign: SECRET_KEY, event: 'x' };
      const send = (query: string) => ask(`${url}${query}`, { method: 'POST', headers, body });
      const statuses = [await send('?page=2'), await send('?page=3'), await send('')].map(
        ({ status }) => status,
      );
      expect(statuses).toEqual([202, 202, 202]);
    },
  );

  it('of an application, API v2: appKey and sign among the members of the body', async () => {
    const url = await aHook(verify('hap-app-v2'));
    const send = (body: unknown) => ask(url, { method: 'POST', body });
    expect((await send({ appKey: APP_KEY, sign: SECRET_KEY, event: 'x' })).status).toBe(202);
    expect((await send({ appKey: APP_KEY, sign: 'wrong' })).status).toBe(401);
    expect((await send({ sign: SECRET_KEY })).status).toBe(401);
    expect((await send([APP_KEY, SECRET_KEY])).status).toBe(401);
  });
});

describe('H9 the address list', () => {
  it('holds without any authorization, and beside it', async () => {
    const send = async (trigger: string, headers: Record<string, string> = {}) =>
      (await ask(await aHook(trigger), { method: 'POST', headers, body: {} })).status;
    const app = `verify: { profile: hap-app, secrets: ["{{ secret('SECRET_KEY') }}"], config: { appKey: ${APP_KEY} } }`;
    const right = { 'hap-appkey': APP_KEY, 'hap-sign': SECRET_KEY };

    expect(await send('ip: [127.0.0.1]')).toBe(202);
    expect(await send('ip: [203.0.113.7]')).toBe(401);
    expect(await send(`${app}\nip: [127.0.0.0/8]`, right)).toBe(202);
    expect(await send(`${app}\nip: [127.0.0.0/8]`)).toBe(401);
    expect(await send(`${app}\nip: [203.0.113.0/24]`, right)).toBe(401);
  });
});
