/** T4: a test with parameters runs exactly as if it had come by webhook, and is marked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADMIN_TOKEN, anApi, aToken } from '../support/an-api.js';
import type { Api } from '../support/an-api.js';
import { send } from '../support/a-delivery.js';
import { aSource, requireHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on, settled } from '../support/builders.js';

let signet: TestSignet;
let api: Api;

const HIRE = {
  name: { required: true },
  emp_id: { type: 'number', required: true },
  role: { from: '/metadata/role', enum: ['admin', 'member'], default: 'member' },
  traceId: { in: 'header', from: 'X-Trace-Id' },
  dryRun: { type: 'boolean', in: 'query' },
  tags: { type: 'array', in: 'query', from: 'tag' },
};

beforeAll(async () => {
  signet = await startTestSignet({ env: { ADMIN_TOKEN } });
  api = anApi(signet);
});
afterAll(() => signet?.stop());

/** A workflow with one webhook trigger, and the path of its tools. */
async function aTrigger(
  trigger: object = {},
  more: object = {},
  options: { environment?: string } = {},
): Promise<{ id: string; path: string }> {
  const parts = {
    triggers: [{ id: 'hook', type: 'webhook', open: true, ...trigger }],
    tasks: [NOTHING],
    ...more,
  };
  const { id, name } = await deploy(signet, parts, options);
  return { id, path: `/workflows/acme/${name}/triggers/hook` };
}

const executionOf = async (id: string): Promise<Record<string, unknown>> =>
  (await signet.rows('select * from execution_view where id = $1', [id]))[0]!;
const eventOf = async (id: string): Promise<Record<string, unknown>> =>
  (await signet.rows('select * from event where id = $1', [id]))[0]!;

