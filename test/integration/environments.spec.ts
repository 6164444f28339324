/** Seed row T2: one hook, and in each environment secrets, variables, a switch and a revision of its own. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDelivery, post, send } from '../support/a-delivery.js';
import type { Answered, DeliveryParts } from '../support/a-delivery.js';
import { SECRET } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { NOTHING, on, settled } from '../support/builders.js';

const OTHER_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const SIGNED = {
  id: 'hook',
  type: 'webhook',
  verify: { profile: 'standard-webhooks', secrets: ["{{ secret('SIGNING') }}"] },
};
const OPEN = { id: 'hook', type: 'webhook', open: true };

let signet: TestSignet;
let api: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ...WITH_ADMIN, OUTBOUND_ALLOW: '127.0.0.1' } });
  api = new TestApi(signet);
  await api.must('PUT', '/environments/staging', {});
  await api.must('PUT', '/environments/qa', {});
});
afterAll(() => signet?.stop());

/** Applies it to all three. */
async function everywhere(parts: Readonly<Record<string, unknown>>): Promise<string> {
  for (const environment of ['production', 'staging', 'qa']) {
    await api.apply(parts, environment);
  }
  const { namespace = 'acme', id } = parts;
  return api.hookOf(`${namespace as string}/${id as string}`);
}

const deliver = (url: string, environment: string, parts: DeliveryParts = {}): Promise<Answered> =>
  post({ url: `${url}?environment=${environment}` }, aDelivery(parts));

const outcomes = async (url: string, parts: DeliveryParts = {}): Promise<Record<string, number>> => {
  const answers = ['production', 'staging', 'qa'].map(async (environment) => [
    environment,
    (await deliver(url, environment, parts)).status,
  ]);
  return Object.fromEntries(await Promise.all(answers));
};

/** The output of its only task, once it has run. */
async function output({ json }: Answered): Promise<unknown> {
  await settled(signet, json.executions[0]!);
  const { taskRuns } = await api.must('GET', `/executions/${json.executions[0]}`);
  return taskRuns[0].output;
}

describe('T2: the secrets of a hook', () => {
  it('are those of the environment before those of all; where there are none, nobody gets in', async () => {
    const url = await everywhere({ id: 'signed', namespace: 'signed', triggers: [SIGNED], tasks: [NOTHING] });
    expect(await outcomes(url, { secret: SECRET })).toEqual({ production: 401, staging: 401, qa: 401 });

    await api.must('PUT', '/secrets/signed/SIGNING?environment=staging', { value: OTHER_SECRET });
    expect(await outcomes(url, { secret: OTHER_SECRET })).toEqual({ production: 401, staging: 202, qa: 401 });

    await api.must('PUT', '/secrets/signed/SIGNING', { value: SECRET });
    expect(await outcomes(url, { secret: SECRET })).toEqual({ production: 202, staging: 401, qa: 202 });
    expect(await outcomes(url, { secret: OTHER_SECRET })).toEqual({ production: 401, staging: 202, qa: 401 });

    await api.must('DELETE', '/secrets/signed/SIGNING?environment=staging');
    expect(await outcomes(url, { secret: SECRET })).toEqual({ production: 202, staging: 202, qa: 202 });
  });

  it('of a nearer namespace go before those of the environment farther away', async () => {
    await api.must('PUT', '/secrets/far/SIGNING?environment=staging', { value: OTHER_SECRET });
    await api.must('PUT', '/secrets/far.near/SIGNING', { value: SECRET });
    const parts = { id: 'nested', namespace: 'far.near', triggers: [SIGNED], tasks: [NOTHING] };
    await api.apply(parts, 'staging');
    const url = await api.hookOf('far.near/nested?environment=staging');

    expect(await deliver(url, 'staging', { secret: SECRET })).toMatchObject({ status: 202 });
    expect(await deliver(url, 'staging', { secret: OTHER_SECRET })).toMatchObject({ status: 401 });
  });

  it('cannot be put where there is no environment, nor into all of them by a slip', async () => {
    const put = async (query: string): Promise<number> =>
      (await api.call('PUT', `/secrets/acme/SLIPPED${query}`, { value: 'x' })).status;

    expect(await put('?environment=nowhere')).toBe(404);
    expect(await put('?environment=')).toBe(400);
    expect(await put('?environment')).toBe(400);
    expect(await put('?environment=a&environment=b')).toBe(400);
    expect(await put('?environment=../x')).toBe(400);
    expect(await put('?enviroment=staging')).toBe(400);
    expect(await signet.count('secret', `name = 'SLIPPED'`)).toBe(0);
  });
});

