import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalDirectoryRepository } from '../../src/directories/local/local-directory.repository.js';
import { type AdminApp, request, startAdminApp } from './admin-app.js';
import { document, putDead } from './admin-ledger.js';

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});

describe('a secret', () => {
  const put = (path: string, value: unknown = 's3cret-value', token?: string) =>
    app.call('PUT', `/secrets/${path}`, { value }, token === undefined ? {} : { token });

  it('is put, listed without its value, put again and deleted', async () => {
    expect((await put('acme.identity/KEY')).status).toBe(204);
    expect((await put('acme.identity/KEY')).status).toBe(204);
    const { body } = await app.call('GET', '/secrets?namespace=acme.identity');
    expect(body).toMatchObject({
      items: [{ namespace: 'acme.identity', name: 'KEY', version: 2 }],
      next: null,
    });
    expect(JSON.stringify(body)).not.toContain('s3cret');
    const rows = await app.dataSource.query(`select encode(sealed, 'escape') as text from secret`);
    expect(JSON.stringify(rows)).not.toContain('s3cret');
    expect((await app.call('DELETE', '/secrets/acme.identity/KEY')).status).toBe(204);
    expect((await app.call('DELETE', '/secrets/acme.identity/KEY')).status).toBe(404);
    const { body: audit } = await app.call('GET', '/audit-entries?subject=secret:acme.identity/KEY');
    expect(audit.items.map(({ verb }: { verb: string }) => verb)).toEqual([
      'secret.delete',
      'secret.put',
      'secret.put',
    ]);
    expect(JSON.stringify(audit)).not.toContain('s3cret');
  });

  it.each([
    ['a name with a dash', 'acme/MY-KEY', 'x'],
    ['a namespace with a space', 'a%20b/KEY', 'x'],
    ['no value', 'acme/KEY', ''],
    ['a value that is no text', 'acme/KEY', 7],
  ])('is refused with %s', async (_, path, value) => {
    expect((await put(path, value)).status).toBe(400);
  });

  it('is out of reach of another namespace, also in the list', async () => {
    await put('acme.identity/FAR');
    await put('acme.billing/NEAR');
    const token = await app.token('author', ['acme.billing']);
    expect((await put('acme.identity/FAR', 'x', token)).status).toBe(403);
    expect((await app.call('DELETE', '/secrets/acme.identity/FAR', undefined, { token })).status).toBe(403);
    const { body } = await app.call('GET', '/secrets', undefined, { token });
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['NEAR']);
  });

  it('is listed page by page', async () => {
    for (const name of ['A', 'B', 'C']) {
      await put(`paged/${name}`);
    }
    const first = await app.call('GET', '/secrets?namespace=paged&limit=2');
    await app.call('DELETE', '/secrets/paged/B');
    const next = await app.call('GET', `/secrets?namespace=paged&limit=2&cursor=${first.body.next}`);
    expect([...first.body.items, ...next.body.items].map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });
});

