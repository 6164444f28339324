/** H3: a sample from a real request, waited for three minutes. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UpkeepRepository } from '../../src/ledger/upkeep.repository.js';
import { aDelivery, send } from '../support/a-delivery.js';
import type { TestHook } from '../support/a-hook.js';
import { SECRET } from '../support/a-hook.js';
import {
  AN_EVENT,
  aSampledTrigger,
  listen,
  postJson as post,
  sampleOf,
} from '../support/a-sampled-trigger.js';
import type { SampledTrigger } from '../support/a-sampled-trigger.js';
import { ADMIN_TOKEN, anApi, aToken } from '../support/an-api.js';
import type { Api } from '../support/an-api.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let other: TestSignet;
let api: Api;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web', ADMIN_TOKEN } });
  other = await startTestSignet({ env: { ROLE: 'web' }, databaseUrl: signet.databaseUrl });
  api = anApi(signet);
  await api('PUT', '/secrets/acme/SIGNING', { value: SECRET });
});
afterAll(async () => {
  await other?.stop();
  await signet?.stop();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const aTrigger = (trigger?: string): Promise<SampledTrigger> => aSampledTrigger(signet, api, trigger);
const events = (hook: TestHook): Promise<number> => signet.count('event', 'hook_id = $1', [hook.id]);
/** The same hook, at the door of the other process. */
const there = (hook: TestHook): TestHook => ({ ...hook, url: hook.url.replace(signet.url, other.url) });
const overInTime = (): Promise<unknown> =>
  signet.rows("update sample set expires_at = now() - interval '1 second'");

describe('H3: while a sample is waited for', () => {
  it('the next request to an enabled trigger is captured, and runs and is answered as ever', async () => {
    const { path, hook } = await aTrigger();
    const { status, body } = await listen(api, path);
    expect([status, body['state'], body['url']]).toEqual([
      200,
      'listening',
      expect.stringContaining('/hooks/'),
    ]);
    expect(body['secondsLeft']).toBeGreaterThan(170);
    expect(body['secondsLeft']).toBeLessThanOrEqual(180);

    const answer = await post({ ...hook, url: `${hook.url}?dryRun=true` }, AN_EVENT, { 'x-trace-id': 't-1' });
    expect([answer.status, answer.json.executions.length]).toEqual([202, 1]);
    const sample = await sampleOf(api, path);
    expect(sample).toMatchObject({ state: 'captured', method: 'POST', secondsLeft: 0 });
    expect(sample['parameters']).toEqual({
      body: [
        { name: 'userId', type: 'string', from: 'userId', value: '12345' },
        { name: 'age', type: 'number', from: 'age', value: 36 },
        { name: 'admin', type: 'boolean', from: 'admin', value: true },
        { name: 'metadata', type: 'object', from: 'metadata', value: { role: 'admin' } },
        { name: 'groups', type: 'array', from: 'groups', value: ['a'] },
        { name: 'phone', type: 'any', from: 'phone', value: null },
        { name: 'body', type: 'object', from: '', whole: true, value: AN_EVENT },
      ],
      query: [{ name: 'dryRun', type: 'string', from: 'dryRun', value: 'true' }],
      header: [{ name: 'xTraceId', type: 'string', from: 'x-trace-id', value: 't-1' }],
    });
  });

  it('a GET is captured as well as a POST, and nothing else is', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    await send(hook.url, { method: 'PUT', headers: JSON_TYPE, body: '{"put":1}' });
    expect((await sampleOf(api, path))['state']).toBe('listening');
    expect((await send(`${hook.url}?userId=1&tag=a&tag=b`, {})).status).toBe(202);
    expect(await sampleOf(api, path)).toMatchObject({
      method: 'GET',
      parameters: { query: [{ name: 'userId' }, { name: 'tag', type: 'array', value: ['a', 'b'] }] },
    });
  });

  it('one request alone is captured, and later ones change nothing', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    await post(hook, { first: 1 });
    await post(hook, { second: 2 });
    const sample = await sampleOf(api, path);
    expect(sample['parameters'].body[0].name).toBe('first');
    expect(await events(hook)).toBe(2);
  });

  it('exactly one of many requests at two processes is captured', async () => {
    const { path, hook } = await aTrigger('open: true\nenabled: false');
    await listen(api, path);
    await eventually(async () =>
      expect((await post(there(hook), '', { 'x-probe': '1' })).status).not.toBe(404),
    );
    await listen(api, path); // the probe may have won the first
    await eventually(async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) => post(at % 2 ? hook : there(hook), { at })),
      );
      const won = answers.filter(({ status }) => status === 200);
      expect(won.length).toBe(1);
      expect(answers.filter(({ status }) => status === 404)).toHaveLength(19);
    });
    expect(await events(hook)).toBe(0);
  });

  it('a request that another process takes is captured there', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    await eventually(async () => {
      await post(there(hook));
      expect((await sampleOf(api, path))['state']).toBe('captured');
    });
  });

  it('after three minutes nothing is captured, and it says so', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    await overInTime();
    expect(await sampleOf(api, path)).toMatchObject({
      state: 'expired',
      message: 'nothing received',
      secondsLeft: 0,
    });
    expect((await post(hook)).status).toBe(202);
    expect((await sampleOf(api, path))['state']).toBe('expired');
  });

  it('listening again begins anew, also after a capture; stopping forgets', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    await post(hook, { first: 1 });
    expect((await listen(api, path)).body['state']).toBe('listening');
    await post(hook, { second: 1 });
    expect((await sampleOf(api, path))['parameters'].body[0].name).toBe('second');
    expect((await api('DELETE', `${path}/sample`)).status).toBe(204);
    expect((await api('GET', `${path}/sample`)).status).toBe(404);
    expect((await api('DELETE', `${path}/sample`)).status).toBe(204);
  });

  it('a request that the parameters refuse is captured all the same: it may be what they should become', async () => {
    const { path, hook } = await aTrigger('open: true\nparameters: { old: { required: true } }');
    await listen(api, path);
    expect((await post(hook, { fresh: 1 })).status).toBe(400);
    expect((await sampleOf(api, path))['parameters'].body[0].name).toBe('fresh');
  });

  it('a body that cannot be read is not captured', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    expect((await send(hook.url, { method: 'POST', headers: JSON_TYPE, body: '{"a":' })).status).toBe(400);
    expect((await sampleOf(api, path))['state']).toBe('listening');
  });
});

