import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { QuotaRepository } from '../../src/ledger/quota.repository.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { LimitBook } from '../../src/workflow/limit-book.service.js';
import { aDelivery, post, send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { aSource, requireHook } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const TOKEN = 'an-admin-token-of-some-length';

let database: TestDatabase;
let webs: TestSignet[] = [];
let signet: TestSignet;

beforeAll(async () => {
  database = await createTestDatabase();
  const env = { ROLE: 'web', ADMIN_TOKEN: TOKEN };
  for (let n = 0; n < 2; n += 1) {
    webs.push(await startTestSignet({ databaseUrl: database.url, env }));
  }
  signet = webs[0]!;
});
afterAll(async () => {
  await Promise.all(webs.map((web) => web.stop()));
  await database?.drop();
});

/** The same hook at each web, once both know it. */
async function doors(hook: TestHook): Promise<TestHook[]> {
  await Promise.all(webs.map((web) => web.part(HookDirectory).refresh()));
  return webs.map((web) => ({ ...hook, url: hook.url.replace(signet.url, web.url) }));
}

/** A workflow with a hook of its own that anyone may call. */
async function anOpenWorkflow(limits: object): Promise<{ id: string; name: string; hook: TestHook }> {
  const { id, name } = await deploy(signet, {
    limits,
    triggers: [{ id: 'hook', type: 'webhook', open: true }],
    tasks: [NOTHING],
  });
  return { id, name, hook: await requireHook(signet, id, 'hook') };
}

const call = (hook: TestHook, id?: string): Promise<Answered> =>
  send(hook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(id === undefined ? {} : { 'webhook-id': id }) },
    body: '{"type":"ping"}',
  });

const times = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

const statusesOf = (answers: readonly Answered[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(answers.map(({ status }) => status))].map((status) => [
      status,
      answers.filter((one) => one.status === status).length,
    ]),
  );

