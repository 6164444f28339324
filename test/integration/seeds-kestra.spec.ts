/** What callers that were set up for Kestra do, row by row of docs/seeds.md. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { anOperator, ask, basic } from '../support/an-operator.js';
import type { Operator } from '../support/an-operator.js';
import { loggedBy, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

const SEED = readFileSync(new URL('../fixtures/seeds/kestra-flow.yaml', import.meta.url), 'utf8');
const SEED_KEY = '4wjtkzwVGBM9yKnjm3yv8r';
const KEY = '1KERKzRQZSMtLdMdNI7Nkr';

let signet: TestSignet;
let operator: Operator;
/** A system that tasks call. */
let target: Target;
/** Lets it answer. */
let goOn: () => void;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({ env: { WAIT_MS: '3000', OUTBOUND_ALLOW: '127.0.0.1/32' } });
  operator = await anOperator(signet);
  await operator.workflow(SEED);
  await operator.secret('company.team', 'WEBHOOK_KEY', KEY);
  await operator.workflow(aFlow('webhook_example'));
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});

/** A flow as Kestra's guide writes it, its key in a secret. */
function aFlow(id: string, { trigger = '', message = 'Hello World!' } = {}): string {
  return `id: ${id}
namespace: company.team
labels: { team: identity }
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: "${message}"
triggers:
  - id: webhook
    type: io.kestra.plugin.core.trigger.Webhook
    key: "{{ secret('WEBHOOK_KEY') }}"
${trigger}`;
}

const webhook = (rest: string, place = ''): string =>
  `${signet.url}/api/v1/${place}executions/webhook/${rest}`;

