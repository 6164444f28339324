/** What authors that come from HAP (MingDAO, Nocoly) do to set a trigger up, row by row of docs/seeds.md. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import type { Operator, Said } from '../support/an-operator.js';
import { loggedBy } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

const APP_KEY = 'b7f1c0aa2f3d4e5f';
const SECRET_KEY = '9d8c7b6a5f4e3d2c1b0a';
const APP = { 'hap-appkey': APP_KEY, 'hap-sign': SECRET_KEY };
const ORDER = { orderNumber: '2026-11-001', amount: 12.5, buyer: { name: 'Ada' } };

let signet: TestSignet;
/** Another web process of the same installation. */
let other: TestSignet;
let operator: Operator;
let made = 0;

beforeAll(async () => {
  signet = await startTestSignet();
  other = await startTestSignet({ env: { ROLE: 'web' }, databaseUrl: signet.databaseUrl });
  operator = await anOperator(signet);
  await operator.secret('hap', 'SECRET_KEY', SECRET_KEY);
});
afterAll(async () => {
  await other?.stop();
  await signet?.stop();
});

interface NewTrigger {
  readonly url: string;
  readonly workflow: string;
  /** Of its tools in the API. */
  readonly path: string;
}

async function aTrigger(trigger = 'open: true'): Promise<NewTrigger> {
  const id = `order-${(made += 1)}`;
  await operator.workflow(`id: ${id}
namespace: hap
triggers:
  - id: webhook
    type: webhook
    ${trigger}
tasks:
  - { id: hello, type: log, message: "{{ inputs }}" }
`);
  const url = await operator.hookUrl(`hap/${id}`, 'webhook');
  return { url, workflow: id, path: `/workflows/hap/${id}/triggers/webhook` };
}

const WITH_APP = `verify: { profile: hap-app, secrets: ["{{ secret('SECRET_KEY') }}"], config: { appKey: ${APP_KEY} } }`;

const post = (url: string, body: unknown = ORDER, headers: Record<string, string> = {}): Promise<Said> =>
  ask(url, { method: 'POST', headers, body });
const listen = async (path: string): Promise<Said['json']> =>
  (await operator.call('POST', `${path}/sample/listen`, {})).json;
const sample = async (path: string): Promise<Said['json']> =>
  (await operator.call('GET', `${path}/sample`)).json;
const apply = async (path: string, asked: object): Promise<Said['json']> =>
  (await operator.call('POST', `${path}/sample/apply`, asked)).json;