describe('a trigger that is off', () => {
  it('has a hook for the sample alone: 200 with the parameters, no event, and 404 again', async () => {
    const { path, hook } = await aTrigger('open: true\nenabled: false');
    expect((await post(hook)).status).toBe(404);
    await listen(api, path);
    const answer = await post(hook);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.json).toMatchObject({
      sample: 'captured',
      parameters: { query: [], header: [] },
    });
    expect((await post(hook)).status).toBe(404);
    expect(await events(hook)).toBe(0);
    const { body } = await api('GET', `${path}/deliveries`);
    expect(body.items[0] ?? body.items[1]).toMatchObject({ method: 'POST' });
    expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toContain('sample');
  });

  it('answers 404 once the time is over', async () => {
    const { path, hook } = await aTrigger('open: true\nenabled: false');
    await listen(api, path);
    await overInTime();
    await eventually(async () => expect((await post(hook)).status).toBe(404));
    expect((await sampleOf(api, path))['state']).toBe('expired');
  });

  it('is the same for a workflow that is disabled, whose other triggers stay off', async () => {
    const { path, workflow, hook } = await aTrigger();
    await api('POST', `/workflows/acme/${workflow}/disable`);
    expect((await post(hook)).status).toBe(404);
    await listen(api, path);
    expect((await post(hook)).json).toMatchObject({ sample: 'captured' });
    expect(await events(hook)).toBe(0);
  });

  it('asks for the proof as always, and captures no stranger', async () => {
    const verify = 'verify: { profile: standard-webhooks, secrets: ["{{ secret(\'SIGNING\') }}"] }';
    const { path, hook } = await aTrigger(`${verify}\nenabled: false`);
    await listen(api, path);
    expect((await post(hook, { stranger: 1 })).status).toBe(401);
    expect((await sampleOf(api, path))['state']).toBe('listening');
    const signed = aDelivery({ body: { proven: 1 } });
    expect((await send(hook.url, { method: 'POST', ...signed })).status).toBe(200);
    const sample = await sampleOf(api, path);
    expect(sample['parameters'].body[0].name).toBe('proven');
    expect(sample['parameters'].header).toEqual([]); // nothing of the proof
  });
});