describe('a directory', () => {
  const SCIM = { type: 'scim', url: 'https://idp.example.com/scim/v2', token: 'idp-token-1' };

  it('is configured, shown without its token, and deleted; main is always there', async () => {
    const made = await app.call('PUT', '/directories/idp', SCIM);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'idp', type: 'scim', url: SCIM.url, hasToken: true, config: {} });
    const again = await app.call('PUT', '/directories/idp', {
      ...SCIM,
      token: undefined,
      config: { userKey: 'id' },
    });
    expect([again.status, again.body.hasToken, again.body.config]).toEqual([200, true, { userKey: 'id' }]);
    const { body } = await app.call('GET', '/directories');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['idp', 'main']);
    expect(JSON.stringify(body)).not.toContain('idp-token');
    expect((await app.call('GET', '/directories/idp')).body).toEqual(body.items[0]);
    expect((await app.call('GET', '/directories/main')).body).toEqual(body.items[1]);
    expect((await app.call('GET', '/directories/nobodys')).status).toBe(404);
    expect((await app.call('DELETE', '/directories/idp')).status).toBe(204);
    expect((await app.call('DELETE', '/directories/idp')).status).toBe(404);
  });

  it('keeps its token to the address it was given for', async () => {
    await app.call('PUT', '/directories/moved', SCIM);
    const moved = await app.call('PUT', '/directories/moved', {
      type: 'scim',
      url: 'https://evil.example.com',
    });
    expect([moved.status, moved.body.errors[0].path]).toEqual([422, 'token']);
    const bare = await app.call('PUT', '/directories/bare', { type: 'scim' });
    expect(bare.body.errors.map(({ path }: { path: string }) => path)).toEqual(['url', 'token']);
  });

  it('has a client in place of a token, shown without its secret, which stays as long as it goes where it was given for', async () => {
    const { token: _, ...bare } = SCIM;
    const auth = { type: 'oauth2', tokenUrl: 'https://idp.example.com/token', clientId: 'signet' };
    const given = { ...bare, auth: { ...auth, clientSecret: 'idp-client-secret' } };
    const put = (body: object) => app.call('PUT', '/directories/client', body);
    const faultsOf = async (body: object) => (await put(body)).body.errors;

    const made = await put(given);
    expect([made.status, made.body.hasToken, made.body.auth, made.body.config]).toEqual([
      201,
      false,
      auth,
      {},
    ]);
    const more = { ...auth, scope: 'scim', method: 'client_secret_post', params: { resource: 'x' } };
    const again = await put({ ...bare, auth: more, config: { userKey: 'id' } });
    expect([again.status, again.body.auth, again.body.config]).toEqual([200, more, { userKey: 'id' }]);
    const { body } = await app.call('GET', '/directories');
    expect(JSON.stringify(body)).not.toContain('idp-client-secret');
    const rows = await app.dataSource.query('select d::text as text from directory d');
    expect(JSON.stringify(rows)).not.toContain('idp-client-secret');

    const anew = [
      {
        path: 'auth.clientSecret',
        message: 'is needed, and again when url, tokenUrl or clientId change',
      },
    ];
    const elsewhere = 'https://evil.example.com/';
    expect(await faultsOf({ ...bare, url: elsewhere, auth })).toEqual(anew);
    expect(await faultsOf({ ...bare, auth: { ...auth, tokenUrl: elsewhere } })).toEqual(anew);
    expect(await faultsOf({ ...bare, auth: { ...auth, clientId: 'other' } })).toEqual(anew);
    expect((await faultsOf(bare))[0].path).toBe('token');
    expect((await put(SCIM)).body).toMatchObject({ hasToken: true, auth: null });
    expect(await faultsOf({ ...bare, auth })).toEqual(anew);
    await app.call('DELETE', '/directories/client');
  });

  it('has no client that could not be one', async () => {
    const { token: _, ...bare } = SCIM;
    const auth = {
      type: 'oauth2',
      tokenUrl: 'https://idp.example.com/token',
      clientId: 'signet',
      clientSecret: 'idp-client-secret',
    };
    const faults = async (body: object) => (await app.call('PUT', '/directories/odd', body)).body.errors;
    expect(await faults({ ...SCIM, auth })).toEqual([
      { path: 'token', message: 'is not for a directory with auth' },
    ]);
    expect(await faults({ ...bare, auth: { ...auth, params: { scope: 'x' } } })).toEqual([
      { path: 'auth.params', message: 'cannot set scope' },
    ]);
    for (const [member, value] of Object.entries({
      type: 'basic',
      tokenUrl: 'https://u:p@idp.example.com',
      clientId: '',
      clientSecret: 7,
      method: 'none',
      scopes: 'x',
    })) {
      const { status, body } = await app.call('PUT', '/directories/odd', {
        ...bare,
        auth: { ...auth, [member]: value },
      });
      expect([member, status]).toEqual([member, 400]);
      expect(JSON.stringify(body)).toContain(member);
    }
    expect((await faults({ type: 'local', auth })).map(({ path }: { path: string }) => path)).toEqual([
      'auth',
    ]);
  });

  it('takes no setting that means nothing, and names those that do', async () => {
    const faults = async (body: object) => (await app.call('PUT', '/directories/odd', body)).body.errors;
    expect(await faults({ ...SCIM, config: { userKey: 'email', userkey: 'id' } })).toEqual([
      { path: 'config.userKey', message: 'must be one of id, externalId, userName, any' },
      { path: 'config.userkey', message: 'is unknown: config has userKey' },
    ]);
    const foreign = 'is for scim: a local directory is built in';
    expect(await faults({ ...SCIM, type: 'local', config: { userKey: 'id' } })).toEqual(
      ['url', 'token', 'config'].map((path) => ({ path, message: foreign })),
    );
    expect((await app.call('PUT', '/directories/own', { type: 'local', config: {} })).status).toBe(201);
  });

  it('shows the users of a built-in one, and of no other', async () => {
    const users = new LocalDirectoryRepository(app.dataSource);
    await app.dataSource.transaction((tx) =>
      users.seed(
        tx,
        'main',
        'main',
        ['1', '2', '3'].map((id) => ({ id, active: true, roles: ['admin'], groups: [], attributes: {} })),
      ),
    );
    const first = await app.call('GET', '/directories/main/users?limit=2');
    const next = await app.call('GET', `/directories/main/users?limit=2&cursor=${first.body.next}`);
    expect([...first.body.items, ...next.body.items].map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect((await app.call('GET', '/directories/main/users/2')).body).toMatchObject({ roles: ['admin'] });
    expect((await app.call('GET', '/directories/main/users/9')).status).toBe(404);
    expect((await app.call('GET', '/directories/nothing/users')).status).toBe(404);
    await app.call('PUT', '/directories/outside', SCIM);
    expect((await app.call('GET', '/directories/outside/users')).status).toBe(409);
    const token = await app.token('operator', ['acme']);
    expect((await app.call('GET', '/directories/main/users', undefined, { token })).status).toBe(403);
  });
});