describe('T2: the variables of a workflow', () => {
  it('are read in its tasks, conditions and lanes as the environment has them', async () => {
    await api.must('PUT', '/variables/acme/REGION', {
      value: { name: 'everywhere', limits: [1, 2.5, null] },
    });
    await api.must('PUT', '/variables/acme/REGION?environment=staging', { value: { name: 'lyon' } });
    await api.must('PUT', '/variables/acme/TAKES?environment=qa', { value: false });
    await api.must('PUT', '/variables/acme/TAKES', { value: true });
    const url = await everywhere({
      id: 'varied',
      triggers: [{ ...OPEN, when: "var('TAKES')" }],
      lane: "{{ var('REGION').name }}",
      tasks: [{ id: 'say', type: 'set', values: { region: "{{ var('REGION') }}" } }],
    });

    expect(await output(await deliver(url, 'production'))).toEqual({
      region: { name: 'everywhere', limits: [1, 2.5, null] },
    });
    const staged = await deliver(url, 'staging');
    expect(await output(staged)).toEqual({ region: { name: 'lyon' } });
    expect(await deliver(url, 'qa')).toMatchObject({ status: 202, json: { executions: [] } });
    const [row] = await signet.rows<{ lane: string }>('select lane from execution where id = $1', [
      staged.json.executions[0],
    ]);
    expect(row!.lane).toMatch(/@staging:lyon$/);
  });

  it('are felt at once, by the doors and by what runs', async () => {
    const url = await everywhere({
      id: 'fresh',
      triggers: [{ ...OPEN, when: "var('OPENED') != 'no'" }],
      tasks: [{ id: 'say', type: 'set', values: { opened: "{{ var('OPENED') }}" } }],
    });
    for (const value of ['one', 'two', 'three']) {
      await api.must('PUT', '/variables/acme/OPENED?environment=staging', { value });
      expect(await output(await deliver(url, 'staging'))).toEqual({ opened: value });
    }
    await api.must('PUT', '/variables/acme/OPENED?environment=staging', { value: 'no' });
    expect((await deliver(url, 'staging')).json.executions).toEqual([]);
    await api.must('DELETE', '/variables/acme/OPENED?environment=staging');
    expect((await deliver(url, 'staging')).json.executions).toEqual([]);
  });

  it('that are missing end the execution, and name what is missing', async () => {
    await api.apply({
      id: 'lacks',
      triggers: [OPEN],
      tasks: [{ id: 'say', type: 'log', message: "{{ var('LACKING') }}" }],
    });
    const { json } = await deliver(await api.hookOf('acme/lacks'), 'production');
    expect(await settled(signet, json.executions[0]!)).toMatchObject({
      status: 'dead',
      reason: 'permanent',
      last_error: { code: 'expression_failed', message: expect.stringContaining('LACKING') },
    });
  });

  it('hold any JSON that can be stored, as it is', async () => {
    const values: unknown[] = [
      '',
      'text',
      0,
      -1.5,
      false,
      [],
      {},
      [{ a: [null] }],
      { toString: 2, toJSON: 'x', '': 3 },
      String.raw`not a zero: \u0000`,
      { $date: 1 },
    ];
    for (const value of values) {
      await api.must('PUT', '/variables/any/VALUE', { value });
      const { items } = await api.must('GET', '/variables?namespace=any');
      expect(items[0].value).toEqual(value);
    }
  });

  it.each([
    ['nothing', {}],
    ['null', { value: null }],
    ['a zero character', { value: 'a\u0000b' }],
    ['a zero character in a name', { value: { 'a\u0000b': 1 } }],
    ['half a character', { value: ['\ud800'] }],
    ['more than 64 KiB', { value: 'x'.repeat(65_536) }],
    ['another member', { value: 1, environment: 'staging' }],
  ])('do not hold %s', async (_, body) => {
    expect((await api.call('PUT', '/variables/any/REFUSED', body)).status).toBe(400);
    expect(await signet.count('variable', `name = 'REFUSED'`)).toBe(0);
  });
});

