import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { aDelivery, aUserCreated, post, send } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { allSettled, deploy, NOTHING, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let hook: TestHook;

beforeAll(async () => {
  signet = await startTestSignet();
  hook = await aSource(signet, { name: 'auth-platform' });
  await deploy(signet, {
    id: 'welcome',
    triggers: [on('auth-platform', ['user.created'])],
    tasks: [NOTHING],
  });
});
afterAll(() => signet?.stop());

const eventsOf = (id: string) => signet.count('event', 'external_id = $1', [id]);

describe('a delivery', () => {
  it('is answered 202 once its event and executions are committed, and runs', async () => {
    const body = aUserCreated('usr_1');
    const { status, json, headers } = await post(hook, aDelivery({ id: 'msg_1', body }));

    expect(status).toBe(202);
    expect(headers.get('content-type')).toBe('application/json');
    expect(Object.keys(json).toSorted()).toEqual(['event', 'executions']);
    const columns = 'type, subject, external_id, source, body, delivery_id';
    expect(await signet.rows(`select ${columns} from event where id = $1`, [json.event])).toEqual([
      {
        type: 'user.created',
        subject: 'usr_1',
        external_id: 'msg_1',
        source: 'auth-platform',
        body,
        delivery_id: json.event,
      },
    ]);
    expect(json.executions).toHaveLength(1);
    expect(await settled(signet, json.executions[0]!)).toMatchObject({ status: 'succeeded', attempt: 1 });
  });

  it('that nobody waits for is kept all the same, with no execution', async () => {
    const { status, json } = await post(hook, aDelivery({ id: 'msg_quiet', body: { type: 'user.blinked' } }));
    expect([status, json.executions]).toEqual([202, []]);
    expect(await eventsOf('msg_quiet')).toBe(1);
  });

  it('about a subject too long for an index runs to its end, under a digest of it', async () => {
    const { json } = await post(hook, aDelivery({ body: aUserCreated('ü'.repeat(5000)) }));
    expect(await settled(signet, json.executions[0]!)).toMatchObject({ status: 'succeeded' });
    const [row] = await signet.rows<{ subject: string }>('select subject from event where id = $1', [
      json.event,
    ]);
    expect(row!.subject).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('of a type too long for an index is refused', async () => {
    const { status } = await post(hook, aDelivery({ id: 'msg_long', body: { type: 'x'.repeat(501) } }));
    expect(status).toBe(400);
    expect(await eventsOf('msg_long')).toBe(0);
  });

  it('keeps its body to the byte, numbers and order of members included', async () => {
    const body = '{ "type":"user.created", "n": 12345678901234567890.10, "b": 1, "a": 2 }';
    const { json } = await post(hook, aDelivery({ body }));
    const [row] = await signet.rows('select body::text as text from event where id = $1', [json.event]);
    expect(row).toEqual({ text: body });
  });

  it('in a form, with its query and headers, reaches the tasks of its workflow', async () => {
    const forms = await aSource(signet, { name: 'forms', open: true });
    await deploy(signet, {
      id: 'read-it-all',
      triggers: [on('forms')],
      tasks: [
        {
          id: 'read',
          type: 'set',
          values: {
            name: '{{ trigger.body.name }}',
            tags: '{{ trigger.body.tag }}',
            page: '{{ trigger.parameters.page }}',
            trace: "{{ trigger.headers['x-trace'] }}",
            source: '{{ trigger.source }}',
          },
        },
      ],
    });
    const { status, json } = await send(`${forms.url}?page=7&page=8`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-trace': 'abc' },
      body: 'type=user.created&name=Ada+Lovelace&tag=a&tag=b%26c',
    });
    expect(status).toBe(202);
    await settled(signet, json.executions[0]!);
    const [run] = await signet.rows('select output from task_run where execution_id = $1', json.executions);
    const output = {
      name: 'Ada Lovelace',
      tags: ['a', 'b&c'],
      page: ['7', '8'],
      trace: 'abc',
      source: 'forms',
    };
    expect(run).toEqual({ output });
  });
});

describe('a delivery that comes again', () => {
  it('gets the first ids with 200 and runs nothing', async () => {
    const first = await post(hook, aDelivery({ id: 'msg_again' }));
    const again = await post(hook, aDelivery({ id: 'msg_again', body: aUserCreated('another') }));

    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.json).toEqual(first.json);
    expect(await eventsOf('msg_again')).toBe(1);
    expect(await signet.count('execution_view', 'event_id = $1', [first.json.event])).toBe(1);
    const [logged] = await eventually(async () => {
      const rows = await signet.rows('select outcome, status from delivery_log where event_id = $1', [
        first.json.event,
      ]);
      expect(rows).not.toEqual([]);
      return rows;
    });
    expect(logged).toEqual({ outcome: 'duplicate', status: 200 });
  });

  it('twenty times at once runs once, and all twenty learn the same ids', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(hook, aDelivery({ id: 'msg_twenty' }))),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await eventsOf('msg_twenty')).toBe(1);
    expect(await signet.count('execution_view', 'event_id = $1', [answers[0]!.json.event])).toBe(1);
  });

  it('at another hook is another event', async () => {
    const other = await aSource(signet);
    const [here, there] = await Promise.all([
      post(hook, aDelivery({ id: 'msg_two' })),
      post(other, aDelivery({ id: 'msg_two' })),
    ]);
    expect([here.status, there.status]).toEqual([202, 202]);
    expect(await eventsOf('msg_two')).toBe(2);
  });

  it('without an id is a new event each time; an Idempotency-Key is an id', async () => {
    const open = await aSource(signet, { open: true });
    const json = { 'content-type': 'application/json' };
    const bare = { headers: json, body: '{"type":"x"}' };
    const keyed = { headers: { ...json, 'idempotency-key': 'once' }, body: '{"type":"x"}' };
    const answers = [await post(open, bare), await post(open, bare), await post(open, keyed)];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect((await post(open, keyed)).status).toBe(200);
    expect(await signet.count('event', 'hook_id = $1', [open.id])).toBe(3);
  });
});

