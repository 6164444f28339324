/** What callers that were set up for ToolJet do, row by row of docs/seeds.md. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { anOperator, ask, basic, bearer } from '../support/an-operator.js';
import type { Operator, Said } from '../support/an-operator.js';
import { loggedBy, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

/** The example of ToolJet's guide. */
const PARAMETERS = { name: 'John Doe', emp_id: 33 };
const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.of-the-trigger';

let signet: TestSignet;
let operator: Operator;
/** A system that tasks call. */
let target: Target;
/** Lets it answer. */
let goOn: () => void;
/** Id of the workflow `hire`. */
let hire: string;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({ env: { WAIT_MS: '3000', OUTBOUND_ALLOW: '127.0.0.1/32' } });
  operator = await anOperator(signet);
  await operator.secret('tooljet', 'API_TOKEN', TOKEN);
  hire = await deployed(aWorkflow('hire'));
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});

/** A workflow as ToolJet has it: two typed parameters, and a bearer token of its own. */
function aWorkflow(id: string, rest: { trigger?: string; top?: string; namespace?: string } = {}): string {
  const { trigger = '', top = '', namespace = 'tooljet' } = rest;
  return `id: ${id}
namespace: ${namespace}
${top}triggers:
  - id: webhook
    type: webhook
    token: { from: header:authorization, scheme: Bearer, secrets: ["{{ secret('API_TOKEN') }}"] }
    parameters: { name: string, emp_id: number }
${trigger}tasks:
  - { id: hello, type: log, message: "{{ inputs.name }} is {{ inputs.emp_id }}" }
`;
}

async function deployed(text: string, environment = 'production', by = operator): Promise<string> {
  await by.workflow(text, environment);
  const name = /^id: (.*)$/m.exec(text)![1];
  const rows = await signet.rows<{ id: string }>(
    'select id from workflow where name = $1 order by id desc limit 1',
    [name],
  );
  return rows[0]!.id;
}

const url = (workflow: string, rest: string): string =>
  `${signet.url}/api/v2/webhooks/workflows/${workflow}/${rest}`;

function start(
  workflow: string,
  rest = 'trigger',
  token: string | null = TOKEN,
  body: unknown = PARAMETERS,
): Promise<Said> {
  return ask(url(workflow, rest), { method: 'POST', headers: token === null ? {} : bearer(token), body });
}

describe('T1 the switch', () => {
  it('off answers like a workflow that is not there, and on is one call', async () => {
    const id = await deployed(aWorkflow('switched', { trigger: '    enabled: false\n' }));
    const unknown = '00000000-0000-7000-8000-000000000000';
    const off = await start(id, 'trigger-async');
    expect(off.status).toBe(404);
    expect((await start(id, 'trigger-async', operator.token)).text).toBe(off.text);
    expect((await start(unknown, 'trigger-async', operator.token)).text).toBe(off.text);
    for (const nobody of [unknown, 'nobody', 'elsewhere:switched']) {
      expect((await start(nobody, 'trigger-async')).text).toBe(off.text);
      expect((await start(nobody, 'trigger-async', 'wrong')).status).toBe(401);
      expect((await start(nobody, 'trigger-async', null)).status).toBe(401);
    }

    await operator.trigger('tooljet/switched', 'webhook', 'enable');
    expect((await start(id, 'trigger-async')).status).toBe(202);
    await operator.trigger('tooljet/switched', 'webhook', 'disable');
    expect((await start(id, 'trigger-async')).status).toBe(404);
  });

  it('of the whole workflow does the same', async () => {
    const id = await deployed(aWorkflow('stopped'));
    await operator.call('POST', '/workflows/tooljet/stopped/disable');
    expect((await start(id)).status).toBe(404);
    await operator.call('POST', '/workflows/tooljet/stopped/enable');
    expect((await start(id)).status).toBe(200);
  });
});

