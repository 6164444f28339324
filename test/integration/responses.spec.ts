/** What callers are answered, over HTTP, with inputs of people who mean harm. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { requireHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, settled } from '../support/builders.js';

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet();
});
afterAll(() => signet?.stop());

const ECHO = { id: 'echo', type: 'set', values: { said: '{{ trigger.body }}' } };
const FAIL = { id: 'no', type: 'fail', message: 'no room for {{ trigger.body.name }}' };

/** A workflow that answers so; gives a caller of it. */
async function answering(
  response: unknown,
  { trigger = {}, tasks = [ECHO] }: { trigger?: object; tasks?: readonly object[] } = {},
): Promise<(body: unknown, headers?: Record<string, string>) => Promise<Answered>> {
  const triggers = [{ id: 'hook', type: 'webhook', open: true, ...trigger }];
  const parts = { triggers, tasks, ...(response === undefined ? {} : { response }) };
  const { id } = await deploy(signet, parts);
  const { url } = await requireHook(signet, id, 'hook');
  return (body, headers = {}) =>
    send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
}

const wait = { trigger: { wait: true } };

describe('a response', () => {
  it('is given to who waits: status, headers, content type and body, out of what tasks gave', async () => {
    const call = await answering(
      {
        succeeded: {
          status: 201,
          headers: { location: '/people/{{ tasks.echo.output.said.id }}', 'x-by': '{{ workflow.id }}' },
          body: { id: '{{ tasks.echo.output.said.id }}', execution: '{{ execution.id }}' },
        },
      },
      wait,
    );
    const { status, headers, text } = await call({ id: 7 });

    expect([status, JSON.parse(text)]).toEqual([201, { id: 7, execution: expect.any(String) }]);
    expect(headers.get('location')).toBe('/people/7');
    expect(headers.get('x-by')).toMatch(/^workflow-/);
  });

  it('is by branch, and another when the run fails', async () => {
    const response = {
      succeeded: [
        { when: "tasks.echo.output.said.kind == 'new'", status: 201, body: 'made' },
        { status: 200, body: 'known' },
      ],
      failed: {
        status: 507,
        contentType: 'application/problem+json',
        body: { code: '{{ execution.error.code }}' },
      },
    };
    const call = await answering(response, wait);
    const failing = await answering({ failed: response.failed }, { ...wait, tasks: [FAIL] });

    expect([(await call({ kind: 'new' })).status, (await call({})).text]).toEqual([201, 'known']);
    const failed = await failing({ name: 'Ada' });
    expect([failed.status, failed.text]).toEqual([507, '{"code":"task_failed"}']);
    expect(failed.headers.get('content-type')).toBe('application/problem+json');
  });

  it('when accepted is given to who does not wait, with what the trigger took, and again to who sends again', async () => {
    const call = await answering(
      { accepted: { body: { id: '{{ execution.id }}', user: '{{ inputs.user }}', at: '{{ trigger.id }}' } } },
      { trigger: { parameters: { user: { type: 'string', required: true } } } },
    );
    const key = { 'idempotency-key': 'accepted-once' };
    const [first, again] = [await call({ user: 'ada' }, key), await call({ user: 'bob' }, key)];

    expect([first.status, JSON.parse(first.text)]).toEqual([
      202,
      { id: expect.any(String), user: 'ada', at: 'accepted-once' },
    ]);
    expect(again.text).toBe(first.text);
  });

  it('of one answer is for all where it reads nothing of tasks, and else for who waits', async () => {
    const fixed = await answering({ status: 200, contentType: 'text/xml', body: '<ok/>' });
    const computed = await answering({ status: 200, body: '{{ tasks.echo.output.said }}' });

    expect((await fixed({})).text).toBe('<ok/>');
    const [not, waited] = [await computed('hi'), await computed('hi', { prefer: 'wait=10' })];
    expect([not.status, waited.status, waited.text]).toEqual([202, 200, 'hi']);
  });

  it('has the defaults of its trigger: outputs alone, status and content type', async () => {
    const trigger = { wait: true, returnOutputs: true, responseCode: 203, responseContentType: 'text/plain' };
    const { status, headers, text } = await (await answering(undefined, { trigger }))({ a: 1 });

    expect([status, JSON.parse(text)]).toEqual([203, { echo: { said: { a: 1 } } }]);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const own = await answering({ succeeded: { body: 'mine' } }, { trigger });
    expect(await own({})).toMatchObject({ status: 203, text: 'mine' });
  });

  it('may be a status alone', async () => {
    const { status, headers, text } = await (await answering({ accepted: { status: 204 } }))({});
    expect([status, text, headers.get('content-length')]).toEqual([204, '', null]);
  });

  it('that cannot be rendered is 500 with the execution, which is not affected', async () => {
    const call = await answering({ succeeded: { body: '{{ tasks.echo.output.nothing.here }}' } }, wait);
    const answer = await call({});
    const problem = JSON.parse(answer.text) as { execution: string; msg: string };

    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
    expect(await settled(signet, problem.execution)).toMatchObject({ status: 'succeeded' });
    expect(answer.text).not.toContain('nothing.here');
  });

  it('to acceptance that cannot be rendered is the usual one, for the execution runs', async () => {
    const call = await answering({ accepted: { status: 200, body: '{{ trigger.body.nothing.here }}' } });
    const answer = await call({});
    const { executions } = JSON.parse(answer.text) as { executions: string[] };

    expect([answer.status, executions.length]).toEqual([202, 1]);
    expect(await settled(signet, executions[0]!)).toMatchObject({ status: 'succeeded' });
  });

  it('shows outputs as they are recorded: without secrets', async () => {
    const secrets = signet.part(SecretStore);
    await secrets.put({ tenant: 'main', namespace: 'acme' }, 'API_KEY', 'key-of-the-house');
    const tasks = [{ id: 'key', type: 'set', values: { key: "{{ 'is ' + secret('API_KEY') }}" } }];
    const call = await answering({ succeeded: { body: '{{ tasks.key.output }}' } }, { ...wait, tasks });
    const usual = await answering(undefined, { ...wait, tasks });

    expect((await call({})).text).toBe('{"key":"[redacted]"}');
    expect((await usual({})).text).not.toContain('key-of-the-house');
  });
});

