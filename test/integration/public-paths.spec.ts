/** The list of prefixes to open at a gateway is the real one: everything public lies below it, and nothing else does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DOOR_PREFIXES, isPublic, PUBLIC_PREFIXES } from '../../src/app/public-paths.js';
import { requestHead, sendRaw } from '../support/a-delivery-raw.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { codeBlocks, codeSpans, readMarkdown } from '../support/markdown.js';
import { routesOf } from '../support/routes.js';
import type { Route } from '../support/routes.js';

let signet: TestSignet;
let routes: Route[];

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
  routes = routesOf(signet.app);
});
afterAll(() => signet?.stop());

describe('T13 the list of prefixes', () => {
  it.each(['docs/seeds.md', 'docs/operate.md'])('is what %s says', (path) => {
    const spans = codeSpans(readMarkdown(path));
    expect(PUBLIC_PREFIXES.filter((prefix) => !spans.includes(prefix))).toEqual([]);
  });

  it('holds every call of docs/seeds.md', () => {
    const urls = codeBlocks(readMarkdown('docs/seeds.md'))
      .flatMap(({ text }) => text.match(/\$SIGNET(\/[^\s'"?]*)/g) ?? [])
      .map((url) => url.slice('$SIGNET'.length))
      .filter((path) => !path.startsWith('/api/v1/workflows'));
    expect(urls.length).toBeGreaterThan(5);
    expect(urls.filter((path) => !isPublic(path))).toEqual([]);
  });

  it('holds nothing that the management API answers', () => {
    expect(routes.length).toBeGreaterThan(40);
    const filled = routes.map(({ path }) => path.replaceAll(/:\w+/g, 'webhook'));
    const ofExecutions = filled.filter((path) => path.startsWith('/api/v1/executions/webhook')); // whose ids are UUIDs
    expect(filled.filter((path) => isPublic(path))).toEqual(ofExecutions);
  });

  it.each(DOOR_PREFIXES)('below %s strangers are told nothing but problems of the door', async (prefix) => {
    const base = prefix.replace('{tenant}', 'main');
    for (const path of [
      base,
      base.slice(0, -1),
      `${base}x`,
      `${base}../sources`,
      `${base}..%2f..%2fsources`,
      `${base}a/b/c/d/e`,
    ]) {
      const head = requestHead('GET', signet.url, {}).replace(' / ', ` ${path} `);
      const { status, text } = await sendRaw(signet.url, [head]);
      expect([path, status]).toEqual([path, 404]);
      expect(text).toMatch(/There is no such (hook|stream)/);
      expect(text).not.toMatch(/requestId/); // which the framework's problems have
    }
  });

  it('leaves the tenants that are words of the API to the API', () => {
    expect(isPublic('/api/v1/acme/executions/webhook/a/b/c')).toBe(true);
    expect(isPublic('/api/v1/workflows/executions/webhook/revisions/3')).toBe(false);
    expect(isPublic('/api/v1/executions?x=/hooks/')).toBe(false);
    expect(isPublic('/hooksx/')).toBe(false);
    expect(isPublic('//hooks/')).toBe(false);
  });
});