describe('K1 the key in the URL', () => {
  const example = `company.team/webhook_example/${KEY}`;

  it.each([
    ['without a tenant', ''],
    ['of the tenant main', 'main/'],
  ])('starts the flow, %s', async (_, place) => {
    const { status, json } = await ask(webhook(example, place), { method: 'POST', body: {} });
    expect(status).toBe(200);
    expect(json).toMatchObject({ tenantId: 'main', namespace: 'company.team', flowId: 'webhook_example' });
    expect(await loggedBy(signet, json.id as string)).toBe('Hello World!');
  });

  it('starts the flow of another tenant under its name, and that of nobody else', async () => {
    const other = await operator.tenant('my_tenant');
    await other.secret('company.team', 'WEBHOOK_KEY', 'theirs');
    await other.workflow(aFlow('webhook_ee_example'));

    const { status, json } = await ask(webhook('company.team/webhook_ee_example/theirs', 'my_tenant/'));
    expect([status, json.tenantId]).toEqual([200, 'my_tenant']);
    expect(
      await signet.count(
        'event',
        'id in (select event_id from execution_view where id = $1 and tenant = $2)',
        [json.id, 'my_tenant'],
      ),
    ).toBe(1);
    for (const place of ['', 'main/', 'nobody/']) {
      expect((await ask(webhook('company.team/webhook_ee_example/theirs', place))).status).toBe(404);
    }
    expect((await ask(webhook(example, 'my_tenant/'))).status).toBe(404);
  });

  it('may have 256 characters, and not one more', async () => {
    await operator.secret('company.long', 'WEBHOOK_KEY', 'k'.repeat(256));
    await operator.workflow(aFlow('long').replace('company.team', 'company.long'));
    expect((await ask(webhook(`company.long/long/${'k'.repeat(256)}`))).status).toBe(200);
    await operator.secret('company.long', 'WEBHOOK_KEY', 'k'.repeat(257));
    for (const length of [255, 256, 257, 300]) {
      expect((await ask(webhook(`company.long/long/${'k'.repeat(length)}`))).status).toBe(404);
    }
  });

  it('may have any characters, encoded as URLs have them', async () => {
    await operator.secret('company.odd', 'WEBHOOK_KEY', 'a/b ü?%');
    await operator.workflow(aFlow('odd').replace('company.team', 'company.odd'));
    expect((await ask(webhook(`company.odd/odd/${encodeURIComponent('a/b ü?%')}`))).status).toBe(200);
    expect((await ask(webhook('company.odd/odd/a/b%20%C3%BC%3F%25'))).status).toBe(404);
  });

  it('tells the triggers of a flow apart', async () => {
    const second = `  - id: second
    type: webhook
    key: second-key
`;
    await operator.workflow(aFlow('two_keys', { trigger: second }));
    const triggerOf = async (key: string) =>
      (await ask(webhook(`company.team/two_keys/${key}`))).json.trigger.id;
    expect([await triggerOf(KEY), await triggerOf('second-key')]).toEqual(['webhook', 'second']);
    expect((await ask(webhook('company.team/two_keys/third'))).status).toBe(404);
  });

  it('opens the hook as well, as ?key=, and the hook does not open without', async () => {
    const hook = await operator.hookUrl('company.team/webhook_example', 'webhook');
    const { status, json } = await ask(`${hook}?key=${KEY}`, { method: 'POST', body: {} });
    expect(status).toBe(202);
    expect(await loggedBy(signet, json.executions[0] as string)).toBe('Hello World!');
    for (const query of [
      '',
      '?key=',
      '?key=wrong',
      `?key=${KEY}&key=${KEY}`,
      `?key=${KEY}&key=wrong`,
      `?KEY=${KEY}`,
    ]) {
      expect((await ask(`${hook}${query}`, { method: 'POST', body: {} })).status).toBe(401);
    }
  });

  it('that is wrong is in the delivery log, and no key is in any row', async () => {
    await ask(webhook('company.team/webhook_example/wrong-key-1'));
    const { json } = await operator.call('GET', '/hooks?limit=100');
    const { id } = (json.items as { id: string; owner: { workflow?: string } }[]).find(
      ({ owner }) => owner.workflow === 'webhook_example',
    )!;
    await eventually(async () =>
      expect((await operator.call('GET', `/hooks/${id}/deliveries`)).json.items).toContainEqual(
        expect.objectContaining({ outcome: 'refused', reason: 'bad_key', status: 404 }),
      ),
    );
    const rows = await signet.rows(
      'select e::text from event e union all select d::text from delivery_log d',
    );
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${KEY}|wrong-key-1`));
  });
});

describe('K2 methods and paths', () => {
  const path = `company.team/webhook_example/${KEY}`;

  it.each(['GET', 'POST', 'PUT'])('%s starts the flow', async (method) => {
    const { status, json } = await ask(webhook(path), { method });
    expect(status).toBe(200);
    expect((await settled(signet, json.id as string)).status).toBe('succeeded');
  });

  it.each(['DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND'])('%s is answered 405', async (method) => {
    const { status, headers } = await ask(webhook(path), { method });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST, PUT']);
  });

  it.each(['/more', '/', '/%2e%2e', '//'])('a path that goes on with %s is answered 404', async (more) => {
    expect((await ask(webhook(path) + more, { method: 'POST', body: {} })).status).toBe(404);
  });
});

describe('K3 the request as variables', () => {
  it('is what the flow reads: body, headers, parameters', async () => {
    const message =
      "{{ trigger.body.user.name }} {{ trigger.headers['x-request-id'] }} {{ trigger.parameters.dryRun }} {{ trigger.parameters.group[1] }}";
    await operator.workflow(aFlow('variables', { message }));
    const { json } = await ask(webhook(`company.team/variables/${KEY}?dryRun=yes&group=a&group=b`), {
      method: 'POST',
      body: { user: { name: 'Ada' } },
      headers: { 'x-request-id': 'r-1' },
    });
    expect(await loggedBy(signet, json.id as string)).toBe('Ada r-1 yes b');
  });

  it('is in the answer too, credentials left out', async () => {
    const { json } = await ask(webhook(`company.team/webhook_example/${KEY}?a=1&token=t`), {
      method: 'POST',
      body: [1, 'two'],
      headers: basic('user', 'hunter2'),
    });
    const { body, headers, parameters } = json.trigger.variables;
    expect({ body, parameters }).toEqual({ body: [1, 'two'], parameters: { a: '1', token: '[redacted]' } });
    expect(headers).toMatchObject({ 'content-type': 'application/json', authorization: '[redacted]' });
  });
});

describe('K4 the key from a secret of the namespace', () => {
  it('is that of a parent where the namespace has none, and of its own where it has', async () => {
    await operator.workflow(aFlow('inherited').replace('company.team', 'company.team.sub'));
    const status = async (key: string) => (await ask(webhook(`company.team.sub/inherited/${key}`))).status;
    expect(await status(KEY)).toBe(200);
    await operator.secret('company.team.sub', 'WEBHOOK_KEY', 'its-own');
    expect([await status(KEY), await status('its-own')]).toEqual([404, 200]);
  });

  it('is another in every environment, and an environment that is not there is told to who has it', async () => {
    await operator.environment('staging');
    await operator.secret('company.stages', 'WEBHOOK_KEY', 'live');
    await operator.secret('company.stages', 'WEBHOOK_KEY', 'tried', 'staging');
    const flow = aFlow('stages').replace('company.team', 'company.stages');
    await operator.workflow(flow);
    await operator.workflow(flow, 'staging');
    const answer = (key: string, environment: string) =>
      ask(webhook(`company.stages/stages/${key}?environment=${environment}`));

    expect((await answer('live', 'production')).status).toBe(200);
    const { status, json } = await answer('tried', 'staging');
    expect(status).toBe(200);
    expect(await settled(signet, json.id as string)).toMatchObject({ environment: 'staging' });
    for (const [key, environment] of [
      ['live', 'staging'],
      ['tried', 'production'],
      ['no', 'nowhere'],
    ] as const) {
      expect((await answer(key, environment)).json.msg).toBe('There is no such hook');
    }
    expect(await answer('live', 'nowhere')).toMatchObject({
      status: 404,
      json: { msg: 'There is no environment of that name' },
    });
  });

  it('lets nobody in where the secret is not there, or empty', async () => {
    await operator.workflow(aFlow('locked').replace('company.team', 'elsewhere'));
    for (const key of ['undefined', 'null', '%20', encodeURIComponent("{{ secret('WEBHOOK_KEY') }}")]) {
      expect((await ask(webhook(`elsewhere/locked/${key}`))).status).toBe(404);
    }
  });
});

describe('K5 conditions', () => {
  it('that are not met are answered 204, and nothing runs', async () => {
    await operator.workflow(aFlow('conditional', { trigger: "    when: trigger.body.hello == 'world'\n" }));
    const send = (body: unknown) => ask(webhook(`company.team/conditional/${KEY}`), { method: 'POST', body });

    const unmet = await send({ hello: 'you' });
    expect([unmet.status, unmet.text, unmet.headers.get('content-length')]).toEqual([204, '', null]);
    expect((await send({})).status).toBe(204);
    const runs = `workflow_id in (select id from workflow where name = 'conditional')`;
    expect(await signet.count('execution_view', runs)).toBe(0);
    expect((await send({ hello: 'world' })).status).toBe(200);
    expect(await signet.count('execution_view', runs)).toBe(1);
  });
});

describe('K6 answers', () => {
  it('200 is the execution object', async () => {
    const { status, headers, json } = await ask(webhook(`company.team/webhook_example/${KEY}`), {
      method: 'POST',
    });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(json).toEqual({
      tenantId: 'main',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      namespace: 'company.team',
      flowId: 'webhook_example',
      flowRevision: 1,
      trigger: {
        id: 'webhook',
        type: 'io.kestra.plugin.core.trigger.Webhook',
        variables: { body: null, headers: expect.any(Object), parameters: {} },
      },
      labels: [{ key: 'team', value: 'identity' }],
      state: {
        current: 'CREATED',
        histories: [{ state: 'CREATED', date: json.state.startDate }],
        startDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        duration: expect.stringMatching(/^PT[\d.]+S$/),
      },
      url: `/api/v1/executions/${json.id}/status`,
    });
  });

  it('a delivery that comes again is told how its execution stands', async () => {
    const again = () =>
      ask(webhook(`company.team/webhook_example/${KEY}`), {
        method: 'POST',
        body: {},
        headers: { 'idempotency-key': 'once' },
      });
    const first = await again();
    await settled(signet, first.json.id as string);
    const second = await again();
    expect([second.status, second.json.id]).toEqual([200, first.json.id]);
    expect(second.json.state).toMatchObject({
      current: 'SUCCESS',
      histories: [{ state: 'CREATED' }, { state: 'RUNNING' }, { state: 'SUCCESS' }],
    });
  });

  it('404 is alike for a namespace, a flow and a key that are not there, and for a trigger that is switched off', async () => {
    await operator.workflow(aFlow('switched_off'));
    await operator.trigger('company.team/switched_off', 'webhook', 'disable');
    const answers = await Promise.all(
      [
        `nowhere/webhook_example/${KEY}`,
        `company.team/nothing/${KEY}`,
        'company.team/webhook_example/wrong',
        `company.team/switched_off/${KEY}`,
        'company.team/switched_off/wrong',
        `company.team/webhook_example/${'k'.repeat(300)}`,
      ].map((path) => ask(webhook(path), { method: 'POST', body: {} })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);

    await operator.trigger('company.team/switched_off', 'webhook', 'enable');
    expect((await ask(webhook(`company.team/switched_off/${KEY}`))).status).toBe(200);
  });

  it('422 is for inputs that cannot be rendered, 400 for parameters that are missing; nothing is recorded', async () => {
    const trigger = `    inputs: { name: "{{ trigger.body.user.name }}" }
    parameters: { team: { in: query, required: true } }
`;
    await operator.workflow(
      aFlow('inputs', { trigger, message: 'hi {{ inputs.name }} of {{ inputs.team }}' }),
    );
    const send = (query: string, body: unknown) =>
      ask(webhook(`company.team/inputs/${KEY}${query}`), { method: 'POST', body });
    const before = await signet.count('event');

    expect((await send('?team=a', { user: 7 })).status).toBe(422);
    expect(await send('', { user: { name: 'Ada' } })).toMatchObject({
      status: 400,
      json: { msg: 'Missing required parameter', errors: [{ path: 'query.team' }] },
    });
    expect(await signet.count('event')).toBe(before);
    const { json } = await send('?team=a', { user: { name: 'Ada' } });
    expect(await loggedBy(signet, json.id as string)).toBe('hi Ada of a');
  });

  it('401 is for the other proofs of the trigger, which the key does not replace', async () => {
    await operator.workflow(aFlow('guarded', { trigger: '    ip: [203.0.113.7]\n' }));
    expect((await ask(webhook(`company.team/guarded/${KEY}`))).status).toBe(401);
    expect((await ask(webhook('company.team/guarded/wrong'))).status).toBe(404);
  });
});

describe('K6 waiting', () => {
  const waiting = async (id: string, trigger: string, task = '') => {
    await operator.workflow(
      aFlow(id, { trigger: `    wait: true\n${trigger}` }).replace('triggers:', `${task}triggers:`),
    );
    return ask(webhook(`company.team/${id}/${KEY}`), { method: 'POST', body: { name: 'Ada' } });
  };

  it('wait gives the execution object once it has ended, outputs included', async () => {
    const { status, json } = await waiting('waited', '');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      flowId: 'waited',
      flowRevision: 1,
      outputs: { hello: { message: 'Hello World!' } },
      state: {
        current: 'SUCCESS',
        histories: [{ state: 'CREATED' }, { state: 'RUNNING' }, { state: 'SUCCESS' }],
      },
    });
    expect(json.state.endDate).toBe(json.state.histories[2].date);
  });

  it('returnOutputs gives the outputs alone, responseCode and responseContentType say how', async () => {
    const { status, json } = await waiting('outputs', '    returnOutputs: true\n    responseCode: 201\n');
    expect([status, json]).toEqual([201, { hello: { message: 'Hello World!' } }]);
    const text = await waiting('text', '    returnOutputs: true\n    responseContentType: text/plain\n');
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(JSON.parse(text.text)).toEqual({ hello: { message: 'Hello World!' } });
  });

  it('one that failed is answered 500, unless responseCode says otherwise', async () => {
    const fails = '  - { id: stop, type: fail, message: no }\n';
    const { status, json } = await waiting('failing', '', fails);
    expect([status, json.state.current]).toEqual([500, 'FAILED']);
    expect((await waiting('failing_softly', '    responseCode: 200\n', fails)).status).toBe(200);
  });

  it('past its time is answered 202 with the execution as it stands, which runs on', async () => {
    target.answer = () => new Promise<void>((resolve) => (goOn = resolve));
    const slow = `  - { id: slow, type: http.request, method: POST, url: ${target.url}/slow }\n`;
    const { status, headers, json } = await waiting('slow', '', slow);
    expect(status).toBe(202);
    expect(json.state.current).toMatch(/^(CREATED|RUNNING)$/);
    expect(headers.get('location')).toBe(json.url);
    goOn();
    expect(await settled(signet, json.id as string)).toMatchObject({ status: 'succeeded' });
  });
});

describe('K8 the Authorization header', () => {
  it('may come along, the key is what counts', async () => {
    const call = (key: string, headers: Record<string, string>) =>
      ask(webhook(`company.team/webhook_example/${key}`, 'main/'), { headers });
    expect((await call(KEY, basic('admin@kestra.io', 'kestra'))).status).toBe(200);
    expect((await call(KEY, { authorization: 'Bearer whatever' })).status).toBe(200);
    expect((await call('wrong', basic('admin', operator.token))).status).toBe(404);
  });

  it('is asked for by the management API, which takes Basic with a token as the password', async () => {
    const flows = `${signet.url}/api/v1/main/workflows`;
    expect((await ask(flows, { headers: basic('anyone', operator.token) })).status).toBe(200);
    expect((await ask(flows, { headers: basic('anyone', 'wrong') })).status).toBe(401);
    expect((await ask(flows)).status).toBe(401);
  });
});

describe('K9 revisions', () => {
  it('an execution names the one it ran', async () => {
    const revisions: unknown[] = [];
    for (const message of ['first', 'second']) {
      await operator.workflow(aFlow('revised', { message }));
      const { json } = await ask(webhook(`company.team/revised/${KEY}`));
      expect(await loggedBy(signet, json.id as string)).toBe(message);
      const shown = await operator.call('GET', `/executions/${json.id}`);
      revisions.push([json.flowRevision, shown.json.revision]);
    }
    expect(revisions).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe("K10 the seed's own flow file", () => {
  it('is taken as it is, with a warning of its key, and runs', async () => {
    const { status, json } = await ask(webhook(`company.team/trigger/${SEED_KEY}`, 'main/'));
    expect(status).toBe(200);
    expect(json).toMatchObject({ flowId: 'trigger', trigger: { id: 'webhook' } });
    expect(await loggedBy(signet, json.id as string)).toBe('Hello World! ðŸš€');

    const { json: kept } = await operator.call('GET', '/workflows/company.team/trigger');
    expect(kept.text).toBe(SEED);
    const type = { 'content-type': 'application/yaml' };
    const { json: said } = await operator.call('POST', '/workflows/validate', SEED, type);
    expect(said).toMatchObject({ valid: true, faults: [], warnings: [{ path: 'triggers[0].key' }] });
  });
});