const api = (method: string, path: string, body?: unknown): Promise<Answered> =>
  send(`${signet.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const openOf = (workflowId: string) => signet.count('open_execution', 'workflow_id = $1', [workflowId]);

/** Limits of the tenant while `work` runs. */
async function withTenantLimits(limits: object, work: () => Promise<void>): Promise<void> {
  await signet.rows('truncate quota_use');
  expect((await api('PUT', '/tenants/main/limits', limits)).status).toBe(200);
  await Promise.all(webs.map((web) => web.part(HookDirectory).refresh()));
  await untilAllKnow(limits);
  try {
    await work();
  } finally {
    await api('PUT', '/tenants/main/limits', {});
    await untilAllKnow({});
  }
}

function untilAllKnow(limits: object): Promise<void> {
  return eventually(async () => {
    const known = await Promise.all(webs.map((web) => web.part(LimitBook).of('main')));
    expect(known.map(({ tenant }) => tenant)).toEqual(webs.map(() => limits));
  });
}

describe('T11: a quota of a workflow', () => {
  it('lets in as many as it says, exactly, however many come at once at however many doors', async () => {
    const { id, hook } = await anOpenWorkflow({ perDay: 50 });
    const both = await doors(hook);
    const answers = await times(300, (n) => call(both[n % 2]!));
    expect(statusesOf(answers)).toEqual({ 202: 50, 429: 250 });
    expect(await openOf(id)).toBe(50);
    expect(await signet.count('event', 'hook_id = $1', [hook.id])).toBe(50);
    expect(await signet.count('dedupe', 'hook_id = $1', [hook.id])).toBe(50);
    expect(
      await signet.rows('select period, used::int from quota_use where scope like $1', [`%${id}%`]),
    ).toEqual([{ period: 'day', used: 50 }]);
  });

  it('says when there is room again, and leaves nothing behind but the log of the refusal', async () => {
    const { hook } = await anOpenWorkflow({ perDay: 1, perMonth: 5 });
    await call(hook);
    const { status, headers, json } = await call(hook);
    const midnight = Math.ceil((new Date().setUTCHours(24, 0, 0, 0) - Date.now()) / 1000);
    expect(status).toBe(429);
    expect(Math.abs(Number(headers.get('retry-after')) - midnight)).toBeLessThan(60);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('ratelimit-limit')).toBe('1');
    expect(headers.get('ratelimit-remaining')).toBe('0');
    expect(headers.get('ratelimit-reset')).toBe(headers.get('retry-after'));
    expect(headers.get('ratelimit-policy')).toBe('1;w=86400');
    expect(json.detail).toBe('the workflow has used up its 1 executions of this day');
    await eventually(async () =>
      expect(
        await signet.rows('select outcome, reason, status from delivery_log where hook_id = $1', [hook.id]),
      ).toEqual([{ outcome: 'refused', reason: 'quota_exceeded', status: 429 }]),
    );
    const { values } = await signet.part(Metrics).quotaExceeded.get();
    expect(values).toContainEqual(expect.objectContaining({ labels: { scope: 'workflow', period: 'day' } }));
  });

  it('counts a repeated delivery once, and gives its ids again when nothing is left', async () => {
    const { id, hook } = await anOpenWorkflow({ perDay: 3 });
    const both = await doors(hook);
    const answers = await times(40, (n) => call(both[n % 2]!, 'msg_1'));
    expect(new Set(answers.map(({ json }) => json.executions[0])).size).toBe(1);
    expect(statusesOf(answers)).toEqual({ 200: 39, 202: 1 });
    expect(statusesOf(await times(6, (n) => call(both[n % 2]!, `msg_${n + 2}`)))).toEqual({ 202: 2, 429: 4 });
    expect((await call(hook, 'msg_1')).json.executions).toEqual(answers[0]!.json.executions);
    expect(await openOf(id)).toBe(3);
  });

  it('counts each environment apart', async () => {
    const { id, hook } = await anOpenWorkflow({ perDay: 1 });
    await signet.rows(
      `insert into environment (tenant, name) values ('main', 'staging') on conflict do nothing`,
    );
    await signet.rows(
      `insert into deployment (workflow_id, environment, revision, deployed_by) values ($1, 'staging', 1, 'test')`,
      [id],
    );
    const [door] = await doors(hook);
    const staging = { ...door!, url: `${door!.url}?environment=staging` };
    expect([(await call(staging)).status, (await call(staging)).status]).toEqual([202, 429]);
    expect([(await call(hook)).status, (await call(hook)).status]).toEqual([202, 429]);
  });

  it('keeps an event of a source from that workflow alone: there it is a dead letter, which a person may replay', async () => {
    const source = await aSource(signet);
    const scarce = await deploy(signet, {
      limits: { perMonth: 2 },
      triggers: [on(source.name)],
      tasks: [NOTHING],
    });
    const free = await deploy(signet, { triggers: [on(source.name)], tasks: [NOTHING] });
    const both = await doors(source);
    const answers = await times(10, (n) => post(both[n % 2]!));
    expect(statusesOf(answers)).toEqual({ 202: 10 });
    expect(answers.every(({ json }) => json.executions.length === 2)).toBe(true);
    expect([await openOf(scarce.id), await openOf(free.id)]).toEqual([2, 10]);
    const dead = await signet.rows<{ id: string; last_error: { message: string } }>(
      `select id, last_error from execution where workflow_id = $1 and status = 'dead' and reason = 'quota'`,
      [scarce.id],
    );
    expect(dead).toHaveLength(8);
    const { values } = await signet.part(Metrics).executions.get();
    const counted = { workflow: `acme/${scarce.name}`, outcome: 'dead' };
    expect(values.map(({ labels }) => labels)).toContainEqual(counted);
    expect(dead[0]!.last_error.message).toBe('the workflow has used up its 2 executions of this month');
    expect(await signet.count('dead_letter', `workflow_id = $1 and reason = 'quota'`, [scarce.id])).toBe(8);

    expect((await api('POST', `/dead-letters/${dead[0]!.id}/replay`, {})).status).toBe(202);
    expect(await openOf(scarce.id)).toBe(3);
    const { json } = await api('GET', `/workflows/acme/${scarce.name}/limits`);
    expect(json).toMatchObject({ perDay: null, perMonth: { limit: 2, used: 3, remaining: 0 } });
  });

  it('holds for who starts it by hand', async () => {
    const { name } = await anOpenWorkflow({ perDay: 2 });
    const start = () => api('POST', `/workflows/acme/${name}/trigger`, {});
    const answers = await times(5, start);
    expect(statusesOf(answers)).toEqual({ 202: 2, 429: 3 });
    const refused = await start();
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.json).toMatchObject({
      code: 'too_many_requests',
      reason: 'quota_exceeded',
      scope: 'workflow',
    });
  });
});

describe('T11: a quota of a tenant', () => {
  it('is exact over all its workflows and sources', async () => {
    const source = await aSource(signet);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push((await deploy(signet, { triggers: [on(source.name)], tasks: [NOTHING] })).id);
    }
    const own = await anOpenWorkflow({});
    await withTenantLimits({ perDay: 100 }, async () => {
      const [sources, hooks] = [await doors(source), await doors(own.hook)];
      const answers = await times(120, (n) =>
        n % 2 === 0 ? post(sources[(n / 2) % 2]!) : call(hooks[n % 2]!),
      );
      const [{ used }] = (await signet.rows<{ used: number }>(
        `select used::int from quota_use where scope = 'tenant:main'`,
      )) as [{ used: number }];
      const opened = await signet.count('open_execution', 'workflow_id = any($1)', [[...ids, own.id]]);
      expect(opened).toBe(used);
      expect(used).toBeGreaterThan(97); // a source's event needs three at once
      expect(used).toBeLessThanOrEqual(100);
      expect(statusesOf(answers)[429]).toBeGreaterThan(0);
      while ((await call(own.hook)).status === 202) {
        // the last ones
      }
      expect((await api('GET', '/limits')).json).toMatchObject({
        perDay: { limit: 100, used: 100, remaining: 0 },
      });
      expect((await post(source)).json.detail).toContain('the tenant has used up its 100 executions');
    });
    expect((await post(source)).status).toBe(202);
  });

  it('takes a delivery of several events whole or not at all', async () => {
    const source = await aSource(signet, { verify: { profile: 'okta', secrets: ['the-token'] } });
    const { id } = await deploy(signet, { triggers: [on(source.name)], tasks: [NOTHING] });
    const batch = (...uuids: string[]) =>
      send(source.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'the-token' },
        body: JSON.stringify({
          data: { events: uuids.map((uuid) => ({ uuid, eventType: 'user.lifecycle.create' })) },
        }),
      });
    await withTenantLimits({ perDay: 5 }, async () => {
      expect((await batch('a', 'b', 'c')).status).toBe(202);
      expect((await batch('d', 'e', 'f')).status).toBe(429);
      expect((await batch('d', 'a', 'e')).status).toBe(202); // `a` is known: two are new
      expect((await batch('a', 'b', 'c', 'd', 'e')).status).toBe(200);
      expect(await openOf(id)).toBe(5);
    });
  });

  it('lets events through that start nothing', async () => {
    const source = await aSource(signet);
    await withTenantLimits({ perDay: 1 }, async () => {
      expect(
        statusesOf(await times(5, () => post(source, aDelivery({ body: { type: 'nobody.waits' } })))),
      ).toEqual({
        202: 5,
      });
    });
  });
});

describe('a counter', () => {
  it('of long ago is forgotten, one that counts is not', async () => {
    await signet.rows('truncate quota_use');
    await signet.rows(
      `insert into quota_use (scope, period, starts, used)
       values ('instance', 'day', now() - interval '63 days', 1), ('instance', 'month', date_trunc('month', now()), 2)`,
    );
    expect(await signet.part(QuotaRepository).prune()).toBe(1);
    expect(await signet.rows('select used::int from quota_use')).toEqual([{ used: 2 }]);
  });
});
