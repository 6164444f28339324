import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { aDelivery, post, send } from '../support/a-delivery.js';
import { aSource, requireHook } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
});
afterAll(() => signet?.stop());

/** Ids of the workflows that a delivery opened executions of, in their order. */
async function opened(hook: TestHook, body: object): Promise<string[]> {
  const { json } = await post(hook, aDelivery({ body }));
  const rows = await signet.rows<{ workflow_id: string }>(
    'select workflow_id from open_execution where event_id = $1 order by seq',
    [json.event],
  );
  expect(rows).toHaveLength(json.executions.length);
  return rows.map((row) => row.workflow_id);
}

async function lanesOf(hook: TestHook, body: object): Promise<(string | null)[]> {
  const { json } = await post(hook, aDelivery({ body }));
  const rows = await signet.rows<{ lane: string | null; workflow_id: string }>(
    'select lane, workflow_id from open_execution where event_id = $1 order by seq',
    [json.event],
  );
  return rows.map(({ lane, workflow_id }) => lane?.replace(`${workflow_id}:`, '') ?? null);
}

describe('an event', () => {
  it('opens an execution of every workflow that waits for its type, and of no other', async () => {
    const hook = await aSource(signet);
    const there = { tasks: [NOTHING] };
    const exact = await deploy(signet, { ...there, triggers: [on(hook.name, ['user.created'])] });
    const prefix = await deploy(signet, { ...there, triggers: [on(hook.name, ['user.*'])] });
    const all = await deploy(signet, { ...there, triggers: [on(hook.name, ['*'])] });
    await deploy(signet, { ...there, triggers: [on('another-source', ['*'])] });
    await deploy(signet, { ...there, triggers: [on(hook.name, ['*'], { enabled: false })] });

    expect(await opened(hook, { type: 'user.created' })).toEqual([exact.id, prefix.id, all.id]);
    expect(await opened(hook, { type: 'user.created.v2' })).toEqual([prefix.id, all.id]);
    expect(await opened(hook, { type: 'users' })).toEqual([all.id]);
    expect(await opened(hook, { noType: true })).toEqual([]);
  });

  it('is taken by its common type too, so that one workflow serves many senders', async () => {
    const okta = { profile: 'okta', secrets: ['an-okta-key'] };
    const hook = await aSource(signet, { verify: okta, vocabulary: { 'acme.user.gone': 'user.deleted' } });
    const created = await deploy(signet, { tasks: [NOTHING], triggers: [on(hook.name, ['user.created'])] });
    const both = await deploy(signet, {
      tasks: [NOTHING],
      triggers: [on(hook.name, ['user.created', 'user.lifecycle.*'])],
    });
    const gone = await deploy(signet, { tasks: [NOTHING], triggers: [on(hook.name, ['user.deleted'])] });
    const events = ['user.lifecycle.create', 'acme.user.gone', 'system.heartbeat'].map((eventType, at) => ({
      eventType,
      uuid: `e${at}`,
    }));

    const { json } = await post(hook, {
      headers: { authorization: 'an-okta-key', 'content-type': 'application/json' },
      body: JSON.stringify({ data: { events } }),
    });
    const rows = await signet.rows<{ event_id: string; workflow_id: string }>(
      'select event_id, workflow_id from open_execution where event_id = any ($1) order by seq',
      [json.events],
    );

    expect(rows).toEqual([
      { event_id: json.events![0], workflow_id: created.id },
      { event_id: json.events![0], workflow_id: both.id },
      { event_id: json.events![1], workflow_id: gone.id },
    ]);
    const named = await signet.rows(
      'select type, common_type from event where delivery_id = $1 order by external_id',
      [json.event],
    );
    expect(named).toEqual([
      { type: 'user.lifecycle.create', common_type: 'user.created' },
      { type: 'acme.user.gone', common_type: 'user.deleted' },
      { type: 'system.heartbeat', common_type: null },
    ]);
  });

  it('shows its common type to conditions and tasks', async () => {
    const hook = await aSource(signet, { verify: { profile: 'okta', secrets: ['an-okta-key'] } });
    const { id } = await deploy(signet, {
      tasks: [{ id: 'kept', type: 'set', values: { is: '{{ trigger.commonType }}' } }],
      triggers: [on(hook.name, ['*'], { when: "trigger.commonType == 'user.created'" })],
    });
    const { json } = await post(hook, {
      headers: { authorization: 'an-okta-key', 'content-type': 'application/json' },
      body: JSON.stringify({ eventType: 'user.lifecycle.create', uuid: 'one' }),
    });
    expect(json.executions).toHaveLength(1);
    const [run] = await signet.rows<{ workflow_id: string }>(
      'select workflow_id from execution_view where id = $1',
      [json.executions[0]],
    );
    expect(run).toEqual({ workflow_id: id });
  });

  it('opens one only where the condition is met; one that cannot be told is not met', async () => {
    const hook = await aSource(signet);
    const when = "trigger.body.metadata.source == 'app' && trigger.type == 'user.created'";
    const { id } = await deploy(signet, { tasks: [NOTHING], triggers: [on(hook.name, ['*'], { when })] });

    expect(await opened(hook, { type: 'user.created', metadata: { source: 'app' } })).toEqual([id]);
    expect(await opened(hook, { type: 'user.created', metadata: { source: 'web' } })).toEqual([]);
    expect(await opened(hook, { type: 'user.created', metadata: 7 })).toEqual([]);
    expect(await opened(hook, { type: 'user.created' })).toEqual([]);
  });

  it('opens none of a workflow that is disabled or deleted, once that is known', async () => {
    const hook = await aSource(signet);
    const { id } = await deploy(signet, { tasks: [NOTHING], triggers: [on(hook.name)] });
    expect(await opened(hook, { type: 'x' })).toEqual([id]);
    await signet.rows('update deployment set enabled = false where workflow_id = $1', [id]);
    await eventually(async () => expect(await opened(hook, { type: 'x' })).toEqual([]));
    await signet.rows('update deployment set enabled = true where workflow_id = $1', [id]);
    await eventually(async () => expect(await opened(hook, { type: 'x' })).toEqual([id]));
    await signet.rows('update workflow set deleted_at = now() where id = $1', [id]);
    await eventually(async () => expect(await opened(hook, { type: 'x' })).toEqual([]));
  });

  it('runs by the revision that was deployed when it came', async () => {
    const hook = await aSource(signet);
    const parts = { id: 'changing', triggers: [on(hook.name)] };
    await deploy(signet, { ...parts, tasks: [NOTHING] });
    const first = await post(hook, aDelivery({ body: { type: 'x' } }));
    await deploy(signet, { ...parts, tasks: [{ ...NOTHING, id: 'other' }] });
    const second = await post(hook, aDelivery({ body: { type: 'x' } }));
    expect(
      await signet.rows('select revision from open_execution where id = any($1) order by seq', [
        [...first.json.executions, ...second.json.executions],
      ]),
    ).toEqual([{ revision: 1 }, { revision: 2 }]);
  });
});