/** The same address, at the door of the other process. */
const there = (url: string): string => url.replace(signet.url, other.url);
const namesIn = (groups: Record<string, { name: string }[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(groups).map(([group, all]) => [group, all.map(({ name }) => name)]));

describe('H3 sample from a real request', () => {
  it.each(['GET', 'POST'])(
    'a %s to the URL within 3 minutes is parsed into parameters that later requests are read by',
    async (method) => {
      const { path, url } = await aTrigger();
      const { state, secondsLeft } = await listen(path);
      expect(state).toBe('listening');
      expect(secondsLeft).toBeGreaterThan(170);
      expect(secondsLeft).toBeLessThanOrEqual(180);

      const body = method === 'POST' ? { body: ORDER } : {};
      const headers = { 'x-trace-id': 't-1' };
      await ask(`${url}?page=2`, { method, headers, ...body });
      const { parameters, ...captured } = await sample(path);
      expect(captured).toMatchObject({ state: 'captured', method });
      expect(namesIn(parameters)).toEqual({
        body: method === 'POST' ? ['orderNumber', 'amount', 'buyer', 'body'] : ['body'],
        query: ['page'],
        header: ['xTraceId'],
      });

      await apply(path, { from: 'sample', required: ['page'] });
      expect(await ask(url, { method, headers, ...body })).toMatchObject({
        status: 400,
        json: { msg: 'Missing required parameter', errors: [{ path: 'query.page' }] },
      });
      const { json } = await ask(`${url}?page=3`, { method, headers, ...body });
      expect(JSON.parse(await loggedBy(signet, json.executions[0] as string))).toEqual({
        ...(method === 'POST' ? ORDER : {}),
        page: '3',
        xTraceId: 't-1',
      });
    },
  );

  it('no other method is a sample', async () => {
    const { path, url } = await aTrigger();
    await listen(path);
    await ask(url, { method: 'PUT', body: ORDER });
    expect((await sample(path)).state).toBe('listening');
  });

  it('when the 3 minutes are over it says that nothing was received, and captures nothing', async () => {
    const { path, url } = await aTrigger();
    await listen(path);
    const [row] = await signet.rows<{ seconds: number }>(
      'select extract(epoch from expires_at - opened_at)::int as seconds from sample order by opened_at desc limit 1',
    );
    expect(row!.seconds).toBe(180);
    await signet.rows(`update sample set expires_at = now() - interval '1 second'`);
    expect((await post(url)).status).toBe(202);
    expect(await sample(path)).toMatchObject({
      state: 'expired',
      message: 'nothing received',
      secondsLeft: 0,
    });
  });

  it('is one request, the first, also where another web process takes it', async () => {
    const { path, url } = await aTrigger();
    await eventually(async () => expect((await post(there(url))).status).toBe(202));
    await listen(path);
    await eventually(async () => {
      await post(there(url), { first: 1 });
      expect((await sample(path)).state).toBe('captured');
    });
    const { parameters } = await sample(path);
    expect(namesIn(parameters).body).toEqual(['first', 'body']);
    await post(there(url), { second: 2 });
    await post(url, { third: 3 });
    expect((await sample(path)).parameters).toEqual(parameters);
  });

  it('with App Authorization it is of the application alone, and what proves it is no parameter', async () => {
    const { path, url } = await aTrigger(`${WITH_APP}\n    enabled: false`);
    await listen(path);
    expect((await post(url, ORDER, { ...APP, 'hap-sign': 'wrong' })).status).toBe(401);
    expect((await sample(path)).state).toBe('listening');
    expect(await post(url, ORDER, APP)).toMatchObject({ status: 200, json: { sample: 'captured' } });
    const captured = await sample(path);
    expect(namesIn(captured.parameters).header).toEqual([]);
    expect(JSON.stringify(captured)).not.toContain(SECRET_KEY);
    expect((await post(url, ORDER, APP)).status).toBe(404); // the trigger is off, and the sample is taken
  });
});

describe('H4 sample from JSON, or from key-value pairs', () => {
  const pairs = [
    { key: 'orderNumber', value: '2026-11-001' },
    { key: 'amount', type: 'number' },
    { key: 'page', type: 'number', in: 'query' },
    { key: 'X-Trace-Id', in: 'header' },
  ];

  it.each([
    ['JSON', { json: ORDER }, { orderNumber: 'string', amount: 'number', buyer: 'object' }],
    [
      'key-value pairs',
      { pairs },
      {
        orderNumber: 'string',
        amount: 'number',
        page: { type: 'number', in: 'query' },
        XTraceId: { type: 'string', in: 'header', from: 'X-Trace-Id' },
      },
    ],
  ])('%s becomes parameters that later requests are read by', async (_, from, parameters) => {
    const { path, url } = await aTrigger();
    const applied = await apply(path, { from, required: ['orderNumber'] });
    expect(applied.parameters).toEqual({
      ...parameters,
      orderNumber: { type: 'string', required: true },
    });
    const { json } = await post(`${url}?page=2`, ORDER, { 'x-trace-id': 't-1' });
    expect(JSON.parse(await loggedBy(signet, json.executions[0] as string))).toEqual(
      'pairs' in from ? { orderNumber: '2026-11-001', amount: 12.5, page: 2, XTraceId: 't-1' } : ORDER,
    );
    expect(await post(url, { amount: 1 })).toMatchObject({
      status: 400,
      json: { msg: 'Missing required parameter', errors: [{ path: 'body.orderNumber' }] },
    });
    expect((await post(url, { ...ORDER, amount: 'much' })).status).toBe(400);
  });
});

describe('H10 the list of workflows', () => {
  it('is searched by the id in the URL, or by all of it', async () => {
    const [wanted, another] = [await aTrigger(), await aTrigger()];
    const found = async (text: string): Promise<string[]> => {
      const { json } = await operator.call('GET', `/workflows?hook=${encodeURIComponent(text)}`);
      return (json.items as { id: string }[]).map(({ id }) => id);
    };
    const idIn = ({ url }: NewTrigger): string => url.split('/').at(-1)!;
    expect(await found(idIn(wanted))).toEqual([wanted.workflow]);
    expect(await found(wanted.url)).toEqual([wanted.workflow]);
    expect(await found(idIn(another))).toEqual([another.workflow]);
    expect(await found('f'.repeat(64))).toEqual([]);
  });
});

describe('H11 the API documentation', () => {
  const documented = async (): Promise<Said['json']> =>
    (await ask(`${signet.url}/openapi/hooks.json`, { headers: bearer(operator.token) })).json;

  it('has an enabled workflow, with its parameters and what App Authorization asks for', async () => {
    const { path, url } = await aTrigger(WITH_APP);
    const place = new URL(url).pathname;
    await apply(path, {
      from: { pairs: [{ key: 'orderNumber' }, { key: 'page', type: 'number', in: 'query' }] },
      required: ['orderNumber'],
    });
    const document = await documented();
    const { post: operation } = document.paths[place];
    expect(operation.parameters).toContainEqual({
      name: 'page',
      in: 'query',
      required: false,
      schema: { type: 'number' },
    });
    expect(operation.requestBody.content['application/json'].schema).toMatchObject({
      properties: { orderNumber: { type: 'string' } },
      required: ['orderNumber'],
    });
    const asked = (operation.security as object[]).flatMap(Object.keys);
    const headers = asked.map((name): string => document.components.securitySchemes[name].name.toLowerCase());
    expect(headers).toContain('hap-sign');
    expect(JSON.stringify(document)).not.toContain(SECRET_KEY);
  });

  it('loses it when it is switched off, and has it again when it is switched on', async () => {
    const { url, workflow } = await aTrigger();
    const place = new URL(url).pathname;
    const isThere = async (): Promise<boolean> => place in (await documented()).paths;
    expect(await isThere()).toBe(true);
    await operator.trigger(`hap/${workflow}`, 'webhook', 'disable');
    expect(await isThere()).toBe(false);
    await operator.trigger(`hap/${workflow}`, 'webhook', 'enable');
    expect(await isThere()).toBe(true);
  });

  it('is for those who have a token', async () => {
    expect((await ask(`${signet.url}/openapi/hooks.json`)).status).toBe(401);
  });
});