describe('what is kept of a sample', () => {
  it('holds no credential, wherever it stands', async () => {
    await api('PUT', '/secrets/acme/PLAIN', { value: 'the-secret-of-x-plain' });
    const token = "token: { from: 'header:x-plain', secrets: [\"{{ secret('PLAIN') }}\"] }";
    const { path, hook } = await aTrigger(token);
    await listen(api, path);
    const body = {
      user: 'u',
      password: 'hunter2',
      deep: { api_key: 'hunter2', 'x-plain': 'the-secret-of-x-plain' },
    };
    const headers = {
      'x-plain': 'the-secret-of-x-plain',
      authorization: 'Bearer hunter2',
      cookie: 'a=hunter2',
    };
    await post({ ...hook, url: `${hook.url}?token=hunter2` }, body, headers);
    const [row] = await signet.rows('select content from sample where hook_id = $1', [hook.id]);
    expect(row!['content']).toMatchObject({ values: { password: '[redacted]' } });
    expect(JSON.stringify(row)).not.toMatch(/hunter2|the-secret-of-x-plain/);
  });

  it('is bounded, however large the request is', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    const body = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        `member${at}`,
        { text: 'x'.repeat(500), list: Array(20).fill('y'.repeat(30)) },
      ]),
    );
    const long = { [`a${'b'.repeat(300)}`]: 1, ...body };
    expect((await post(hook, long)).status).toBe(202);
    const [row] = await signet.rows('select content from sample where hook_id = $1', [hook.id]);
    expect(JSON.stringify(row).length).toBeLessThan(100_000);
    expect(Object.keys((row!['content'] as { parameters: object }).parameters).length).toBeLessThanOrEqual(
      100,
    );
  });
});

describe('upkeep', () => {
  it('forgets samples after a week', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    await post(hook);
    const upkeep = new UpkeepRepository(signet.part(DataSource));
    await signet.rows("update sample set opened_at = now() - interval '6 days' where hook_id = $1", [
      hook.id,
    ]);
    await upkeep.pruneSamples();
    expect((await sampleOf(api, path))['state']).toBe('captured');
    await signet.rows("update sample set opened_at = now() - interval '8 days' where hook_id = $1", [
      hook.id,
    ]);
    expect(await upkeep.pruneSamples()).toBe(1);
    expect((await api('GET', `${path}/sample`)).status).toBe(404);
  });
});

describe('whoever samples', () => {
  it('is an author with reach; readers may look', async () => {
    const { path } = await aTrigger();
    const operator = await aToken(api, 'operator');
    expect((await api('POST', `${path}/sample/listen`, {}, operator)).status).toBe(403);
    expect(
      (await api('POST', `${path}/sample/listen`, {}, await aToken(api, 'author', ['other']))).status,
    ).toBe(403);
    await listen(api, path);
    expect((await api('GET', `${path}/sample`, undefined, operator)).status).toBe(200);
    expect((await api('DELETE', `${path}/sample`, undefined, operator)).status).toBe(403);
  });

  it('finds no sample of an event trigger, of an unknown one, or where nothing is deployed', async () => {
    const { path } = await aTrigger();
    await api('PUT', '/environments/empty', {});
    expect((await api('POST', `${path}/sample/listen`, { environment: 'empty' })).status).toBe(404);
    expect((await api('POST', `${path}/sample/listen`, { environment: '../x' })).status).toBe(404);
    expect((await api('POST', `${path}x/sample/listen`, {})).status).toBe(404);
  });
});
