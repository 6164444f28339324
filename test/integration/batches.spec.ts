/** One delivery with many events: each is an event of its own, all of them are committed and answered together. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { jwkOf, JWT_SENDERS, RSA, tokenOf } from '../fixtures/senders/jwt-senders.js';
import { send } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { SourceParts, TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { allSettled, deploy, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { LocalNetwork } from '../support/local-network.js';
import { json } from '../support/tls-server.js';

let network: LocalNetwork;
let signet: TestSignet;

beforeAll(async () => {
  network = await LocalNetwork.start();
  network.server.answer = json({ keys: [jwkOf(RSA.publicKey, { kid: 'k1' })] });
  signet = await startTestSignet({ outside: { client: network } });
});
afterAll(async () => {
  await signet?.stop();
  await network?.server.stop();
});

const TOKEN = 'the-token';
const AUTHORIZED = { authorization: TOKEN, 'content-type': 'application/json' };
const aBatchHook = (profile: string, config: Record<string, unknown> = {}, more: SourceParts = {}) =>
  aSource(signet, { verify: { profile, secrets: [TOKEN], config }, ...more });
const deliver = (hook: TestHook, body: unknown, headers: Record<string, string> = AUTHORIZED) =>
  send(hook.url, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const stored = (hook: TestHook) =>
  signet.rows<{ id: string; external_id: string; type: string; body: unknown; delivery_id: string }>(
    'select id, external_id, type, body, delivery_id from event where hook_id = $1 order by id',
    [hook.id],
  );

const oktaEvent = (uuid: string, eventType = 'user.lifecycle.create') => ({
  uuid,
  eventType,
  actor: { id: uuid },
});
const okta = (...events: unknown[]) => ({ eventId: 'batch', data: { events } });
const graphItem = (id: string, clientState: unknown = TOKEN) => ({
  id,
  clientState,
  changeType: 'updated',
  resourceData: { '@odata.type': '#Microsoft.Graph.User' },
});
const log = (log_id: string) => ({ log_id, data: { type: 'ss', log_id } });
const lines = (...items: unknown[]) => items.map((item) => JSON.stringify(item)).join('\n');

describe('a batch', () => {
  it.each<[string, string, unknown, string]>([
    ['of Okta', 'okta', okta(oktaEvent('1'), oktaEvent('2'), oktaEvent('3')), 'user.lifecycle.create'],
    [
      'of Graph',
      'ms-graph',
      { value: ['1', '2', '3'].map((id) => graphItem(id)) },
      '#Microsoft.Graph.User.updated',
    ],
    ['of Auth0 in lines', 'auth0-log-stream', lines(log('1'), log('2'), log('3')), 'ss'],
    [
      'of Auth0 in lines of Windows, with a blank one at the end',
      'auth0-log-stream',
      `${[log('1'), log('2'), log('3')].map((item) => JSON.stringify(item)).join('\r\n')}\r\n\r\n`,
      'ss',
    ],
    ['of Auth0 in a list', 'auth0-log-stream', [log('1'), log('2'), log('3')], 'ss'],
    ['of Auth0 in an object', 'auth0-log-stream', { logs: [log('1'), log('2'), log('3')] }, 'ss'],
  ])(
    '%s is one delivery, one commit, and three events with a body each',
    async (_what, profile, body, type) => {
      const hook = await aBatchHook(profile);
      const answer = await deliver(hook, body);
      const events = await stored(hook);

      expect(answer.status).toBe(202);
      expect(answer.json.events).toEqual(events.map(({ id }) => id));
      expect(answer.json.event).toBe(events[0]!.id);
      expect(events.map((event) => [event.external_id, event.type])).toEqual(
        ['1', '2', '3'].map((id) => [id, type]),
      );
      expect(new Set(events.map((event) => event.delivery_id))).toEqual(new Set([events[0]!.id]));
      expect(JSON.stringify(events[2]!.body)).toContain('"3"');
      expect(JSON.stringify(events[2]!.body)).not.toContain('"1"');
      const xmins =
        'select xmin::text from event where hook_id = $1 union select xmin::text from dedupe where hook_id = $1';
      expect(await signet.rows(xmins, [hook.id])).toHaveLength(1);
    },
  );

  it('of one gives its workflow the same body as one of many', async () => {
    const hook = await aBatchHook('okta');
    await deliver(hook, okta(oktaEvent('alone')));
    await deliver(hook, okta(oktaEvent('first'), oktaEvent('second')));

    expect((await stored(hook)).map(({ body }) => body)).toEqual(
      ['alone', 'first', 'second'].map((uuid) => oktaEvent(uuid)),
    );
  });

  it.each<[string, string, unknown]>([
    ['an object', 'auth0-log-stream', log('1')],
    ['a single line', 'auth0-log-stream', `${JSON.stringify(log('1'))}\n`],
    ['a list of one', 'auth0-log-stream', [log('1')]],
  ])('that is %s is one event', async (_what, profile, body) => {
    const hook = await aBatchHook(profile);
    const answer = await deliver(hook, body);

    expect([answer.status, answer.json.events]).toEqual([202, undefined]);
    expect(await stored(hook)).toMatchObject([
      { id: answer.json.event, external_id: '1', type: 'ss', body: log('1') },
    ]);
  });

  it('runs what is new in it, once, and answers with the ids of all', async () => {
    const hook = await aBatchHook('okta');
    await deploy(signet, {
      triggers: [on(hook.name, ['user.lifecycle.*'])],
      tasks: [{ id: 'note', type: 'user.create', user: '{{ trigger.body.actor.id }}' }],
    });
    const first = await deliver(hook, okta(oktaEvent('a'), oktaEvent('b')));
    const mixed = await deliver(hook, okta(oktaEvent('b'), oktaEvent('c'), oktaEvent('a'), oktaEvent('c')));
    const again = await deliver(hook, okta(oktaEvent('c'), oktaEvent('a')));

    expect([first.status, mixed.status, again.status]).toEqual([202, 202, 200]);
    const [a, b, c] = [first.json.events![0], first.json.events![1], mixed.json.events![1]];
    expect(mixed.json.events).toEqual([b, c, a, c]);
    expect(again.json.events).toEqual([c, a]);
    await allSettled(signet, [...new Set([...first.json.executions, ...mixed.json.executions])]);
    expect(await signet.count('execution', 'event_id = any($1)', [[a, b, c]])).toBe(3);
    expect(await signet.count('directory_user', 'id = any($1)', [['a', 'b', 'c']])).toBe(3);
    await eventually(async () => {
      expect(await signet.count('delivery_log', `hook_id = $1 and outcome = 'duplicate'`, [hook.id])).toBe(1);
    });
  });

  it('holds events of many types, each for its own workflows', async () => {
    const hook = await aBatchHook('okta');
    const quiet = { tasks: [{ id: 'nothing', type: 'set', values: { done: true } }] };
    const created = await deploy(signet, { triggers: [on(hook.name, ['user.created'])], ...quiet });
    const deleted = await deploy(signet, { triggers: [on(hook.name, ['user.deleted'])], ...quiet });
    const { json } = await deliver(
      hook,
      okta(oktaEvent('1', 'user.created'), oktaEvent('2', 'user.deleted'), oktaEvent('3', 'user.other')),
    );

    const rows = await signet.rows<{ workflow_id: string; event_id: string }>(
      'select workflow_id, event_id from execution_view where event_id = any($1)',
      [json.events],
    );
    expect(rows.toSorted((one, other) => one.event_id.localeCompare(other.event_id))).toEqual([
      { workflow_id: created.id, event_id: json.events![0] },
      { workflow_id: deleted.id, event_id: json.events![1] },
    ]);
  });

  it.each<[string, unknown]>([
    ['okta', okta()],
    ['auth0-log-stream', []],
    ['auth0-log-stream', { logs: [] }],
  ])('of %s without an event is acknowledged and makes none', async (profile, body) => {
    const hook = await aBatchHook(profile);
    const { status, json } = await deliver(hook, body);

    expect([status, json]).toEqual([202, { executions: [], event: null }]);
    expect(await stored(hook)).toEqual([]);
  });

  it('of a thousand is taken whole, and known whole', async () => {
    const hook = await aBatchHook('okta');
    const events = Array.from({ length: 1000 }, (_, n) => oktaEvent(`e${n}`));
    const first = await deliver(hook, okta(...events));
    const again = await deliver(hook, okta(...events.toReversed()));

    expect([first.status, again.status]).toEqual([202, 200]);
    expect(new Set(first.json.events).size).toBe(1000);
    expect(again.json.events).toEqual(first.json.events!.toReversed());
    expect((await stored(hook)).map((event) => event.external_id)).toEqual(events.map(({ uuid }) => uuid));
  });

  it('of more than five thousand is refused whole', async () => {
    const hook = await aBatchHook('auth0-log-stream');
    const { status } = await deliver(
      hook,
      Array.from({ length: 5001 }, () => 0),
    );

    expect(status).toBe(400);
    expect(await stored(hook)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['a line that is no JSON', `${lines(log('1'), log('2'))}\n{"log_id":`],
    ['an item with a zero character', [log('1'), { ...log('2'), name: 'a\u0000b' }]],
  ])('with %s is refused whole', async (_what, body) => {
    const hook = await aBatchHook('auth0-log-stream');

    expect((await deliver(hook, body)).status).toBe(400);
    expect(await stored(hook)).toEqual([]);
    expect((await deliver(hook, [log('1')])).status).toBe(202); // its ids are not used up
  });

  it('has items without an id told apart by their place', async () => {
    const hook = await aBatchHook('descope');
    const body = '{"data":[{"action":"A"},{"action":"A"}]}';
    const signature = createHmac('sha256', TOKEN).update(body).digest('base64');
    const headers = { 'x-descope-webhook-s256': signature };

    expect((await deliver(hook, body, headers)).status).toBe(202);
    expect((await deliver(hook, body, headers)).status).toBe(200);
    expect(await stored(hook)).toHaveLength(2);
  });
});

describe('a batch in which one item is not proven', () => {
  it.each<[string, unknown[]]>([
    ['the last', [graphItem('1'), graphItem('2', 'other')]],
    ['the first', [graphItem('1', 'other'), graphItem('2')]],
    ['one without a state', [graphItem('1'), { id: '2' }]],
    ['one that is no item', [graphItem('1'), null]],
    ['none at all', []],
  ])('is refused whole: %s', async (_what, value) => {
    const hook = await aBatchHook('ms-graph');

    expect((await deliver(hook, { value }, {})).status).toBe(401);
    expect(await stored(hook)).toEqual([]);
  });

  it('is refused whole when one of its tokens is bad', async () => {
    const graph = JWT_SENDERS.find(({ preset }) => preset === 'ms-graph-rich')!;
    const config = { ...graph.config, jwksUri: graph.jwksUri! };
    const hook = await aBatchHook('ms-graph-rich', config);
    const life = { iat: 1, nbf: 1, exp: 4_000_000_000 };
    const [good, bad] = [
      tokenOf(graph, { claims: life }),
      tokenOf(graph, { claims: { ...life, aud: 'them' } }),
    ];
    const value = [graphItem('1'), graphItem('2')];

    expect((await deliver(hook, { value, validationTokens: [good, bad] }, {})).status).toBe(401);
    expect((await deliver(hook, { value, validationTokens: [good, good] }, {})).status).toBe(202);
    expect((await stored(hook)).map((event) => event.external_id)).toEqual(['1', '2']);
  });
});
