/** H2, H4, H6: parameters out of a captured request, out of JSON, out of pairs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AN_EVENT, aSampledTrigger, listen, postJson as post } from '../support/a-sampled-trigger.js';
import type { SampledTrigger } from '../support/a-sampled-trigger.js';
import { ADMIN_TOKEN, anApi } from '../support/an-api.js';
import type { Api } from '../support/an-api.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';

let signet: TestSignet;
let api: Api;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web', ADMIN_TOKEN } });
  api = anApi(signet);
});
afterAll(() => signet?.stop());

const aTrigger = (trigger?: string): Promise<SampledTrigger> => aSampledTrigger(signet, api, trigger);

describe('applying', () => {
  it('H2: writes the captured parameters into the document, which keeps its comments and runs them', async () => {
    const { path, workflow, hook } = await aTrigger();
    await listen(api, path);
    await post({ ...hook, url: `${hook.url}?dryRun=true` });
    const { status, body } = await api('POST', `${path}/sample/apply`, {
      from: 'sample',
      required: ['userId'],
    });
    expect([status, body.outcome, body.revision]).toEqual([200, 'updated', 2]);
    expect(body.text).toContain('# Hires somebody.');
    expect(body.text).toContain('# the only one');
    expect(body.parameters).toMatchObject({
      userId: { type: 'string', required: true },
      age: 'number',
      dryRun: { type: 'string', in: 'query' },
    });
    expect(body.parameters).not.toHaveProperty('body');
    expect((await api('GET', `/workflows/acme/${workflow}`)).body.text).toBe(body.text);

    const missing = await post(hook, { age: 1 });
    expect(missing.status).toBe(400);
    expect(missing.json).toMatchObject({ msg: 'Missing required parameter' });
    const { json } = await post(hook, { userId: 'u-1', age: 40 });
    const [event] = await signet.rows('select inputs from event where id = $1', [json.event]);
    expect(event!['inputs']).toEqual({ userId: 'u-1', age: 40 });
  });

  it('H6: with the whole body as one parameter', async () => {
    const { path, hook } = await aTrigger();
    await listen(api, path);
    await post(hook, { userId: 'u' });
    const { body } = await api('POST', `${path}/sample/apply`, { from: 'sample', wholeBody: true });
    expect(body.parameters).toEqual({ userId: 'string', body: { type: 'object', whole: true } });
    const { json } = await post(hook, { userId: 'u-2', more: [1] });
    const [event] = await signet.rows('select inputs from event where id = $1', [json.event]);
    expect(event!['inputs']).toEqual({ userId: 'u-2', body: { userId: 'u-2', more: [1] } });
  });

  it('H4: from JSON, and from key-value pairs', async () => {
    const { path } = await aTrigger();
    const json = await api('POST', `${path}/sample/apply`, { from: { json: AN_EVENT } });
    expect(json.body.parameters).toMatchObject({ userId: 'string', groups: 'array' });
    const pairs = [
      { key: 'emp_id', value: 33 },
      { key: 'name' },
      { key: 'X-Trace-Id', in: 'header' },
      { key: 'dryRun', type: 'boolean', in: 'query' },
    ];
    const { body } = await api('POST', `${path}/sample/apply`, { from: { pairs }, required: ['name'] });
    expect(body.parameters).toEqual({
      emp_id: 'number',
      name: { type: 'string', required: true },
      XTraceId: { type: 'string', in: 'header', from: 'X-Trace-Id' },
      dryRun: { type: 'boolean', in: 'query' },
    });
  });

  it('is shown without being saved when it is a dry run, faults included', async () => {
    const { path, workflow } = await aTrigger(
      'open: true\nparameters: { old: string }\nwhen: inputs.old == "x"',
    );
    const { status, body } = await api('POST', `${path}/sample/apply`, {
      from: { json: { new: 1 } },
      dryRun: true,
    });
    expect([status, body.outcome, body.revision]).toEqual([200, 'dry run', 1]);
    expect(body.faults[0].message).toContain('old');
    expect((await api('POST', `${path}/sample/apply`, { from: { json: { new: 1 } } })).status).toBe(422);
    expect((await api('GET', `/workflows/acme/${workflow}`)).body.revision).toBe(1);
  });

  it('is refused while nothing is captured', async () => {
    const { path } = await aTrigger();
    expect((await api('POST', `${path}/sample/apply`, { from: 'sample' })).status).toBe(404);
    await listen(api, path);
    expect((await api('POST', `${path}/sample/apply`, { from: 'sample' })).status).toBe(409);
  });

  it.each([
    ['nothing', undefined, 'from'],
    ['another word', 'samples', 'from'],
    ['both at once', { json: 1, pairs: [] }, 'from'],
    ['pairs without a key', { pairs: [{}] }, 'from.pairs[0].key'],
    ['pairs of an unknown type', { pairs: [{ key: 'a', type: 'date' }] }, 'from.pairs[0].type'],
    ['pairs of an unknown place', { pairs: [{ key: 'a', in: 'cookie' }] }, 'from.pairs[0].in'],
  ])('from %s is told so', async (_, from, place) => {
    const { path } = await aTrigger();
    const { status, body } = await api('POST', `${path}/sample/apply`, { from });
    expect([status, body.errors[0].path]).toEqual([400, place]);
  });

  it('with a required name that is not there is told so', async () => {
    const { path } = await aTrigger();
    const { status, body } = await api('POST', `${path}/sample/apply`, {
      from: { json: { a: 1 } },
      required: ['b'],
    });
    expect([status, body.errors]).toEqual([
      400,
      [{ path: 'required', message: 'b is not among the parameters: a' }],
    ]);
  });
});

describe('inferring', () => {
  it('shows what an example would make and saves nothing', async () => {
    const before = await signet.count('workflow_revision');
    const { status, body } = await api('POST', '/parameters/infer', {
      from: { json: { a: 1, password: 'x' } },
      wholeBody: true,
    });
    expect([status, body.parameters]).toEqual([
      200,
      { a: 'number', password: 'string', body: { type: 'object', whole: true } },
    ]);
    expect(body.groups.body[1]).toMatchObject({ name: 'password', value: '[redacted]' });
    expect(await signet.count('workflow_revision')).toBe(before);
    expect((await api('POST', '/parameters/infer', { from: 'sample' })).status).toBe(400);
  });
});
