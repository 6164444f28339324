import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, request, startAdminApp } from './admin-app.js';

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});

const ID = '019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192';

/** Every route with who may call it, besides admin. A route that is missing here fails the test below. */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  'get /doctor': ['operator'],
  'post /drill': ['operator'],
  'get /whoami': ['author', 'operator', 'auditor', 'ingest'],
  'get /sources': ['author', 'operator', 'auditor'],
  'get /sources/{name}': ['author', 'operator', 'auditor'],
  'put /sources/{name}': ['author'],
  'delete /sources/{name}': ['author'],
  'post /sources/{name}/enable': ['author'],
  'post /sources/{name}/disable': ['author'],
  'post /sources/{name}/secrets': ['author'],
  'get /sources/{name}/secrets': ['author', 'operator', 'auditor'],
  'delete /sources/{name}/secrets/{id}': ['author'],
  'get /sources/{name}/ssf': ['author', 'operator', 'auditor'],
  'post /sources/{name}/ssf': ['author'],
  'post /sources/{name}/ssf/verify': ['author'],
  'delete /sources/{name}/ssf': ['author'],
  'get /sources/{name}/url': ['author', 'operator', 'auditor'],
  'post /sources/{name}/curl': ['author'],
  'post /sources/{name}/test': ['author', 'operator'],
  'get /sources/{name}/deliveries': ['author', 'operator', 'auditor'],
  'get /profiles': ['author', 'operator', 'auditor'],
  'get /hooks': ['author', 'operator', 'auditor'],
  'get /hooks/{id}': ['author', 'operator', 'auditor'],
  'get /hooks/{id}/deliveries': ['author', 'operator', 'auditor'],
  'post /hooks/{id}/enable': ['author'],
  'post /hooks/{id}/disable': ['author'],
  'post /workflows/validate': ['author', 'operator'],
  'post /workflows/diff': ['author', 'operator'],
  'get /workflows/{namespace}/{id}/revisions/{number}/diff': ['author', 'operator', 'auditor'],
  'post /workflows/{namespace}/{id}/restore': ['author'],
  'get /archives/{namespace}': ['author', 'operator', 'auditor'],
  'post /archives': ['author'],
  'put /workflows': ['author'],
  'put /workflows/{namespace}/{id}': ['author'],
  'get /workflows': ['author', 'operator', 'auditor'],
  'get /workflows/{namespace}/{id}': ['author', 'operator', 'auditor'],
  'delete /workflows/{namespace}/{id}': ['author'],
  'post /workflows/{namespace}/{id}/enable': ['author'],
  'post /workflows/{namespace}/{id}/disable': ['author'],
  'get /workflows/{namespace}/{id}/revisions': ['author', 'operator', 'auditor'],
  'get /workflows/{namespace}/{id}/revisions/{number}': ['author', 'operator', 'auditor'],
  'post /workflows/{namespace}/{id}/trigger': ['operator', 'ingest'],
  'get /workflows/{namespace}/{id}/callback-secret': ['author'],
  'get /workflows/{namespace}/{id}/deployments': ['author', 'operator', 'auditor'],
  'put /workflows/{namespace}/{id}/deployments/{environment}': ['author'],
  'delete /workflows/{namespace}/{id}/deployments/{environment}': ['author'],
  'post /workflows/{namespace}/{id}/promote': ['author'],
  'post /workflows/{namespace}/{id}/triggers/{trigger}/enable': ['author'],
  'post /workflows/{namespace}/{id}/triggers/{trigger}/disable': ['author'],
  'get /workflows/{namespace}/{id}/triggers/{trigger}/url': ['author', 'operator', 'auditor'],
  'post /workflows/{namespace}/{id}/triggers/{trigger}/curl': ['author'],
  'post /workflows/{namespace}/{id}/triggers/{trigger}/test': ['author', 'operator'],
  'get /workflows/{namespace}/{id}/triggers/{trigger}/deliveries': ['author', 'operator', 'auditor'],
  'post /workflows/{namespace}/{id}/triggers/{trigger}/sample/listen': ['author'],
  'get /workflows/{namespace}/{id}/triggers/{trigger}/sample': ['author', 'operator', 'auditor'],
  'delete /workflows/{namespace}/{id}/triggers/{trigger}/sample': ['author'],
  'post /workflows/{namespace}/{id}/triggers/{trigger}/sample/apply': ['author'],
  'post /parameters/infer': ['author', 'operator'],
  'post /erasures': [],
  'get /executions': ['author', 'operator', 'auditor'],
  'get /executions/{id}': ['author', 'operator', 'auditor'],
  'get /executions/{id}/status': ['author', 'operator', 'auditor', 'ingest'],
  'post /executions/{id}/callback/retry': ['operator'],
  'post /executions/{id}/cancel': ['operator'],
  'post /executions/{id}/pause': ['operator'],
  'post /executions/{id}/resume': ['operator'],
  'post /executions/{id}/restart': ['operator'],
  'post /expressions/evaluate': ['author', 'operator'],
  'post /workflows/backtest': ['author', 'operator'],
  'post /workflows/{namespace}/{id}/plan': ['author', 'operator'],
  'get /executions/{id}/stream': ['author', 'operator', 'auditor', 'ingest'],
  'get /dead-letters': ['author', 'operator', 'auditor'],
  'get /dead-letters/{execution}': ['author', 'operator', 'auditor'],
  'post /dead-letters/replay': ['operator'],
  'post /dead-letters/discard': ['operator'],
  'post /dead-letters/{execution}/replay': ['operator'],
  'post /dead-letters/{execution}/discard': ['operator'],
  'get /audit-log/checkpoint': ['auditor'],
  'get /audit-log/export': ['auditor'],
  'get /audit-log/evidence': ['auditor'],
  'get /executions/{id}/record': ['auditor'],
  'get /audit-entries': ['auditor'],
  'get /environments': ['author', 'operator', 'auditor'],
  'put /environments/{name}': [],
  'delete /environments/{name}': [],
  'get /variables': ['author', 'operator', 'auditor'],
  'put /variables/{namespace}/{name}': ['author'],
  'delete /variables/{namespace}/{name}': ['author'],
  'get /tenants': [],
  'put /tenants/{name}': [],
  'post /tenants/{name}/token': [],
  'get /tenants/{name}/limits': [],
  'put /tenants/{name}/limits': [],
  'get /approvals': ['author', 'operator', 'auditor'],
  'get /approvals/{id}': ['author', 'operator', 'auditor'],
  'post /approvals/{id}/decide': ['author', 'operator', 'auditor'],
  'post /approvals/{id}/links': ['operator'],
  'get /limits': ['author', 'operator', 'auditor'],
  'get /workflows/{namespace}/{id}/limits': ['author', 'operator', 'auditor'],
  'get /secrets': ['author', 'operator', 'auditor'],
  'put /secrets/{namespace}/{name}': ['author'],
  'delete /secrets/{namespace}/{name}': ['author'],
  'get /tokens': [],
  'post /tokens': [],
  'delete /tokens/{id}': [],
  'get /directories': ['author', 'operator', 'auditor'],
  'get /directories/{name}': ['author', 'operator', 'auditor'],
  'put /directories/{name}': [],
  'delete /directories/{name}': [],
  'get /directories/{name}/users': ['author', 'operator', 'auditor'],
  'get /directories/{name}/users/{id}': ['author', 'operator', 'auditor'],
};