describe('a commit that deliveries share', () => {
  it('fails for the one whose row is bad, and for nobody else', async () => {
    const shared = await aSource(signet);
    const bodies = Array.from({ length: 20 }, (_, n) =>
      n === 7 ? '{"type":"user\\u0000created"}' : aUserCreated(),
    );
    const answers = await Promise.all(bodies.map((body) => post(shared, aDelivery({ body }))));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map((_, n) => (n === 7 ? 400 : 202)));
    expect(await signet.count('event', 'hook_id = $1', [shared.id])).toBe(19);
  });
});

describe('a batch', () => {
  const okta = (uuids: readonly string[]) => ({
    headers: { 'content-type': 'application/json', authorization: 'the-token' },
    body: JSON.stringify({
      data: { events: uuids.map((uuid) => ({ uuid, eventType: 'user.lifecycle.create' })) },
    }),
  });

  it('of many events is one commit, and each event is known by its own id', async () => {
    const hook = await aSource(signet, {
      name: 'okta',
      verify: { profile: 'okta', secrets: ['the-token'] },
    });
    await deploy(signet, { triggers: [on('okta', ['user.lifecycle.*'])], tasks: [NOTHING] });

    const first = await post(hook, okta(['e1', 'e2']));
    expect(first.json.events).toHaveLength(2);
    expect(first.json.executions).toHaveLength(2);
    const xmins = await signet.rows(
      'select xmin::text, delivery_id from event where hook_id = $1 union select xmin::text, $2 from dedupe where hook_id = $1',
      [hook.id, first.json.event],
    );
    expect(xmins).toHaveLength(1);

    const second = await post(hook, okta(['e2', 'e3']));
    expect(second.status).toBe(202);
    expect(second.json.events![0]).toBe(first.json.events![1]);
    expect(second.json.executions[0]).toBe(first.json.executions[1]);
    expect(await signet.count('event', 'hook_id = $1', [hook.id])).toBe(3);
    expect((await post(hook, okta(['e1', 'e3']))).status).toBe(200);
    await allSettled(signet, [...new Set([...first.json.executions, ...second.json.executions])]);
    expect(
      await signet.count('execution', `trigger_id like 'on-user%' and event_id = any($1)`, [
        [...first.json.events!, second.json.events![1]],
      ]),
    ).toBe(3);
  });

  it('that is empty is acknowledged and makes nothing', async () => {
    const hook = await aSource(signet, { verify: { profile: 'okta', secrets: ['the-token'] } });
    const { status, json } = await post(hook, okta([]));
    expect([status, json]).toEqual([202, { executions: [], event: null }]);
    expect(await signet.count('event', 'hook_id = $1', [hook.id])).toBe(0);
  });
});

describe('what is kept of a delivery', () => {
  it('is never a credential, wherever it came', async () => {
    const hook = await aSource(signet, {
      token: { from: 'query:key', tokens: ['token-in-query-1'] },
    });
    const { json } = await send(`${hook.url}?key=token-in-query-1&access_token=query-secret&page=1`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer header-secret',
        cookie: 'session=cookie-secret',
        'x-api-key': 'key-secret',
        'x-hub-signature-256': 'signature-secret',
        'x-kept': 'kept',
      },
      body: '{"type":"x"}',
    });
    const [event] = await signet.rows<{ all: string; headers: object; parameters: object }>(
      'select e::text as all, headers, parameters from event e where id = $1',
      [json.event],
    );
    expect(event!.parameters).toEqual({ key: '[redacted]', access_token: '[redacted]', page: '1' });
    expect(event!.headers).toMatchObject({
      authorization: '[redacted]',
      cookie: '[redacted]',
      'x-api-key': '[redacted]',
      'x-hub-signature-256': '[redacted]',
      'x-kept': 'kept',
    });
    expect(event!.all).not.toMatch(/-secret|token-in-query/);
  });
});
