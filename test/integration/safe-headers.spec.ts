import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import { routesOf } from '../support/routes.js';

let signet: TestSignet;
let token: string;
beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
  token = (await anOperator(signet)).token;
});
afterAll(() => signet?.stop());

describe('every answer', () => {
  it('is not sniffed, framed or told to the next site, whatever the route and its status', async () => {
    const paths = routesOf(signet.app)
      .filter(({ method }) => method === 'GET')
      .map(({ path }) => path.replaceAll(/:\w+/g, 'x'));
    for (const path of [...paths, '/', '/nothing', '/api/v1/nothing']) {
      const { headers } = await ask(signet.url + path, { headers: bearer(token) });
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect([path, headers.get('x-frame-options')]).toEqual([path, 'DENY']);
      expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer']);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull(); // the proxy's, who ends TLS
    }
  });

  it.each([
    ['/api/v1/whoami', 'no-store'],
    ['/api/v1/sources', 'no-store'],
    ['/openapi/hooks.json', 'no-store'],
    ['/approvals/nothing', 'no-store'],
    ['/health/live', 'no-store'],
    ['/docs/hooks', 'no-store'],
  ])('of %s is kept by nobody', async (path, kept) => {
    const { headers } = await ask(signet.url + path, { headers: bearer(token) });
    expect(headers.get('cache-control')).toBe(kept);
  });
});

describe('a page', () => {
  it.each(['/docs', '/docs/hooks'])('%s runs no script but files of its own', async (path) => {
    const { status, text, headers } = await ask(signet.url + path);
    expect(status).toBe(200);
    const csp = headers.get('content-security-policy')!;
    expect(csp).toContain("script-src 'self';");
    expect(csp).toContain("connect-src 'self';");
    const scripts = [...text.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes = '', inline = ''] of scripts) {
      expect(attributes).toMatch(/src=["']\.\//);
      expect(inline.trim()).toBe('');
    }
  });

  it('for an approval loads nothing at all and keeps its form to itself', async () => {
    const { headers } = await ask(`${signet.url}/approvals/nothing`);
    const csp = headers.get('content-security-policy')!;
    expect(csp).toContain("form-action 'self'");
    expect(csp).not.toContain('script-src');
  });
});
