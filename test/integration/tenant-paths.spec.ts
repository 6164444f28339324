/** Tenants in the URL: `/api/v1/{tenant}/...` for every documented route, and no way around. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../support/a-delivery-raw.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import type { ApiAnswer } from '../support/an-api.js';
import { NOTHING } from '../support/builders.js';

const ID = '019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192';

interface Route {
  readonly method: string;
  readonly path: string;
}

let signet: TestSignet;
let main: TestApi;
let lyon: TestApi;
let paris: TestApi;
let routes: readonly Route[];

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web', ...WITH_ADMIN } });
  main = new TestApi(signet);
  lyon = await main.tenant('lyon');
  paris = await main.tenant('paris');
  await lyon.apply({
    id: 'private',
    triggers: [{ id: 'hook', type: 'webhook', open: true }],
    tasks: [NOTHING],
  });
  await lyon.must('PUT', '/sources/private', { open: true });
  routes = await documented();
});
afterAll(() => signet?.stop());

/** Every documented route below `/api/v1`, its parameters filled with what is lyon's where lyon has such a thing. */
async function documented(): Promise<Route[]> {
  const { paths } = (await (await fetch(`${signet.url}/docs/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  const filled = (path: string): string =>
    path
      .replace('/api/v1', '')
      .replace('{namespace}', 'acme')
      .replace('/workflows/acme/{id}', '/workflows/acme/private')
      .replace('{trigger}', 'hook')
      .replace('{environment}', 'production')
      .replace('{number}', '1')
      .replace('{index}', '99')
      .replaceAll(/\{(id|execution)\}/g, ID)
      .replaceAll(/\{\w+\}/g, 'private');
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path: filled(path) })),
    );
}

/** An answer but for what is new each time. */
const shown = ({ status, headers, text }: ApiAnswer): object => ({
  status,
  type: headers.get('content-type'),
  length: headers.get('content-length'),
  challenge: headers.get('www-authenticate'),
  text: text.replaceAll(/"requestId":"[^"]*"/g, ''),
});

const reads = ({ method }: Route): boolean => method === 'GET';

describe('a path that names a tenant', () => {
  it('is there for every documented route', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.filter(({ path }) => path.includes('{'))).toEqual([]);
  });

  it('works for its own tokens as the path without', async () => {
    for (const { method, path } of routes.filter(reads)) {
      const without = await lyon.call(method, path);
      expect([path, shown(await lyon.call(method, `/lyon${path}`))]).toEqual([path, shown(without)]);
    }
  });

  it('works for its own tokens where something is changed, as far as the same checks', async () => {
    const changes = routes.filter((route) => !reads(route) && route.path !== '/drill'); // one a second, it says
    for (const { method, path } of changes) {
      const body = { surprise: 1 }; // every route that takes a body refuses it
      const twice = [await lyon.call(method, path, body), await lyon.call(method, `/lyon${path}`, body)];
      const [without, within] = twice.map(({ status, body: { msg } }) => ({ status, msg }));
      const again = method === 'DELETE' ? 404 : path.endsWith('/restore') ? 409 : null; // what is gone is gone
      const isOnce = again !== null && without!.status < 300;
      expect([method, path, isOnce ? within!.status : within]).toEqual([
        method,
        path,
        isOnce ? again : without,
      ]);
    }
  });

  it('is not there for anybody else, and looks like that of no tenant at all', async () => {
    const nothing = shown(await paris.call('GET', '/nobody/nothing/is/here'));
    expect(nothing).toMatchObject({ status: 404 });
    for (const { method, path } of routes) {
      for (const stranger of [main, paris]) {
        const theirs = await stranger.call(method, `/lyon${path}`);
        expect([method, path, shown(theirs)]).toEqual([method, path, nothing]);
        expect([method, path, shown(await stranger.call(method, `/nobody${path}`))]).toEqual([
          method,
          path,
          nothing,
        ]);
        expect(theirs.text).not.toMatch(/lyon|private/);
      }
    }
  });

  it('asks everybody for a token first, whether there is such a tenant or not', async () => {
    const stranger = new TestApi(signet, 'nobody-s-token');
    for (const { method, path } of routes) {
      const [theirs, nobodys] = [
        await stranger.call(method, `/lyon${path}`),
        await stranger.call(method, `/nobody${path}`),
      ];
      expect([method, path, theirs.status]).toEqual([method, path, 401]);
      expect(shown(theirs)).toEqual(shown(nobodys));
    }
  });

  it('takes documents and bodies as the path without', async () => {
    const text = JSON.stringify({ id: 'by-path', namespace: 'acme', tasks: [NOTHING] });
    expect(await lyon.call('PUT', '/lyon/workflows', text)).toMatchObject({ status: 201 });
    expect(await lyon.call('PUT', '/lyon/workflows/acme/by-path', text)).toMatchObject({
      body: { outcome: 'unchanged' },
    });
    expect(await lyon.call('POST', '/lyon/workflows/validate', text)).toMatchObject({
      body: { valid: true },
    });
    expect(await lyon.call('PUT', '/lyon/secrets/acme/KEY', { value: 'x' })).toMatchObject({ status: 204 });
    expect(await paris.call('PUT', '/lyon/secrets/acme/KEY', { value: 'y' })).toMatchObject({ status: 404 });
    expect(await main.call('GET', '/main/workflows')).toMatchObject({ status: 200, body: { items: [] } });
  });
});

describe('nobody gets past the tenant in a path', () => {
  /** What a request with exactly this target is answered. */
  const raw = async (target: string, api: TestApi, more: readonly string[] = []): Promise<number | null> => {
    const lines = [
      `GET ${target} HTTP/1.1`,
      'host: lyon',
      'connection: close',
      `authorization: Bearer ${api.token}`,
      ...more,
    ];
    const { status, text } = await sendRaw(signet.url, [`${lines.join('\r\n')}\r\n\r\n`]);
    expect(text).not.toContain('"private"');
    return status;
  };

  it.each([
    '/api/v1/lyon/workflows',
    '/api/v1/LYON/workflows',
    '/API/V1/lyon/workflows',
    '/api/v1/lyon/WORKFLOWS',
    '/api/v1/lyon//workflows',
    '/api/v1//lyon/workflows',
    '//api/v1/lyon/workflows',
    '/api/v1/./lyon/workflows',
    '/api/v1/paris/../lyon/workflows',
    '/api/v1/%2e%2e/lyon/workflows',
    '/api/v1/paris/%2e%2e/lyon/workflows',
    '/api/v1/paris%2f..%2flyon/workflows',
    '/api/v1/%6cyon/workflows',
    '/api/v1/lyon%00/workflows',
    '/api/v1/lyon%20/workflows',
    '/api/v1/lyon;paris/workflows',
    '/api/v1/lyon,paris/workflows',
    '/api/v1/paris/lyon/workflows',
    '/api/v1/lyon/paris/workflows',
    '/api/v1/lyon\\workflows',
    'http://lyon/api/v1/lyon/workflows',
  ])('by %s', async (target) => {
    expect([400, 404]).toContain(await raw(target, paris));
  });

  it('by headers or the query either: they name no tenant', async () => {
    const more = [
      'x-forwarded-prefix: /lyon',
      'x-forwarded-path: /api/v1/lyon/workflows',
      'x-forwarded-host: lyon',
      'x-original-url: /api/v1/lyon/workflows',
      'x-rewrite-url: /api/v1/lyon/workflows',
      'forwarded: host=lyon',
      'x-tenant: lyon',
    ];
    expect(await raw('/api/v1/lyon/workflows', paris, more)).toBe(404);
    expect(await raw('/api/v1/workflows', paris, more)).toBe(200);
    expect(await raw('/api/v1/paris/workflows', paris, more)).toBe(200);
    expect(await raw('/api/v1/workflows?tenant=lyon', paris)).toBe(400);
  });
});
