/** Bodies of every kind at a webhook of Kestra: what its answer shows is what the flow reads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask } from '../support/an-operator.js';
import { loggedBy } from '../support/builders.js';

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet();
  const operator = await anOperator(signet);
  await operator.workflow(`id: read
namespace: company.team
tasks: [{ id: hello, type: log, message: "{{ trigger.body }}" }]
triggers: [{ id: webhook, type: io.kestra.plugin.core.trigger.Webhook, key: a-key-in-the-open }]
`);
});
afterAll(() => signet?.stop());

describe('K3 the request as variables', () => {
  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'name=Ada', { name: 'Ada' }],
    [
      'JSON that says it is a form, as of curl -d',
      'application/x-www-form-urlencoded',
      '{"name":"Ada"}',
      { name: 'Ada' },
    ],
    [
      'a form of parts',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name=name\r\n\r\nAda\r\n--x--',
      { name: 'Ada' },
    ],
    ['text', 'text/plain', 'Ada', 'Ada'],
  ])('is in the answer as the flow reads it: %s', async (_, type, body, read) => {
    const { json } = await ask(
      `${signet.url}/api/v1/executions/webhook/company.team/read/a-key-in-the-open`,
      {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      },
    );
    expect(json.trigger.variables.body).toEqual(read);
    const logged = await loggedBy(signet, json.id as string);
    expect(logged).toBe(typeof read === 'string' ? read : JSON.stringify(read));
  });
});