describe('a hook that cannot be opened just now', () => {
  it('answers 503 to whom its token may be, and goes on for the others', async () => {
    await operator.secret('tooljet.stuck', 'API_TOKEN', 'own-token');
    const id = await deployed(aWorkflow('stuck', { namespace: 'tooljet.stuck' }));
    const { json } = await start(id, 'trigger-async', 'own-token');
    const look = async (headers: Record<string, string>) =>
      (await ask(url(id, `status/${json.workflow_execution_id}`), { headers })).status;
    expect([await look(bearer('own-token')), await look(bearer('another'))]).toEqual([200, 401]);

    await signet.rows(`update secret set sealed = '\\x00' where namespace = 'tooljet.stuck'`);
    await operator.secret('tooljet.stuck', 'OTHER', 'x'); // says that secrets are to be read anew
    await eventually(async () => expect(await look(bearer('own-token'))).toBe(503));
    expect((await start(id, 'trigger', 'own-token')).status).toBe(503);
    expect([await look({}), await look(bearer(operator.token))]).toEqual([401, 200]);
  });
});

describe('T2 environments', () => {
  it('have tokens, variables, switches and revisions of their own', async () => {
    await operator.environment('staging');
    await operator.secret('tooljet.stages', 'API_TOKEN', 'live-token');
    await operator.secret('tooljet.stages', 'API_TOKEN', 'staging-token', 'staging');
    const put = (environment: string, value: string) =>
      operator.call('PUT', `/variables/tooljet.stages/GREETING?environment=${environment}`, { value });
    await put('production', 'hello');
    await put('staging', 'hi');
    const text = (word: string) =>
      aWorkflow('stages', { namespace: 'tooljet.stages' }).replace(
        '{{ inputs.name }} is {{ inputs.emp_id }}',
        `{{ var('GREETING') }} ${word}`,
      );
    await deployed(text('first'));
    const id = await deployed(text('second'), 'staging');
    const said = async (environment: string, token: string) => {
      const { status, json } = await start(id, `trigger-async?environment=${environment}`, token);
      return status === 202 ? loggedBy(signet, json.workflow_execution_id as string) : status;
    };

    expect(await said('production', 'live-token')).toBe('hello first');
    expect(await said('staging', 'staging-token')).toBe('hi second');
    expect(await said('staging', 'live-token')).toBe(401);
    await operator.trigger('tooljet.stages/stages', 'webhook', 'disable', 'staging');
    expect(await said('staging', 'staging-token')).toBe(404);
    expect(await said('production', 'live-token')).toBe('hello first');
  });

  it('that are not there are answered 404, to those who have a token', async () => {
    const nowhere = 'trigger?environment=nowhere';
    expect(await start(hire, nowhere)).toMatchObject({
      status: 404,
      json: { msg: 'There is no environment of that name' },
    });
    expect((await start(hire, nowhere, operator.token)).json.msg).toBe(
      'There is no environment of that name',
    );
    expect((await start(hire, nowhere, 'wrong')).status).toBe(401);
    expect((await start(hire, 'trigger?environment=production&environment=staging')).status).toBe(404);
  });
});

describe('T3 typed parameters', () => {
  it('come from a form of parts as well', async () => {
    const body = Object.entries(PARAMETERS)
      .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('');
    const said = await ask(url(hire, 'trigger-async'), {
      method: 'POST',
      headers: { ...bearer(TOKEN), 'content-type': 'multipart/form-data; boundary=x' },
      body: `${body}--x--`,
    });
    expect(await loggedBy(signet, said.json.workflow_execution_id as string)).toBe('John Doe is 33');
  });

  it('come from the JSON body and are what the workflow reads', async () => {
    const { json } = await start(hire, 'trigger-async');
    expect(await loggedBy(signet, json.workflow_execution_id as string)).toBe('John Doe is 33');
  });

  it('of another type are refused, all at once', async () => {
    const { status, json } = await start(hire, 'trigger', TOKEN, { name: 7, emp_id: '33' });
    expect([status, json.msg]).toEqual([400, 'Invalid parameter']);
    expect(json.errors).toMatchObject([{ path: 'body.name' }, { path: 'body.emp_id' }]);
  });

  it('may be booleans, objects and lists, required or with a default', async () => {
    const trigger = `      active: boolean
      team: { type: object, required: true }
      roles: { type: array, default: [member] }
`;
    const text = aWorkflow('typed')
      .replace('parameters: { name: string, emp_id: number }\n', `parameters:\n${trigger}`)
      .replace(
        '{{ inputs.name }} is {{ inputs.emp_id }}',
        '{{ inputs.team.name }} {{ inputs.active }} {{ inputs.roles }}',
      );
    const id = await deployed(text);
    const { json } = await start(id, 'trigger-async', TOKEN, { active: true, team: { name: 'core' } });
    expect(await loggedBy(signet, json.workflow_execution_id as string)).toBe('core true ["member"]');
    expect(await start(id, 'trigger', TOKEN, { active: true })).toMatchObject({
      status: 400,
      json: { msg: 'Missing required parameter', errors: [{ path: 'body.team' }] },
    });
  });
});

