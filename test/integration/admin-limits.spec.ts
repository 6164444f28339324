import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, startAdminApp } from './admin-app.js';
import { document } from './admin-ledger.js';

const YAML = { headers: { 'content-type': 'application/yaml' } };

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});

const put = (body: object, tenant = 'main') => app.call('PUT', `/tenants/${tenant}/limits`, body);
const NOTHING_SAID = { perDay: null, perMonth: null, concurrency: null, timeout: null, requests: null };

describe('the limits of a tenant', () => {
  it('are put whole, shown as they hold, and noted', async () => {
    const limits = {
      perDay: 10,
      concurrency: { limit: 5 },
      timeout: '5m',
      requests: { limit: 600, per: '1m' },
    };
    const shown = {
      perDay: 10,
      concurrency: { limit: 5, overflow: 'queue' },
      timeout: '300s',
      requests: { limit: 600, per: '60s' },
    };
    expect(await put(limits)).toMatchObject({ status: 200, body: shown });
    expect((await app.call('GET', '/tenants/main/limits')).body).toEqual(shown);
    expect((await put(shown)).body).toEqual(shown);
    expect((await put({})).body).toEqual({});
    const { body } = await app.call('GET', '/audit-entries?verb=tenant.limit');
    expect(body.items).toHaveLength(3);
  });

  it('tell what is used of them, the instance to whoever runs it alone', async () => {
    await put({ perDay: 10, perMonth: 20, concurrency: { limit: 5, overflow: 'fail' } });
    await app.dataSource.query(
      `insert into quota_use (scope, period, starts, used)
       values ('tenant:main', 'day', (now() at time zone 'utc')::date, 12),
              ('tenant:main', 'month', date_trunc('month', now() at time zone 'utc'), 12),
              ('tenant:other', 'day', (now() at time zone 'utc')::date, 7)`,
    );
    const { body } = await app.call('GET', '/limits');
    expect(body).toEqual({
      perDay: { limit: 10, used: 12, remaining: 0, resetsAt: expect.stringMatching(/T00:00:00.000Z$/) },
      perMonth: { limit: 20, used: 12, remaining: 8, resetsAt: expect.stringMatching(/-01T00:00:00.000Z$/) },
      concurrency: { limit: 5, overflow: 'fail', running: 0 },
      timeout: null,
      requests: null,
      instance: NOTHING_SAID,
    });
    const auditor = await app.call('GET', '/limits', undefined, { token: await app.token('auditor') });
    expect(auditor.body).not.toHaveProperty('instance');
    expect(auditor.body.perDay.limit).toBe(10);
    await put({});
  });

  it('of another tenant are for an admin of the instance', async () => {
    const { body: other } = await app.call('PUT', '/tenants/other', {});
    const asOther = { token: other.token };
    expect((await put({ perDay: 3 }, 'other')).status).toBe(200);
    expect((await app.call('GET', '/limits', undefined, asOther)).body).toMatchObject({
      perDay: { limit: 3, used: 7 },
    });
    expect((await app.call('PUT', '/tenants/other/limits', {}, asOther)).status).toBe(403);
    expect((await app.call('GET', '/tenants/other/limits', undefined, asOther)).status).toBe(403);
    expect(
      (await app.call('PUT', '/tenants/main/limits', {}, { token: await app.token('operator') })).status,
    ).toBe(403);
    expect((await put({}, 'nobody')).status).toBe(404);
    expect((await app.call('PUT', '/tenants/limits', {})).status).toBe(400); // a word of the API
  });

  it.each([
    [{ perDay: 0 }, 'perDay'],
    [{ perMonth: 1.5 }, 'perMonth'],
    [{ perDay: null }, 'perDay'],
    [{ concurrency: 5 }, 'concurrency'],
    [{ concurrency: { limit: 0 } }, 'concurrency.limit'],
    [{ concurrency: { limit: 1, overflow: 'drop' } }, 'concurrency.overflow'],
    [{ timeout: '8d' }, 'timeout'],
    [{ timeout: 5 }, 'timeout'],
    [{ requests: { limit: 5 } }, 'requests'],
    [{ requests: { limit: 5, per: '10ms' } }, 'requests'],
    [{ requests: { limit: 5, per: '1m', key: 'mine' } }, 'requests'],
    [{ requests: 'none' }, 'requests'],
    [{ perHour: 5 }, 'perHour'],
  ])('are refused when they are %j', async (limits, path) => {
    const { status, body } = await put(limits);
    expect(status).toBe(400);
    expect(body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
  });
});

describe('the limits of a workflow', () => {
  it('are those of the revision deployed in the environment asked for', async () => {
    const text = document(
      'scarce',
      'acme.identity',
      'limits: { perMonth: 9 }\nconcurrency: { limit: 2 }\ntimeout: 1m\n',
    );
    expect((await app.call('PUT', '/workflows', text, YAML)).status).toBe(201);
    await put({ timeout: '10s' });
    const { body } = await app.call('GET', '/workflows/acme.identity/scarce/limits');
    expect(body).toEqual({
      ...NOTHING_SAID,
      perMonth: { limit: 9, used: 0, remaining: 9, resetsAt: expect.any(String) },
      concurrency: { limit: 2, overflow: 'queue', running: 0 },
      timeout: '10s',
    });
    await put({});
    await app.call('PUT', '/environments/staging', {});
    const staging = await app.call('GET', '/workflows/acme.identity/scarce/limits?environment=staging');
    expect(staging.body).toEqual(NOTHING_SAID);
  });

  it('are not for who does not reach it', async () => {
    const elsewhere = { token: await app.token('author', ['other.space']) };
    const path = '/workflows/acme.identity/scarce/limits';
    expect((await app.call('GET', path, undefined, elsewhere)).status).toBe(403);
    expect((await app.call('GET', '/workflows/acme.identity/none/limits')).status).toBe(404);
  });
});

describe('the limits of a source', () => {
  const source = (limits: unknown) => app.call('PUT', '/sources/busy', { open: true, limits });

  it('are its requests, kept with what else it says', async () => {
    expect((await source({ requests: { limit: 20, per: '1m' } })).body.limits).toEqual({
      requests: { limit: 20, per: '60s' },
    });
    expect((await source({ requests: 'default' })).body.limits).toEqual({ requests: 'default' });
    expect((await app.call('POST', '/sources/busy/disable')).body.limits).toEqual({ requests: 'default' });
    expect((await source(undefined)).body).not.toHaveProperty('limits');
  });

  it.each([
    { requests: 'some' },
    { requests: 5 },
    { requests: { limit: 1, per: '2d' } },
    { perDay: 5 },
    'none',
  ])('are refused when they are %j', async (limits) => {
    expect((await source(limits)).status).toBe(400);
  });
});
