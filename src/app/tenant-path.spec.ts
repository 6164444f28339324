import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addResource, TENANT_OF_PATH } from '../admin/api-paths.js';
import { takeTenant } from './tenant-path.js';

addResource('workflows');
addResource('secrets/:namespace');
addResource('whoami');

/** What the rest of the program sees of a request to the URL. */
function seen(url: string): { url: string | undefined; tenant: string | undefined } {
  const request = { url } as IncomingMessage & { [TENANT_OF_PATH]?: string };
  let went = 0;
  takeTenant(request, {} as ServerResponse, () => (went += 1));
  expect(went).toBe(1);
  return { url: request.url, tenant: request[TENANT_OF_PATH] };
}

describe('the tenant in a path', () => {
  it.each([
    ['/api/v1/lyon/workflows', '/api/v1/workflows', 'lyon'],
    [
      '/api/v1/lyon/workflows?environment=a&x=/api/v1/b/workflows',
      '/api/v1/workflows?environment=a&x=/api/v1/b/workflows',
      'lyon',
    ],
    ['/api/v1/lyon/workflows/acme/id/enable', '/api/v1/workflows/acme/id/enable', 'lyon'],
    ['/api/v1/lyon/secrets/acme/KEY', '/api/v1/secrets/acme/KEY', 'lyon'],
    ['/api/v1/lyon/whoami', '/api/v1/whoami', 'lyon'],
    ['/api/v1/main/workflows', '/api/v1/workflows', 'main'],
    ['/api/v1/LYON/workflows', '/api/v1/workflows', 'LYON'],
    ['/api/v1/__proto__/workflows', '/api/v1/workflows', '__proto__'],
    [`/api/v1/${'x'.repeat(63)}/workflows`, '/api/v1/workflows', 'x'.repeat(63)],
  ])('of %s is taken out', (url, rest, tenant) => {
    expect(seen(url)).toEqual({ url: rest, tenant });
  });

  it.each([
    '/api/v1/workflows',
    '/api/v1/workflows/acme/id',
    '/api/v1/workflows/secrets/id',
    '/api/v1/secrets/workflows/KEY',
    '/api/v1/lyon',
    '/api/v1/lyon/',
    '/api/v1/lyon/nothing',
    '/api/v1/lyon/paris/workflows',
    '/api/v1//workflows',
    '/api/v1/./workflows',
    '/api/v1/../workflows',
    '/api/v1/%2e/workflows',
    '/api/v1/%2e%2e/workflows',
    '/api/v1/ly%6fn/workflows',
    '/api/v1/lyon%2Fworkflows',
    '/api/v1/lyon/%77orkflows',
    '/api/v1/lyon//workflows',
    '/api/v1/lyon/./workflows',
    '/api/v1/lyon/../workflows',
    '/api/v1/lyon\\workflows',
    '/api/v1/lyon;x/workflows',
    '/api/v1/lyon/Workflows',
    '/API/v1/lyon/workflows',
    '/api/V1/lyon/workflows',
    '//api/v1/lyon/workflows',
    '/x/api/v1/lyon/workflows',
    '/api/v2/lyon/workflows',
    '/hooks/lyon/workflows',
    'http://host/api/v1/lyon/workflows',
    `/api/v1/${'x'.repeat(64)}/workflows`,
    '',
    '*',
  ])('is not in %s, which stays as it is', (url) => {
    expect(seen(url)).toEqual({ url, tenant: undefined });
  });
});