describe('T5 run and wait', () => {
  it('answers when the workflow has ended, with what it gave', async () => {
    const { status, json } = await start(hire, 'trigger?environment=production');
    expect([status, json.status]).toEqual([200, 'succeeded']);
    expect(json.outputs).toEqual({ hello: { message: 'John Doe is 33' } });
  });

  it('with the body and the status that the workflow sets, for each way it may end', async () => {
    const top = `response:
  succeeded:
    - { when: "inputs.emp_id > 100", status: 206, body: { partly: "{{ inputs.name }}" } }
    - { status: 201, headers: { x-hired: "yes" }, body: { hired: "{{ inputs.name }}", log: "{{ tasks.hello.output }}" } }
  failed: { status: 418, contentType: text/plain, body: "not {{ inputs.name }}" }
`;
    const text = `${aWorkflow('answering', { top })}  - { id: stop, type: fail, if: "inputs.emp_id < 0", message: no }\n`;
    const id = await deployed(text);
    const { status, headers, json } = await start(id);
    expect([status, headers.get('x-hired')]).toEqual([201, 'yes']);
    expect(json).toEqual({ hired: 'John Doe', log: { message: 'John Doe is 33' } });
    expect(await start(id, 'trigger', TOKEN, { name: 'Ada', emp_id: 101 })).toMatchObject({
      status: 206,
      json: { partly: 'Ada' },
    });
    expect(await start(id, 'trigger', TOKEN, { name: 'Ada', emp_id: -1 })).toMatchObject({
      status: 418,
      text: 'not Ada',
    });
  });

  it('past the longest wait it is answered 202 with where to look, and runs on', async () => {
    target.answer = () => new Promise<void>((resolve) => (goOn = resolve));
    const slow = `  - { id: slow, type: http.request, method: POST, url: ${target.url}/slow }\n`;
    const id = await deployed(aWorkflow('slow') + slow);
    const { status, headers, json } = await start('slow');
    expect(status).toBe(202);
    expect(json).toMatchObject({
      status_url: `/api/v2/webhooks/workflows/${id}/status/${json.workflow_execution_id}`,
      stream_url: `/api/v2/webhooks/workflows/${id}/execution/${json.workflow_execution_id}/stream`,
    });
    expect(headers.get('location')).toBe(json.status_url);
    const look = () => ask(signet.url + json.status_url, { headers: bearer(TOKEN) });
    expect((await look()).json.status).toBe('running');
    goOn();
    await settled(signet, json.workflow_execution_id as string);
    expect((await look()).json.status).toBe('succeeded');
  });
});

