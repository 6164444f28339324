/** The list of prefixes to open at a gateway is the real one: everything public lies below it, and nothing else does. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DOOR_PREFIXES, isPublic, PUBLIC_PREFIXES } from '../../src/app/public-paths.js';
import { requestHead, sendRaw } from '../support/a-delivery-raw.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { ask } from '../support/an-operator.js';
import { codeBlocks, codeSpans, readMarkdown } from '../support/markdown.js';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Open to whoever reaches the port, and not for the street. */
const INSIDE = /^\/(health|metrics|docs|docs-yaml|schemas)(\/|$)/;
/** Open by a signed link alone. */
const BY_LINK = '/approvals/:token';

let signet: TestSignet;
/** Paths of the framework, `/api/v1/executions/:id`, with their methods. */
let routes: { path: string; method: string }[];

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
  const app = signet.app as NestExpressApplication;
  const framework = app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  const { stack } = framework.router;
  routes = stack.flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => ({ path: route.path, method: method.toUpperCase() }))
      : [],
  );
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

describe('everything else', () => {
  it('asks for a token, but for what is meant for the inside', async () => {
    const closed = routes.filter(({ path }) => path !== BY_LINK && !INSIDE.test(path));
    const statuses = await Promise.all(
      closed.map(
        async ({ path, method }) =>
          (await ask(signet.url + path.replaceAll(/:\w+/g, 'x'), { method })).status,
      ),
    );
    expect(closed.filter((_, at) => statuses[at] !== 401)).toEqual([]);
  });
});