describe('what a stranger sends', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '<html><body onload=alert(1)>',
    '"><svg/onload=alert(1)>',
    '</user><admin/>',
    ']]><evil/>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    '\u0008\ufffe',
    "javascript:alert('x')",
  ];

  it.each(HOSTILE)('never comes back as a page or a program: %j', async (said) => {
    const bodies: [string | undefined, unknown][] = [
      [undefined, '{{ trigger.body.said }}'],
      [undefined, { said: '{{ trigger.body.said }}' }],
      ['text/plain', 'you said {{ trigger.body.said }}'],
      ['text/csv', '{{ trigger.body.said }},1'],
      ['application/json', '{{ trigger.body.said }}'],
      ['application/problem+json', { detail: '{{ trigger.body.said }}' }],
    ];
    for (const [contentType, body] of bodies) {
      const call = await answering({ ...(contentType ? { contentType } : {}), body });
      const { headers, status } = await call({ said });
      expect(status).toBe(202);
      expect(headers.get('content-type')).toMatch(/^(text\/(plain|csv)|application\/(problem\+)?json)/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    }
  });

  it.each(HOSTILE)('stays text in XML: %j', async (said) => {
    const call = await answering(
      {
        succeeded: {
          contentType: 'application/xml',
          body: '<r a="{{ trigger.body.said }}">{{ tasks.echo.output.said }}</r>',
        },
      },
      wait,
    );
    const { text, headers } = await call({ said });

    expect(text).toMatch(/^<r a="[^<>"]*">[^<>]*<\/r>$/);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('cannot add a header, whatever is in it', async () => {
    const call = await answering(
      { succeeded: { headers: { 'x-said': '{{ trigger.body.said }}' }, body: 'ok' } },
      wait,
    );
    expect((await call({ said: 'plain' })).headers.get('x-said')).toBe('plain');
    for (const said of ['a\r\nset-cookie: b=c', 'a\nb', 'a\u0000b'.replace('\u0000', '\u0001'), '\u2603']) {
      const answer = await call({ said });
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([500, null]);
    }
  });

  it('is not in the answer of a workflow that says nothing, when it fails', async () => {
    const call = await answering(undefined, { ...wait, tasks: [FAIL] });
    for (const name of HOSTILE) {
      expect((await call({ name })).text).not.toContain(name.slice(0, 8));
    }
  });
});