describe('a webhook trigger', () => {
  const secret = 'webhook-token-0123456789';

  it('has a hook of its own that starts its workflow, whatever the type', async () => {
    await signet.part(SecretStore).put({ tenant: 'main', namespace: 'acme' }, 'WEBHOOK_KEY', secret);
    const token = {
      from: 'header:authorization',
      scheme: 'Bearer',
      secrets: ["{{ secret('WEBHOOK_KEY') }}"],
    };
    const { id } = await deploy(signet, {
      triggers: [{ id: 'hook', type: 'webhook', token, when: 'trigger.body.go == true' }],
      tasks: [NOTHING],
    });
    await signet.part(HookDirectory).refresh();
    const hook = await requireHook(signet, id, 'hook');
    const call = (bearer: string, body: string) =>
      send(hook.url, { method: 'POST', headers: { authorization: `Bearer ${bearer}` }, body });

    expect((await call(secret, '{"go":true}')).json.executions).toHaveLength(1);
    expect((await call(secret, '{"go":false}')).json.executions).toEqual([]);
    expect((await call('wrong', '{"go":true}')).status).toBe(401);
  });

  it('whose secret is missing lets nobody in, not even with an empty token', async () => {
    const token = { from: 'header:x-key', secrets: ["{{ secret('NO_SUCH_SECRET') }}"] };
    const { id } = await deploy(signet, {
      triggers: [{ id: 'hook', type: 'webhook', token }],
      tasks: [NOTHING],
    });
    const hook = await requireHook(signet, id, 'hook');
    for (const key of ['', 'null', 'undefined', "{{ secret('NO_SUCH_SECRET') }}"]) {
      expect((await send(hook.url, { method: 'POST', headers: { 'x-key': key }, body: '{}' })).status).toBe(
        401,
      );
    }
  });

  it('that is switched off or taken out answers 404, and keeps its address for when it comes back', async () => {
    const parts = { id: 'comes-and-goes', tasks: [NOTHING] };
    const trigger = { id: 'hook', type: 'webhook', open: true };
    const { id } = await deploy(signet, { ...parts, triggers: [trigger] });
    const hook = await requireHook(signet, id, 'hook');
    const status = async () => (await send(hook.url, { method: 'POST', body: '{}' })).status;

    expect(await status()).toBe(202);
    await deploy(signet, { ...parts, triggers: [{ ...trigger, enabled: false }] });
    expect(await status()).toBe(404);
    await deploy(signet, { ...parts, triggers: [] });
    expect(await status()).toBe(404);
    await deploy(signet, { ...parts, triggers: [trigger] });
    expect(await status()).toBe(202);
  });
});

describe('a lane', () => {
  it('is the subject of the event within one workflow, unless the workflow says otherwise', async () => {
    const hook = await aSource(signet);
    const triggers = [on(hook.name)];
    await deploy(signet, { tasks: [NOTHING], triggers });
    await deploy(signet, { tasks: [NOTHING], triggers, lane: 'team-{{ trigger.body.team }}' });
    await deploy(signet, { tasks: [NOTHING], triggers, lane: '{{ trigger.body.team }}' });

    expect(await lanesOf(hook, { type: 'x', userId: 'u1', team: 7 })).toEqual(['u1', 'team-7', '7']);
    expect(await lanesOf(hook, { type: 'x', team: { a: 1 } })).toEqual([null, 'team-{"a":1}', '{"a":1}']);
  });

  it('falls back to the subject where it names what the event lacks, and is short however long that is', async () => {
    const hook = await aSource(signet);
    await deploy(signet, { tasks: [NOTHING], triggers: [on(hook.name)], lane: '{{ trigger.body.team }}' });
    const long = 'u'.repeat(5000);

    expect(await lanesOf(hook, { type: 'x', userId: 'u1' })).toEqual(['u1']);
    const [lane] = await lanesOf(hook, { type: 'x', team: long });
    expect(lane).toMatch(/^[\w-]{43}$/);
    expect(await lanesOf(hook, { type: 'x', team: long })).toEqual([lane]);
    expect(await lanesOf(hook, { type: 'x', team: `${long}u` })).not.toEqual([lane]);
  });
});
