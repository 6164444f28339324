import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { anApi, aToken, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { settled } from '../support/builders.js';

let signet: TestSignet;
let api: TestApi;
let execution: string;

beforeAll(async () => {
  signet = await startTestSignet({ env: WITH_ADMIN });
  api = new TestApi(signet);
  await api.must('PUT', '/secrets/acme/TOKEN', { value: 'nobody-may-see-this' });
  await api.apply({
    id: 'greeter',
    tasks: [
      { id: 'kept', type: 'set', values: { name: '{{ trigger.body.name }}', key: "{{ secret('TOKEN') }}" } },
      { id: 'never', type: 'log', message: 'x', if: 'false' },
    ],
  });
  const started = await api.must('POST', '/workflows/acme/greeter/trigger', {
    subject: 'ada',
    body: { name: 'Ada' },
  });
  execution = started.executions[0];
  await settled(signet, execution);
});
afterAll(() => signet?.stop());

const evaluate = (expression: unknown, caller = api, of = execution) =>
  caller.call('POST', '/expressions/evaluate', { execution: of, expression });

describe('an expression tried on a past execution', () => {
  it.each([
    ['trigger.body.name', 'Ada'],
    ['Hello {{ tasks.kept.output.name }}, {{ trigger.subject }}!', 'Hello Ada, ada!'],
    ['tasks.never.status', 'skipped'],
    ['workflow.id + string(workflow.revision)', 'greeter1'],
    ['execution.error', null],
    ['{{ trigger.body }}', { name: 'Ada' }],
    ['tasks.kept.output.key', '[redacted]'],
    ["secret('TOKEN')", '[redacted]'],
    ["key {{ secret('TOKEN') }}", 'key [redacted]'],
  ])('%s', async (expression, value) => {
    expect(await evaluate(expression)).toMatchObject({ status: 200, body: { value } });
  });

  it.each([
    ['trigger.body.none', 422],
    ['trigger.', 422],
    ['trigger.constructor', 422],
    ['', 400],
    [7, 400],
    ['1'.repeat(30_000), 400],
  ])('that cannot be: %.30s', async (expression, status) => {
    const answer = await evaluate(expression);

    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('nobody-may-see-this');
  });

  it('is for authors and operators, of executions they reach', async () => {
    const [author, auditor, limited] = await Promise.all([
      aToken(anApi(signet), 'author'),
      aToken(anApi(signet), 'auditor'),
      aToken(anApi(signet), 'operator', ['other']),
    ]);

    expect((await evaluate('true', new TestApi(signet, author))).status).toBe(200);
    expect((await evaluate('true', new TestApi(signet, auditor))).status).toBe(403);
    expect((await evaluate('true', new TestApi(signet, limited))).status).toBe(404);
    expect((await evaluate('true', await api.tenant('strangers'))).status).toBe(404);
    expect((await evaluate('true', api, '019aa5f0-0000-7000-8000-000000000000')).status).toBe(404);
  });
});
