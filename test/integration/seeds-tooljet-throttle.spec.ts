/** T12: callers of ToolJet's routes are throttled as it documents, unless the workflow says another limit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import type { Operator, Said } from '../support/an-operator.js';

const TOKEN = 'of-the-trigger';

let signet: TestSignet;
let operator: Operator;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
  operator = await anOperator(signet);
  await operator.secret('tooljet', 'API_TOKEN', TOKEN);
});
afterAll(() => signet?.stop());

async function deploy(id: string, trigger = ''): Promise<void> {
  await operator.workflow(`id: ${id}
namespace: tooljet
triggers:
  - id: webhook
    type: webhook
    token: { from: header:authorization, scheme: Bearer, secrets: ["{{ secret('API_TOKEN') }}"] }
${trigger}tasks:
  - { id: hello, type: log, message: hello }
`);
}

const start = (workflow: string, at = signet): Promise<Said> =>
  ask(`${at.url}/api/v2/webhooks/workflows/${workflow}/trigger-async`, {
    method: 'POST',
    headers: bearer(TOKEN),
    body: {},
  });

async function startTimes(workflow: string, times: number, at = signet): Promise<Said[]> {
  const answers: Said[] = [];
  for (let n = 0; n < times; n += 1) {
    answers.push(await start(workflow, at));
  }
  return answers;
}

const count = (answers: readonly Said[], status: number): number =>
  answers.filter((one) => one.status === status).length;

describe('T12 the throttle', () => {
  it('lets 100 requests a minute through, and tells the rest when to come again', async () => {
    await deploy('busy');
    const answers = await startTimes('busy', 103);
    expect([count(answers, 202), count(answers, 429)]).toEqual([100, 3]);
    const { headers } = answers.at(-1)!;
    expect([headers.get('ratelimit-limit'), headers.get('ratelimit-policy')]).toEqual(['100', '100;w=60']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[0]!.headers.get('ratelimit-remaining')).toBe('99');
  });

  it('is what the trigger says where it says something', async () => {
    await deploy('few', '    limits: { requests: { limit: 2, per: 1m } }\n');
    await deploy('many', '    limits: { requests: none }\n');
    const [few, many] = [await startTimes('few', 4), await startTimes('many', 101)];
    expect([count(few, 202), count(few, 429)]).toEqual([2, 2]);
    expect(count(many, 202)).toBe(101);
  });
});

describe('T12 the variables of ToolJet', () => {
  it('say another limit and another window, also for hooks that come another way', async () => {
    await deploy('set');
    const set = await startTestSignet({
      databaseUrl: signet.databaseUrl,
      env: { ROLE: 'web', WEBHOOK_THROTTLE_LIMIT: '3', WEBHOOK_THROTTLE_TTL: '3600000' },
    });
    try {
      const answers = await startTimes('set', 5, set);
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429, 429]);
      expect(answers[0]!.headers.get('ratelimit-policy')).toBe('3;w=3600');
      const hook = (await operator.hookUrl('tooljet/set', 'webhook')).replace(signet.url, set.url);
      expect((await ask(hook, { method: 'POST', headers: bearer(TOKEN), body: {} })).status).toBe(429);
    } finally {
      await set.stop();
    }
  });

  it('that nobody has set leave the hook of the same workflow alone', async () => {
    await deploy('unset');
    const hook = await operator.hookUrl('tooljet/unset', 'webhook');
    const { status, headers } = await ask(hook, { method: 'POST', headers: bearer(TOKEN), body: {} });
    expect([status, headers.get('ratelimit-limit')]).toEqual([202, null]);
    expect((await start('unset')).headers.get('ratelimit-remaining')).toBe('99');
  });
});