const ROLES = ['author', 'operator', 'auditor', 'ingest'] as const;

function addressOf(route: string): { method: string; path: string } {
  const [method, path] = route.split(' ') as [string, string];
  const filled = path
    .replace('{number}', '1')
    .replace(/\{(id|execution)\}/g, ID)
    .replace(/\{\w+\}/g, 'nothing');
  return { method: method.toUpperCase(), path: filled };
}

describe('who may do what', () => {
  it('is decided for every documented route', async () => {
    const { body } = await request(`${app.url}/docs/openapi.json`, 'GET', undefined, {});
    const documented = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const api = documented
      .filter((route) => route.includes(' /api/v1/'))
      .map((route) => route.replace('/api/v1', ''));
    expect(api.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(ROLES)(
    'a token of the role %s gets past the guard where it may, and nowhere else',
    async (role) => {
      const token = await app.token(role);
      const answers = await Promise.all(
        Object.keys(ROUTES).map(async (route) => {
          const { method, path } = addressOf(route);
          const { status, body } = await app.call(method, path, undefined, { token });
          return [route, status === 403 && body.code === 'forbidden'];
        }),
      );
      const refused = Object.keys(ROUTES).map((route) => [route, !ROUTES[route]!.includes(role)]);
      expect(answers).toEqual(refused);
    },
  );

  it('a stranger gets past the guard nowhere, with a challenge', async () => {
    for (const route of Object.keys(ROUTES)) {
      const { method, path } = addressOf(route);
      const answer = await app.call(method, path, undefined, { token: null });
      expect([route, answer.status]).toEqual([route, 401]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });
});

describe('a token', () => {
  it('is taken as bearer and as the password of Basic, and tells who it is', async () => {
    const token = await app.token('operator', ['acme']);
    const bearer = await app.call('GET', '/whoami', undefined, { token });
    const me = { name: 'a-operator-of-acme', tenant: 'main', role: 'operator', namespaces: ['acme'] };
    expect(bearer.body).toEqual(me);
    const basic = Buffer.from(`anyone:${token}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    expect((await app.call('GET', '/whoami', undefined, { token: null, headers })).body).toEqual(bearer.body);
  });

  it.each([
    ['nothing', undefined],
    ['another token', 'Bearer sgn_wrong'],
    ['another scheme', 'Digest x'],
    ['a bare word', 'sgn_wrong'],
    ['an empty password', `Basic ${Buffer.from('user:').toString('base64')}`],
    ['more than any token is long', `Bearer ${'x'.repeat(5000)}`],
  ])('is not %s', async (_, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const answer = await app.call('GET', '/whoami', undefined, { token: null, headers });
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('unauthenticated');
  });

  it('works no more once it is revoked, at once', async () => {
    const { body: made } = await app.call('POST', '/tokens', { name: 'short-lived', role: 'auditor' });
    expect((await app.call('GET', '/whoami', undefined, { token: made.token })).status).toBe(200);
    expect((await app.call('DELETE', `/tokens/${made.id}`)).status).toBe(204);
    expect((await app.call('GET', '/whoami', undefined, { token: made.token })).status).toBe(401);
    expect((await app.call('DELETE', `/tokens/${made.id}`)).status).toBe(204);
  });

  it('works no more once it has expired', async () => {
    const { body: made } = await app.call('POST', '/tokens', {
      name: 'short-lived',
      role: 'auditor',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await app.dataSource.query(
      `update api_token set expires_at = now() - interval '1 second' where id = $1`,
      [made.id],
    );
    app.tokens.forget();
    expect((await app.call('GET', '/whoami', undefined, { token: made.token })).status).toBe(401);
  });

  it('is kept as a digest and shown only once', async () => {
    const { body: made } = await app.call('POST', '/tokens', { name: 'once', role: 'ingest' });
    expect(made.token).toMatch(/^sgn_[A-Za-z0-9_-]{43}$/);
    const { body: list } = await app.call('GET', '/tokens?limit=200');
    expect(list.items.map(({ id }: { id: string }) => id)).toContain(made.id);
    expect(JSON.stringify(list)).not.toContain(made.token);
    const rows = await app.dataSource.query('select * from api_token where id = $1', [made.id]);
    expect(JSON.stringify(rows)).not.toContain(made.token);
  });

  it('has a name that no other one of its tenant has while it works', async () => {
    const limited = await app.token('admin', ['other.ns']);
    const make = (name: string, token?: string) =>
      app.call(
        'POST',
        '/tokens',
        { name, role: 'admin', namespaces: ['other.ns'] },
        { ...(token && { token }) },
      );
    const { body: first } = await make('ciso');
    for (const name of ['ciso', 'admin', 'workflows-dir']) {
      const { status, body } = await make(name, limited);
      expect([status, body.code, body.name]).toEqual([409, 'conflict', name]);
    }
    await app.call('DELETE', `/tokens/${first.id}`);
    expect((await make('ciso', limited)).status).toBe(201);
    await app.dataSource.query(
      `update api_token set expires_at = now() - interval '1 second' where name = 'ciso'`,
    );
    expect((await make('ciso')).status).toBe(201);
  });

  it('is made once of a name by however many ask at the same time', async () => {
    const make = () => app.call('POST', '/tokens', { name: 'rush', role: 'auditor' });
    const answers = await Promise.all(Array.from({ length: 10 }, make));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      201,
      ...Array(9).fill(409),
    ]);
  });

  it('cannot make one that reaches further than itself', async () => {
    const token = await app.token('admin', ['acme']);
    const make = (namespaces?: string[]) =>
      app.call('POST', '/tokens', { name: 'x', role: 'admin', namespaces }, { token });
    expect((await make()).status).toBe(403);
    expect((await make([])).status).toBe(403);
    expect((await make(['acme', 'other'])).status).toBe(403);
    expect((await make(['acmes'])).status).toBe(403);
    expect((await make(['acme.identity'])).status).toBe(201);
    const { body } = await app.call('GET', '/tokens?limit=200', undefined, { token });
    const reached = body.items.map(({ namespaces }: { namespaces: string[] }) => namespaces.join());
    expect(new Set(reached)).toEqual(new Set(['acme', 'acme.identity']));
    const { body: all } = await app.call('GET', '/tokens?limit=200');
    const whole = all.items.find(({ namespaces }: { namespaces: string[] }) => namespaces.length === 0);
    expect((await app.call('DELETE', `/tokens/${whole.id}`, undefined, { token })).status).toBe(404);
  });
});

describe('the first admin token', () => {
  it('is made once, and not again while one works', async () => {
    expect(await app.tokens.ensureAdminToken(null)).toBeNull();
  });

  it('is recorded once when it is given', async () => {
    const given = 'a-token-that-an-operator-chose';
    expect(await app.tokens.ensureAdminToken(given)).toBeNull();
    expect(await app.tokens.ensureAdminToken(given)).toBeNull();
    expect((await app.call('GET', '/whoami', undefined, { token: given })).body.role).toBe('admin');
    const [{ n }] = await app.dataSource.query(
      `select count(*)::int as n from api_token where name = 'admin'`,
    );
    expect(n).toBe(2);
  });
});