describe('the audit log', () => {
  it('is filtered by subject, execution, verb and time, newest first', async () => {
    const yaml = { headers: { 'content-type': 'application/yaml' } };
    await app.call('PUT', '/workflows', document('audited'), yaml);
    const [{ id: workflowId }] = await app.dataSource.query(`select id from workflow where name = 'audited'`);
    const execution = await putDead(app.dataSource, { workflowId, subject: 'u-777' });
    await app.call('POST', `/dead-letters/${execution}/discard`, { note: 'why' });
    const list = async (query: string) => (await app.call('GET', `/audit-entries?${query}`)).body.items;
    const [entry] = await list(`subject=u-777`);
    expect(entry).toMatchObject({
      verb: 'dead_letter.discard',
      actor: 'token:admin',
      subject: 'u-777',
      execution,
      message: 'why',
      leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await list(`execution=${execution}`)).toEqual([entry]);
    expect(await list(`verb=dead_letter.discard`)).toEqual([entry]);
    expect(await list(`subject=u-777&to=2020-01-01T00:00:00Z`)).toEqual([]);
    expect(await list(`subject=u-777&from=2020-01-01T00:00:00Z`)).toEqual([entry]);
    const [placed] = await list(`subject=u-777&place=true`);
    expect(placed).toMatchObject({ ...entry, place: { state: expect.stringMatching(/^(signed|waiting)$/) } });
    expect((await app.call('GET', `/executions/${execution}`)).body.auditEntries).toBe(1);

    const near = await app.token('auditor', ['acme']);
    const far = await app.token('auditor', ['other']);
    const path = `/audit-entries?execution=${execution}`;
    expect((await app.call('GET', path, undefined, { token: near })).body.items).toEqual([entry]);
    expect((await app.call('GET', path, undefined, { token: far })).status).toBe(403);
    expect((await app.call('GET', '/audit-entries', undefined, { token: near })).status).toBe(403);
  });
});

describe('health and metrics', () => {
  const get = (path: string) => request(`${app.url}${path}`, 'GET', undefined, {});

  it('answers live and ready, and reports Redis without needing it', async () => {
    expect((await get('/health/live')).body).toEqual({ status: 'ok' });
    const ready = await get('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body.details).toMatchObject({ postgres: { status: 'up' }, redis: { state: 'off' } });
  });

  it('shows gauges read from the ledger', async () => {
    const { body, headers } = await get('/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(body).toMatch(/^signet_open_executions\{status="pending"\} \d+$/m);
    expect(body).toMatch(/^signet_dead_letters_open \d+$/m);
    expect(body).toMatch(/^signet_pool_waits \d+$/m);
  });
});
