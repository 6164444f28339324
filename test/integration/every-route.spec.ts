/** Every route of the running application, as its own router lists them, against everybody who has no business there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessTokens } from '../../src/admin/access/access-tokens.service.js';
import { INSIDE_PREFIXES, PUBLIC_PREFIXES } from '../../src/app/public-paths.js';
import { requestHead, sendRaw } from '../support/a-delivery-raw.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import type { Operator } from '../support/an-operator.js';
import { routesOf } from '../support/routes.js';
import type { Route } from '../support/routes.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const ID = '019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192';
/** The test stands behind a proxy that is believed, so that each of its requests has an address of its own. */
const ENV = { TRUSTED_PROXIES: '127.0.0.1/32' };
const AT_ONCE = 16;

let asked = 0;

const pathOf = ({ path }: Route): string =>
  path.replaceAll(/:(id|execution)\b/g, ID).replaceAll(/:\w+/g, 'x');
const isOpen = ({ path }: Route): boolean =>
  [...PUBLIC_PREFIXES, ...INSIDE_PREFIXES].some((prefix) => path.startsWith(prefix));
const closedRoutes = (signet: TestSignet): Route[] => routesOf(signet.app).filter((route) => !isOpen(route));
const withAllMethods = (routes: readonly Route[]): Route[] =>
  [...new Set(routes.map(({ path }) => path))].flatMap((path) => METHODS.map((method) => ({ path, method })));

/** `METHOD path status` of all that were not answered as expected. */
async function strays(
  signet: TestSignet,
  routes: readonly Route[],
  headers: Readonly<Record<string, string>>,
  expected: readonly number[],
): Promise<string[]> {
  const found: string[] = [];
  const left = [...routes];
  const worker = async (): Promise<void> => {
    for (let route = left.pop(); route; route = left.pop()) {
      const number = (asked += 1);
      const from = { 'x-forwarded-for': `198.51.${number >> 8}.${number & 255}` };
      const init = { method: route.method, headers: { ...from, ...headers } };
      const { status } = await ask(signet.url + pathOf(route), init);
      if (!expected.includes(status)) {
        found.push(`${route.method} ${route.path} ${status}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

/** A token that was one. */
async function deadToken(signet: TestSignet, admin: Operator, column: string): Promise<string> {
  const token = await admin.newToken('admin');
  await signet.rows(
    `update api_token set ${column} = now() - interval '1 second' where id = (select id from api_token order by id desc limit 1)`,
  );
  signet.part(AccessTokens).forget();
  return token;
}

describe('every route of a web process', () => {
  let signet: TestSignet;
  let admin: Operator;
  let closed: Route[];
  beforeAll(async () => {
    signet = await startTestSignet({ env: { ...ENV, ROLE: 'web' } });
    admin = await anOperator(signet);
    closed = closedRoutes(signet);
  });
  afterAll(() => signet?.stop());

  it('is looked at, and only what is meant to be open is', () => {
    expect(closed.length).toBeGreaterThan(70);
    expect(closed.filter(({ path }) => !/^\/(api\/v1|openapi)\//.test(path))).toEqual([]);
    expect(routesOf(signet.app).filter((route) => isOpen(route) && route.path.startsWith('/api/'))).toEqual(
      [],
    );
  });

  it.each<[string, (() => Promise<string>) | null]>([
    ['no token', null],
    ['a token of nobody', async () => 'sgn_of-nobody'],
    ['an expired token', () => deadToken(signet, admin, 'expires_at')],
    ['a revoked token', () => deadToken(signet, admin, 'revoked_at')],
  ])('refuses %s, by any method', async (_, token) => {
    const headers = token === null ? {} : bearer(await token());
    expect(await strays(signet, closed, headers, [401])).toEqual([]);
    // Nothing is at those that no route has: 404 to everybody.
    expect(await strays(signet, withAllMethods(closed), headers, [401, 404])).toEqual([]);
  });

  it('echoes nothing to TRACE, which no browser sends and no client here can', async () => {
    for (const path of new Set(closed.map(pathOf))) {
      const trace = await sendRaw(signet.url, [requestHead('TRACE', signet.url + path, { cookie: 'echo' })]);
      expect([path, trace.status]).toEqual([path, 404]);
      expect(trace.text).not.toContain('echo');
    }
  });

  it('is closed to the token of another tenant, under the path of this one', async () => {
    const other = await admin.tenant('other');
    const api = closed.filter(({ path }) => path.startsWith('/api/v1/'));
    const ofMain = api.map(({ path, method }) => ({
      method,
      path: path.replace('/api/v1/', '/api/v1/main/'),
    }));
    expect(await strays(signet, ofMain, bearer(other.token), [404])).toEqual([]);
    const [whoami] = ofMain.filter(({ path }) => path.endsWith('/whoami'));
    expect(await strays(signet, [whoami!], bearer(admin.token), [200])).toEqual([]);
  });

  it('lets the right token past the guard', async () => {
    const reading = closed.filter(({ method }) => method === 'GET');
    expect(await strays(signet, reading, bearer(admin.token), [200, 202, 400, 404])).toEqual([]);
  });
});

describe.each(['all', 'worker'])('every route of the role %s', (role) => {
  let signet: TestSignet;
  beforeAll(async () => {
    signet = await startTestSignet({ env: { ...ENV, ROLE: role } });
  });
  afterAll(() => signet?.stop());

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['a token of nobody', bearer('sgn_of-nobody')],
  ])('refuses %s', async (_, headers) => {
    const closed = closedRoutes(signet);
    expect(closed.length > 70).toBe(role === 'all');
    expect(await strays(signet, closed, headers, [401])).toEqual([]);
  });
});