describe('T2: an environment that is not there', () => {
  const NAMES = [
    'nowhere',
    '..%2Fx',
    '../x',
    '',
    '%00',
    'x'.repeat(200),
    'Production',
    'production%20',
    '%FF',
    'lab',
  ];

  it.each(NAMES)('is a clear 404: %s', async (name) => {
    const lyon = await api.tenant(`lyon-${randomUUID().slice(0, 8)}`);
    await lyon.must('PUT', '/environments/lab', {});
    const url = await everywhere({ id: 'anywhere', triggers: [OPEN], tasks: [NOTHING] });
    await api.must('PUT', '/sources/anywhere', { open: true });
    const { hook } = await api.must('GET', '/sources/anywhere');
    const [events, refused] = [await signet.count('event'), await signet.count('delivery_log')];

    for (const address of [url, signet.url + new URL(hook.url).pathname]) {
      const answer = await send(`${address}?environment=${name}`, { method: 'POST', body: '{}' });
      expect(answer).toMatchObject({
        status: 404,
        json: { title: 'Not Found', detail: 'There is no environment of that name' },
      });
    }
    expect([await signet.count('event'), await signet.count('delivery_log')]).toEqual([events, refused]);
  });

  it('is one that is named twice, even the same', async () => {
    const url = await everywhere({ id: 'anywhere', triggers: [OPEN], tasks: [NOTHING] });
    const query = 'environment=staging&environment=staging';
    expect((await send(`${url}?${query}`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  it('is a clear 404 of the API as well', async () => {
    await api.apply({ id: 'anywhere', triggers: [OPEN], tasks: [NOTHING] });
    for (const path of ['/workflows', '/workflows/acme/anywhere']) {
      for (const name of NAMES) {
        const { status, body } = await api.call('GET', `${path}?environment=${name}`);
        expect([name, status, body.msg]).toEqual([name, 404, 'there is no environment of that name']);
      }
    }
    expect((await api.call('POST', '/workflows/acme/anywhere/trigger?environment=nowhere', {})).status).toBe(
      404,
    );
  });
});

describe('T2: a delivery', () => {
  it('with the id of another environment is an event of its own, with that of its own a duplicate', async () => {
    const url = await everywhere({
      id: 'twice',
      triggers: [{ ...OPEN, event: { id: ['json:/id'] } }],
      tasks: [NOTHING],
    });
    const body = { id: 'evt_1' };
    const first = await deliver(url, 'production', { body });
    const other = await deliver(url, 'staging', { body });

    expect([first.status, other.status]).toEqual([202, 202]);
    expect(other.json.event).not.toBe(first.json.event);
    expect(await deliver(url, 'production', { body })).toMatchObject({ status: 200, json: first.json });
    expect(await deliver(url, 'staging', { body })).toMatchObject({ status: 200, json: other.json });
    expect(await signet.count('event', 'id = any($1)', [[first.json.event, other.json.event]])).toBe(2);
  });

  it('of a shared source starts what is deployed in its environment, and nothing else', async () => {
    await api.must('PUT', '/sources/shared', { open: true, event: { type: ['json:/type'] } });
    const { hook } = await api.must('GET', '/sources/shared');
    const url = signet.url + new URL(hook.url).pathname;
    await api.apply({ id: 'only-staging', triggers: [on('shared')], tasks: [NOTHING] }, 'staging');
    await api.apply({ id: 'only-live', triggers: [on('shared')], tasks: [NOTHING] });
    const started = async (environment: string): Promise<string[]> => {
      const { json } = await deliver(url, environment, { body: { type: 'x' } });
      const rows = await Promise.all(json.executions.map((id) => api.must('GET', `/executions/${id}`)));
      return rows.map(({ workflow }) => workflow as string);
    };

    expect(await started('production')).toEqual(['acme/only-live']);
    expect(await started('staging')).toEqual(['acme/only-staging']);
    expect(await started('qa')).toEqual([]);
  });

  it('waits for its lane in its own environment alone', async () => {
    const stuck = {
      type: 'http.request',
      url: 'http://127.0.0.1:1/',
      retry: { interval: '1h', maxDuration: '1d' },
    };
    const url = await everywhere({
      id: 'lanes',
      triggers: [{ ...OPEN, event: { subject: ['json:/userId'] } }],
      tasks: [{ id: 'call', if: "execution.environment == 'staging'", ...stuck }],
    });
    const body = { userId: 'u1' };
    const [first] = (await deliver(url, 'staging', { body })).json.executions;
    const [second] = (await deliver(url, 'staging', { body })).json.executions;
    const [other] = (await deliver(url, 'production', { body })).json.executions;

    expect(await settled(signet, other!)).toMatchObject({ status: 'succeeded' });
    const open = await signet.rows(
      'select id, attempt > 0 as tried from open_execution where id = any($1) order by seq',
      [[first, second]],
    );
    expect(open).toEqual([
      { id: first, tried: true },
      { id: second, tried: false },
    ]);
  });
});
