/** What authors that come from Kestra copy out of a trigger, row by row of docs/seeds.md. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { answerTo, statusOf } from '../support/a-shell.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask } from '../support/an-operator.js';
import type { Operator, Said } from '../support/an-operator.js';
import { loggedBy } from '../support/builders.js';
import { freePort } from '../support/ports.js';

const SEED = readFileSync(new URL('../fixtures/seeds/kestra-flow.yaml', import.meta.url), 'utf8');
const SEED_KEY = '4wjtkzwVGBM9yKnjm3yv8r';
const KEYS = { production: '1KERKzRQZSMtLdMdNI7Nkr', staging: 'a key/of staging?' };
/** Of the author: quotes and other letters included. */
const PAYLOAD = { name: `O'Brien "Ada" 😀 $HOME` };

const EXAMPLE = `id: webhook_example
namespace: company.team
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: "Hello {{ trigger.body.name }}!"
triggers:
  - id: webhook
    type: io.kestra.plugin.core.trigger.Webhook
    key: "{{ secret('WEBHOOK_KEY') }}"
`;

let signet: TestSignet;
let operator: Operator;

beforeAll(async () => {
  signet = await startTestSignet({ env: { PORT: String(await freePort()) } });
  operator = await anOperator(signet);
  await operator.environment('staging');
  await operator.workflow(SEED);
  for (const [environment, key] of Object.entries(KEYS)) {
    await operator.secret('company.team', 'WEBHOOK_KEY', key, environment);
    await operator.workflow(EXAMPLE, environment);
  }
});
afterAll(() => signet?.stop());

const tools = (flow: string): string => `/workflows/company.team/${flow}/triggers/webhook`;
const curlOf = async (flow: string, asked: object, by = operator): Promise<Said['json']> =>
  (await by.call('POST', `${tools(flow)}/curl`, asked)).json;

async function formedUrl(flow: string, by = operator): Promise<string> {
  const { json } = await by.call('GET', `${tools(flow)}/url`);
  return (json.urls as { kind: string; url: string }[]).find(({ kind }) => kind === 'kestra')!.url;
}

describe('K7 the formed URL', () => {
  it('is the documented one, and takes GET, POST and PUT', async () => {
    const url = await formedUrl('trigger');
    expect(new URL(url).pathname).toBe(`/api/v1/executions/webhook/company.team/trigger/${SEED_KEY}`);
    for (const method of ['GET', 'POST', 'PUT']) {
      expect(await ask(url, { method })).toMatchObject({ status: 200, json: { flowId: 'trigger' } });
    }
  });

  it('does not show a key that comes out of a secret', async () => {
    const url = await formedUrl('webhook_example');
    expect(url).toMatch(/\/api\/v1\/executions\/webhook\/company\.team\/webhook_example\/\{key\}$/);
    const filled = url.replace('{key}', KEYS.production);
    expect((await ask(filled, { method: 'POST', body: PAYLOAD })).status).toBe(200);
  });

  it('has the tenant in it, as the documented one of another tenant has', async () => {
    const lyon = await operator.tenant('lyon');
    await lyon.workflow(SEED);
    const url = await formedUrl('trigger', lyon);
    expect(new URL(url).pathname).toBe(`/api/v1/lyon/executions/webhook/company.team/trigger/${SEED_KEY}`);
    expect(await ask(url)).toMatchObject({ status: 200, json: { tenantId: 'lyon' } });
    const { curl } = await curlOf('trigger', {}, lyon);
    expect(await answerTo(curl as string)).toMatchObject({ tenantId: 'lyon', flowId: 'trigger' });
  });
});

describe('K7 the ready cURL', () => {
  it('brings a JSON payload of your own to the formed URL, where the flow reads it', async () => {
    const { curl, url, ready } = await curlOf('webhook_example', { body: PAYLOAD });
    expect(ready).toBe(true);
    expect(new URL(url as string).pathname).toBe(
      `/api/v1/executions/webhook/company.team/webhook_example/${KEYS.production}`,
    );
    const execution = await answerTo(curl as string);
    expect(execution).toMatchObject({ flowId: 'webhook_example', trigger: { variables: { body: PAYLOAD } } });
    expect(await loggedBy(signet, execution.id as string)).toBe(`Hello ${PAYLOAD.name}!`);
  });

  it('has the key of its environment, whatever characters the key has', async () => {
    const { curl } = await curlOf('webhook_example', { environment: 'staging', body: PAYLOAD });
    const { id } = await answerTo(curl as string);
    const { json } = await operator.call('GET', `/executions/${id as string}`);
    expect(json).toMatchObject({ environment: 'staging', workflow: 'company.team/webhook_example' });
    expect(await statusOf((curl as string).replace('=staging', '=production'))).toBe(404);
  });

  it('with another key is answered 404', async () => {
    const { curl } = await curlOf('webhook_example', { body: PAYLOAD });
    expect(await statusOf((curl as string).replace(KEYS.production, 'another'))).toBe(404);
  });
});

describe('K3 the request that a caller sent', () => {
  it('is told in the answer, without the header that the trigger itself asks a token in', async () => {
    await operator.workflow(`
id: by_door
namespace: company.team
triggers:
  - { id: hook, type: webhook, key: ${SEED_KEY}, token: { from: 'header:x-door', secrets: ["{{ secret('DOOR') }}"] } }
tasks:
  - { id: say, type: set, values: { a: 1 } }
`);
    await operator.secret('company.team', 'DOOR', 'hunter2-hunter2');
    const { json } = await ask(`${signet.url}/api/v1/executions/webhook/company.team/by_door/${SEED_KEY}`, {
      method: 'POST',
      body: {},
      headers: { 'x-door': 'hunter2-hunter2', 'x-other': 'seen' },
    });
    expect(json.trigger.variables.headers).toMatchObject({ 'x-door': '[redacted]', 'x-other': 'seen' });
  });
});
