/** What authors that come from ToolJet do to try a trigger and to hand it out, row by row of docs/seeds.md. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { statusOf } from '../support/a-shell.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import type { Operator, Said } from '../support/an-operator.js';
import { loggedBy } from '../support/builders.js';
import { freePort } from '../support/ports.js';

/** The example of ToolJet's guide. */
const PARAMETERS = { name: 'John Doe', emp_id: 33 };
const TOKENS = { production: 'token-of-production', staging: 'token-of-staging' };
const TRIGGER = '/workflows/tooljet/hire/triggers/webhook';

let signet: TestSignet;
let operator: Operator;

beforeAll(async () => {
  signet = await startTestSignet({ env: { PORT: String(await freePort()) } });
  operator = await anOperator(signet);
  await operator.environment('staging');
  for (const [environment, token] of Object.entries(TOKENS)) {
    await operator.secret('tooljet', 'API_TOKEN', token, environment);
    await operator.workflow(HIRE, environment);
  }
});
afterAll(() => signet?.stop());

const HIRE = `id: hire
namespace: tooljet
triggers:
  - id: webhook
    type: webhook
    token: { from: header:authorization, scheme: Bearer, secrets: ["{{ secret('API_TOKEN') }}"] }
    parameters: { name: string, emp_id: number }
response:
  succeeded: { status: 201, body: { hired: "{{ inputs.name }}" } }
tasks:
  - { id: hello, type: log, message: "{{ inputs.name }} is {{ inputs.emp_id }} in {{ execution.environment }}" }
`;

const post = (url: string, body: unknown, token = TOKENS.production): Promise<Said> =>
  ask(url, { method: 'POST', headers: bearer(token), body });

/** Calls of the management API that may be refused. */
const tool = (name: string, body: unknown): Promise<Said> =>
  post(`${signet.url}/api/v1${TRIGGER}/${name}`, body, operator.token);

const route = (rest: string): string => `${signet.url}/api/v2/webhooks/workflows/hire/${rest}`;

describe('T4 test with JSON parameters and Run', () => {
  /** What was recorded for an execution, whoever started it. */
  async function recorded(execution: string): Promise<Record<string, unknown>> {
    const [row] = await signet.rows(
      `select e.body, e.inputs, e.parameters, e.type, x.revision, x.environment
         from execution_view x join event e on e.id = x.event_id where x.id = $1`,
      [execution],
    );
    return row!;
  }

  it('runs as the documented call does, and is marked as a test', async () => {
    const tested = (await tool('test', { parameters: PARAMETERS })).json;
    const called = (await post(route('trigger-async'), PARAMETERS)).json;
    const [run, real] = [tested.executions[0] as string, called.workflow_execution_id as string];

    expect(await loggedBy(signet, run)).toBe('John Doe is 33 in production');
    expect(await loggedBy(signet, real)).toBe('John Doe is 33 in production');
    expect(await recorded(run)).toEqual(await recorded(real));
    const marks = await Promise.all(
      [run, real].map(async (id) => (await operator.call('GET', `/executions/${id}`)).json.test as boolean),
    );
    expect(marks).toEqual([true, false]);
  });

  it('is found by those who look where ToolJet says', async () => {
    const { json } = await tool('test', { parameters: PARAMETERS });
    const [id] = json.executions as string[];
    await loggedBy(signet, id!);
    const looked = await ask(route(`status/${id}`), { headers: bearer(TOKENS.production) });
    expect(looked).toMatchObject({ status: 200, json: { workflow_execution_id: id, status: 'succeeded' } });
  });

  it('refuses what the documented call would be refused for, in the same words', async () => {
    const wrong = { name: 7, emp_id: '33' };
    const [tested, called] = [await tool('test', { parameters: wrong }), await post(route('trigger'), wrong)];
    expect([tested.status, tested.json.msg]).toEqual([400, 'Invalid parameter']);
    expect([called.status, called.json.msg]).toEqual([400, 'Invalid parameter']);
    expect(tested.json.errors).toEqual(called.json.errors);
  });
});

describe('T10 copy URL, copy as cURL', () => {
  const urlsIn = async (environment: string): Promise<Record<string, string>> => {
    const { json } = await operator.call('GET', `${TRIGGER}/url?environment=${environment}`);
    const urls = json.urls as { kind: string; url: string }[];
    return Object.fromEntries(urls.map(({ kind, url }) => [kind, url]));
  };

  it('gives the documented endpoints, which take the documented call in their environment', async () => {
    for (const [environment, token] of Object.entries(TOKENS)) {
      const { tooljet, 'tooljet-async': background } = await urlsIn(environment);
      const endpoint = new RegExp(
        `/api/v2/webhooks/workflows/[0-9a-f-]{36}/trigger\\?environment=${environment}$`,
      );
      expect(tooljet).toMatch(endpoint);
      expect(await post(tooljet!, PARAMETERS, token)).toMatchObject({
        status: 201,
        json: { hired: 'John Doe' },
      });
      const { status, json } = await post(background!, PARAMETERS, token);
      expect(status).toBe(202);
      expect(await loggedBy(signet, json.workflow_execution_id as string)).toBe(
        `John Doe is 33 in ${environment}`,
      );
    }
  });

  it('gives a command with token and environment that a shell runs', async () => {
    const { json } = await tool('curl', { environment: 'staging', body: PARAMETERS });
    expect(json).toMatchObject({
      ready: true,
      notes: [],
      url: expect.stringMatching(
        /\/api\/v2\/webhooks\/workflows\/[0-9a-f-]{36}\/trigger\?environment=staging$/,
      ),
    });
    const curl = json.curl as string;
    expect(curl).toContain(`Bearer ${TOKENS.staging}`);
    expect(await statusOf(curl)).toBe(201); // as the workflow answers
    expect(await statusOf(curl.replace(TOKENS.staging, TOKENS.production))).toBe(401);
    expect(await statusOf(curl.replace('=staging', '=nowhere'))).toBe(404);
  });

  it('gives one that is good at the endpoint in the background and at the address of the hook as well', async () => {
    const { json } = await tool('curl', { environment: 'staging', body: PARAMETERS });
    const { 'tooljet-async': background, hook } = await urlsIn('staging');
    expect(await statusOf((json.curl as string).replace(json.url as string, background!))).toBe(202);
    expect(await statusOf((json.curl as string).replace(json.url as string, hook!))).toBe(202);
    expect((await tool('curl', { method: 'GET' })).json.url).toContain('/hooks/');
  });
});