describe('T4: a test run', () => {
  it('puts parameters by name where they are looked for, and makes the same inputs as a delivery', async () => {
    const { id, path } = await aTrigger({ parameters: HIRE, inputs: { who: '{{ trigger.body.name }}' } });
    const parameters = {
      name: 'John Doe',
      emp_id: 33,
      traceId: 't-1',
      dryRun: false,
      tags: ['a', 'b'],
      role: 'admin',
    };
    const { status, body } = await api('POST', `${path}/test`, { parameters });
    expect([status, body.started, body.executions.length]).toEqual([202, true, 1]);

    const hook = await requireHook(signet, id, 'hook');
    const delivered = await send(`${hook.url}?dryRun=false&tag=a&tag=b`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-trace-id': 't-1' },
      body: JSON.stringify({ name: 'John Doe', emp_id: 33, metadata: { role: 'admin' } }),
    });
    const [tested, real] = [await eventOf(body.event), await eventOf(delivered.json.event!)];
    expect(tested['inputs']).toEqual(real['inputs']);
    expect(tested['body']).toEqual(real['body']);
    expect(tested['parameters']).toEqual(real['parameters']);
    expect([tested['test'], real['test'], tested['hook_id']]).toEqual([true, false, hook.id]);
  });

  it('runs to its end like any other, its event and execution marked as a test', async () => {
    const { path } = await aTrigger({ parameters: HIRE });
    const { body } = await api('POST', `${path}/test`, { parameters: { name: 'Ada', emp_id: 1 } });
    expect(await settled(signet, body.executions[0])).toMatchObject({ status: 'succeeded', test: true });
    expect((await api('GET', `/executions/${body.executions[0]}`)).body).toMatchObject({
      test: true,
      trigger: 'hook',
    });
    const { body: list } = await api('GET', `${path}/deliveries`);
    expect(list.items).toEqual([
      expect.objectContaining({
        outcome: 'accepted',
        event: expect.objectContaining({ id: body.event, test: true }),
      }),
    ]);
  });

  it('adds parameters to a body, query and headers of your own', async () => {
    const { path } = await aTrigger({ parameters: HIRE });
    const { body } = await api('POST', `${path}/test`, {
      parameters: { emp_id: 33, role: 'admin' },
      body: { name: 'Ada', metadata: { source: 'app' } },
      headers: { 'X-Trace-Id': 't-2', authorization: 'Bearer not-to-be-kept' },
      query: { dryRun: 'true' },
    });
    const event = await eventOf(body.event);
    expect(event['inputs']).toEqual({ name: 'Ada', emp_id: 33, role: 'admin', traceId: 't-2', dryRun: true });
    expect(event['body']).toEqual({ name: 'Ada', emp_id: 33, metadata: { source: 'app', role: 'admin' } });
    expect(JSON.stringify(event)).not.toContain('not-to-be-kept');
  });

  it('with wrong parameters is told all of them at once, and nothing is recorded', async () => {
    const { id, path } = await aTrigger({ parameters: HIRE });
    const { status, body } = await api('POST', `${path}/test`, {
      parameters: { emp_id: '33', role: 'owner' },
    });
    expect(status).toBe(400);
    expect(body.msg).toBe('Missing required parameter');
    expect(body.errors).toEqual([
      { path: 'body.name', message: 'name is required' },
      { path: 'body.metadata.role', message: 'role must be one of admin, member' },
      { path: 'body.emp_id', message: 'emp_id must be a number' },
    ]);
    const hook = await requireHook(signet, id, 'hook');
    expect(await signet.count('event', 'hook_id = $1', [hook.id])).toBe(0);
  });

  it('with a parameter there is not is told which there are', async () => {
    const { path } = await aTrigger({ parameters: { name: 'string' } });
    const { status, body } = await api('POST', `${path}/test`, {
      parameters: { nam: 'x', __proto__: { a: 1 } },
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { path: 'parameters.nam', message: 'is no parameter of the trigger: it has name' },
    ]);
  });

  it('is answered 422 where an input cannot be made of it', async () => {
    const { path } = await aTrigger({ inputs: { who: '{{ trigger.body.user.id }}' } });
    expect((await api('POST', `${path}/test`, { body: { user: {} } })).status).toBe(422);
    expect((await api('POST', `${path}/test`, { body: { user: { id: 'u1' } } })).status).toBe(202);
  });

  it('whose condition is not met says so and starts nothing', async () => {
    const { path } = await aTrigger({ when: "trigger.body.metadata.source == 'app'" });
    const { status, body } = await api('POST', `${path}/test`, { body: { metadata: { source: 'web' } } });
    expect([status, body.executions, body.started]).toEqual([202, [], false]);
    expect(body.why).toBe('the condition of the trigger is not met');
    expect(await signet.count('execution_view', 'event_id = $1', [body.event])).toBe(0);
  });

  it('waits in the lane of what it is about', async () => {
    const { id, path } = await aTrigger({}, { lane: '{{ trigger.body.userId }}' });
    const { body } = await api('POST', `${path}/test`, { body: { userId: 'u-7' } });
    expect((await executionOf(body.executions[0]))['lane']).toBe(`${id}:u-7`);
  });

  it('takes nothing from a real delivery of the same id', async () => {
    const { id, path } = await aTrigger();
    const headers = { 'idempotency-key': 'evt-1' };
    const first = await api('POST', `${path}/test`, { body: {}, headers });
    const again = await api('POST', `${path}/test`, { body: {}, headers });
    const hook = await requireHook(signet, id, 'hook');
    const real = await send(hook.url, { method: 'POST', headers, body: '{}' });
    expect([first.status, again.status, real.status]).toEqual([202, 202, 202]);
    expect(new Set([first.body.event, again.body.event, real.json.event]).size).toBe(3);
  });

  it('asks for no proof, and runs also where the trigger is switched off, but not where the workflow is disabled', async () => {
    const secrets = ["{{ secret('NOBODY_HAS') }}"];
    const { path } = await aTrigger({
      open: undefined,
      token: { from: 'header:x-key', secrets },
      enabled: false,
    });
    expect((await api('POST', `${path}/test`, {})).body.started).toBe(true);
    await api('POST', `${path.replace('/triggers/hook', '')}/disable`);
    expect((await api('POST', `${path}/test`, {})).status).toBe(404);
  });

  it('runs the revision of the environment it names', async () => {
    await api('PUT', '/environments/staging', {});
    const { path } = await aTrigger({}, {}, { environment: 'staging' });
    expect((await api('POST', `${path}/test`, {})).status).toBe(404);
    const { body } = await api('POST', `${path}/test`, { environment: 'staging' });
    expect(await executionOf(body.executions[0])).toMatchObject({ environment: 'staging', test: true });
    expect((await eventOf(body.event))['parameters']).toEqual({ environment: 'staging' });
    expect((await api('POST', `${path}/test`, { environment: '../x' })).status).toBe(404);
  });

  it.each([
    ['deep JSON', `{"body":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['deep objects', `{"parameters":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
    ['a zero character', '{"body":{"a":"\\u0000"}}'],
    ['no JSON', '{"body":'],
  ])('with %s is refused in a clear way', async (_, text) => {
    const { path } = await aTrigger();
    const response = await fetch(`${signet.url}/api/v1${path}/test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
      body: text,
    });
    expect(response.status).toBe(400);
  });
});

describe('a test of a source', () => {
  it('starts what waits for the event, by where the source says its type is', async () => {
    const source = await aSource(signet);
    const one = await deploy(signet, { tasks: [NOTHING], triggers: [on(source.name, ['user.created'])] });
    await deploy(signet, { tasks: [NOTHING], triggers: [on(source.name, ['user.deleted'])] });
    const { status, body } = await api('POST', `/sources/${source.name}/test`, {
      body: { type: 'user.created', userId: 'u1' },
    });
    expect([status, body.executions.length]).toEqual([202, 1]);
    expect(await executionOf(body.executions[0])).toMatchObject({
      workflow_id: one.id,
      test: true,
      subject: 'u1',
    });

    const nobody = await api('POST', `/sources/${source.name}/test`, { body: { type: 'user.moved' } });
    expect(nobody.body).toMatchObject({ started: false, why: expect.stringContaining('no workflow') });
  });

  it('takes the claims of a security event token for the token', async () => {
    const verify = { profile: 'ssf', config: { issuer: 'https://idp.example.com', audience: 'signet' } };
    const source = await aSource(signet, { verify });
    const { id } = await deploy(signet, { tasks: [NOTHING], triggers: [on(source.name)] });
    const type = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked';
    const claims = {
      iss: 'https://idp.example.com',
      jti: 'j1',
      sub_id: { format: 'opaque', id: 'u1' },
      events: { [type]: {} },
    };
    const { body } = await api('POST', `/sources/${source.name}/test`, { body: claims });
    expect(await executionOf(body.executions[0])).toMatchObject({ workflow_id: id, subject: 'u1' });
    expect((await eventOf(body.event))['type']).not.toBeNull();
  });

  it('may be kept to one event trigger', async () => {
    const source = await aSource(signet);
    const parts = { tasks: [NOTHING], triggers: [{ ...on(source.name, ['user.*']), id: 'mine' }] };
    await deploy(signet, parts);
    const { name, id } = await deploy(signet, parts);
    const path = `/workflows/acme/${name}/triggers/mine/test`;
    const { body } = await api('POST', path, { body: { type: 'user.created' } });
    expect(await executionOf(body.executions[0])).toMatchObject({ workflow_id: id, trigger_id: 'mine' });
    expect(body.executions).toHaveLength(1);
    expect((await api('POST', path, { body: { type: 'team.created' } })).body.why).toContain(
      'none of the events',
    );
    expect((await api('POST', path, { parameters: { a: 1 } })).status).toBe(400);
  });
});

describe('whoever tests', () => {
  it('is an author or operator with reach, and is written down', async () => {
    const { path } = await aTrigger();
    for (const role of ['auditor', 'ingest']) {
      expect((await api('POST', `${path}/test`, {}, await aToken(api, role))).status).toBe(403);
    }
    expect((await api('POST', `${path}/test`, {}, await aToken(api, 'operator', ['other']))).status).toBe(
      403,
    );
    const { body } = await api('POST', `${path}/test`, {}, await aToken(api, 'operator', ['acme']));
    const { body: audit } = await api('GET', '/audit-entries?limit=200');
    const deed = audit.items.find(
      ({ verb, message }: { verb: string; message: string }) =>
        verb === 'trigger.test' && path.includes(message.split('/').at(-1)!),
    );
    expect(deed).toMatchObject({ actor: 'token:a-operator-of-acme' });
    expect(body.started).toBe(true);
  });
});

describe('what was started', () => {
  it('is answered with its ids, though the audit log could not take its entry: nobody starts it twice', async () => {
    const { id, path } = await aTrigger();
    const name = path.split('/')[3]!;
    await aSource(signet, { name: 'unnoted' });
    await signet.rows(
      `alter table audit_entry add constraint full_disk check (verb not in ('workflow.trigger', 'trigger.test')) not valid`,
    );
    try {
      const answers = [
        await api('POST', `/workflows/acme/${name}/trigger`, {}),
        await api('POST', `${path}/test`, {}),
        await api('POST', '/sources/unnoted/test', { body: { type: 'user.moved' } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
      expect(answers.slice(0, 2).map(({ body }) => body.executions.length)).toEqual([1, 1]);
      expect(await signet.count('execution_view', `workflow_id = '${id}'`)).toBe(2);
    } finally {
      await signet.rows('alter table audit_entry drop constraint full_disk');
    }
  });
});