describe('T6 run in the background', () => {
  it.each([
    ['its id', () => hire],
    ['its name', () => 'hire'],
    ['its namespace and name', () => 'tooljet:hire'],
    ['its id in capitals', () => hire.toUpperCase()],
  ])('the workflow by %s', async (_, workflow) => {
    const { status, json } = await start(workflow(), 'trigger-async?environment=production');
    expect(status).toBe(202);
    expect(json).toEqual({
      workflow_execution_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(Math.abs(Date.parse(json.timestamp as string) - Date.now())).toBeLessThan(60_000);
    expect(await loggedBy(signet, json.workflow_execution_id as string)).toBe('John Doe is 33');
  });

  it('a name that several have needs its namespace, or the id', async () => {
    const [one, two] = [
      await deployed(aWorkflow('twin')),
      await deployed(aWorkflow('twin', { namespace: 'tooljet.b' })),
    ];
    for (const token of [TOKEN, operator.token]) {
      expect(await start('twin', 'trigger-async', token)).toMatchObject({
        status: 409,
        json: { msg: expect.stringContaining('NAMESPACE:NAME') },
      });
      for (const name of ['tooljet:twin', 'tooljet.b:twin', one, two]) {
        expect((await start(name, 'trigger-async', token)).status).toBe(202);
      }
    }
    const narrow = await operator.newToken('ingest', ['tooljet.b']);
    expect((await start('twin', 'trigger-async', narrow)).status).toBe(202);
  });

  it('a condition that is not met starts nothing: 204', async () => {
    const id = await deployed(aWorkflow('picky', { trigger: "    when: trigger.body.name == 'Ada'\n" }));
    expect((await start(id, 'trigger-async')).status).toBe(204);
    expect((await start(id, 'trigger')).status).toBe(204);
    expect((await start(id, 'trigger-async', TOKEN, { name: 'Ada', emp_id: 1 })).status).toBe(202);
  });
});

describe('T7 the live stream', () => {
  it('tells what happens, to its end', async () => {
    const { json } = await start(hire, 'trigger-async');
    const id = json.workflow_execution_id as string;
    const { status, headers, text } = await ask(url(hire, `execution/${id}/stream`), {
      headers: bearer(TOKEN),
    });
    expect([status, headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/event-stream/),
    ]);
    expect(text).toMatch(/event: task\ndata: \{.*"task":"hello".*\}\n/);
    expect(text).toMatch(/event: end\ndata: \{.*"status":"succeeded".*\}\n\n$/);
    expect(text).not.toContain('John Doe');
  });
});

describe('T8 the status', () => {
  it('can be polled until the execution has ended', async () => {
    const { json } = await start('hire', 'trigger-async');
    const id = json.workflow_execution_id as string;
    await settled(signet, id);
    const {
      status,
      headers,
      json: said,
    } = await ask(url('hire', `status/${id}`), { headers: bearer(TOKEN) });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const head = await ask(url('hire', `status/${id}`), { method: 'HEAD', headers: bearer(TOKEN) });
    expect([head.status, head.text]).toEqual([200, '']);
    expect(said).toEqual({
      workflow_execution_id: id,
      workflow_id: hire,
      environment: 'production',
      revision: 1,
      status: 'succeeded',
      reason: null,
      accepted_at: expect.any(String),
      started_at: expect.any(String),
      finished_at: expect.any(String),
    });
  });
});

describe('T9 the bearer token', () => {
  let other: string;
  let execution: string;

  beforeAll(async () => {
    await operator.secret('tooljet.other', 'API_TOKEN', 'token-of-another');
    other = await deployed(aWorkflow('other', { namespace: 'tooljet.other' }));
    execution = (await start(hire, 'trigger-async')).json.workflow_execution_id as string;
  });

  const routes = (): [string, string][] => [
    ['POST', 'trigger'],
    ['POST', 'trigger-async'],
    ['GET', `status/${execution}`],
    ['GET', `execution/${execution}/stream`],
  ];
  const onEvery = (workflow: string, headers: Record<string, string>): Promise<number[]> =>
    Promise.all(
      routes().map(async ([method, rest]) => {
        const body = method === 'POST' ? { body: PARAMETERS } : {};
        return (await ask(url(workflow, rest), { method, headers, ...body })).status;
      }),
    );

  it.each([
    ['none', {}],
    ['a wrong one', bearer('wrong')],
    ['an empty one', { authorization: 'Bearer ' }],
    ['the right one as Basic', basic('user', TOKEN)],
    ['the right one without its scheme', { authorization: TOKEN }],
  ])('%s is answered 401 everywhere, and nothing is recorded', async (_, headers) => {
    const before = await signet.count('event');
    expect(await onEvery(hire, headers)).toEqual([401, 401, 401, 401]);
    expect(await onEvery('no-such-workflow', headers)).toEqual([401, 401, 401, 401]);
    expect(await signet.count('event')).toBe(before);
  });

  it('of another workflow is answered like a wrong one, and 404 where there is no workflow', async () => {
    const before = await signet.count('event');
    expect(await onEvery(hire, bearer('token-of-another'))).toEqual([401, 401, 401, 401]);
    expect(await onEvery('no-such-workflow', bearer('token-of-another'))).toEqual([404, 404, 404, 404]);
    expect(await signet.count('event')).toBe(before);
  });

  it('is asked for with a problem document', async () => {
    const { headers, json } = await start(hire, 'trigger', null);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="signet"');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({ status: 401, title: 'Unauthorized' });
  });

  it('of one workflow does not read the executions of another', async () => {
    const read = async (workflow: string, token: string) =>
      (await ask(url(workflow, `status/${execution}`), { headers: bearer(token) })).status;
    expect(await read(other, 'token-of-another')).toBe(404);
    expect(await read(other, operator.token)).toBe(404);
    expect(await read(hire, TOKEN)).toBe(200);
  });

  it('may be an API token of a role that may start workflows and that reaches this one', async () => {
    const statuses = async (role: Parameters<Operator['newToken']>[0], namespaces: string[] = []) =>
      onEvery(hire, bearer(await operator.newToken(role, namespaces)));
    expect(await statuses('ingest')).toEqual([200, 202, 200, 200]);
    expect(await statuses('operator', ['tooljet'])).toEqual([200, 202, 200, 200]);
    expect(await statuses('operator', ['elsewhere'])).toEqual([404, 404, 404, 404]);
    expect(await statuses('auditor')).toEqual([403, 403, 403, 403]);
    expect(await statuses('author')).toEqual([403, 403, 403, 403]);
  });

  it('of another tenant sees nothing, by id or by name', async () => {
    const stranger = await operator.tenant('stranger');
    expect(await onEvery(hire, bearer(stranger.token))).toEqual([404, 404, 404, 404]);
    expect(await onEvery('hire', bearer(stranger.token))).toEqual([404, 404, 404, 404]);
    await stranger.secret('tooljet', 'API_TOKEN', 'theirs');
    const theirs = await deployed(aWorkflow('hire'), 'production', stranger);
    expect((await start(theirs, 'trigger', 'theirs')).status).toBe(200);
    expect((await start('hire', 'trigger', stranger.token)).json.outputs).toBeDefined();
    expect((await start(theirs, 'trigger')).status).toBe(401);
    expect((await start(theirs, 'trigger', operator.token)).status).toBe(404);
  });

  it('of the API stands for the token of the trigger, and for no other proof', async () => {
    const guarded = await deployed(aWorkflow('guarded', { trigger: '    ip: [203.0.113.7]\n' }));
    expect((await start(guarded, 'trigger')).status).toBe(401);
    expect((await start(guarded, 'trigger', operator.token)).status).toBe(401);
    const open = await deployed(aWorkflow('opened').replace(/token: .*\n/, 'open: true\n'));
    expect((await start(open, 'trigger', null)).status).toBe(401);
    expect((await start(open, 'trigger', 'whatever')).status).toBe(401);
    expect((await start(open, 'trigger', operator.token)).status).toBe(200);
  });

  it('that is wrong is in the delivery log', async () => {
    await start(hire, 'trigger', 'wrong');
    const { json } = await operator.call('GET', '/workflows/tooljet/hire');
    const path = `/hooks/${json.hooks[0].id}/deliveries?outcome=refused`;
    await eventually(async () =>
      expect((await operator.call('GET', path)).json.items).toContainEqual(
        expect.objectContaining({ reason: 'bad_token', status: 401 }),
      ),
    );
  });
});
