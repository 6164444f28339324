import { describe, expect, it } from 'vitest';
import type { HookProofs } from '../../workflow/document.js';
import { type AddressedHook, hookAddresses } from './hook-addresses.js';

const BASE = 'https://signet.example.com';

const aHook = (proofs: HookProofs, parts: Partial<AddressedHook> = {}, tenant = 'main'): AddressedHook => ({
  address: 'abc',
  environment: 'production',
  workflow: { workflowId: 'w1', tenant, namespace: 'company.team', id: 'webhook_example', proofs },
  ...parts,
});

const urls = (hook: AddressedHook): string[] =>
  hookAddresses(BASE, hook).map(({ kind, url }) => `${kind} ${url.slice(BASE.length)}`);

describe('the addresses of a hook', () => {
  it('are its own alone, with the environment where it is not the usual one', () => {
    expect(urls(aHook({ open: true }))).toEqual(['hook /hooks/abc']);
    expect(urls(aHook({ open: true }, { environment: 'staging' }))).toEqual([
      'hook /hooks/abc?environment=staging',
    ]);
    expect(urls({ address: 'abc', environment: 'production' })).toEqual(['hook /hooks/abc']);
  });

  it('K7: are the one that Kestra forms as well, when there is a key', () => {
    const key = '4wjtkzwVGBM9yKnjm3yv8r';
    expect(urls(aHook({ key }))).toEqual([
      `hook /hooks/abc?key=${key}`,
      `kestra /api/v1/executions/webhook/company.team/webhook_example/${key}`,
    ]);
    expect(urls(aHook({ key: 'a/b c' }, { environment: 'dev' }, 'my_tenant'))).toEqual([
      'hook /hooks/abc?environment=dev&key=a%2Fb%20c',
      'kestra /api/v1/my_tenant/executions/webhook/company.team/webhook_example/a%2Fb%20c?environment=dev',
    ]);
  });

  it('show no key that comes out of a secret', () => {
    expect(urls(aHook({ key: "{{ secret('WEBHOOK_KEY') }}" }))).toEqual([
      'hook /hooks/abc?key={key}',
      'kestra /api/v1/executions/webhook/company.team/webhook_example/{key}',
    ]);
  });

  it('T10: are those of ToolJet as well, with their environment, when the token is a bearer token', () => {
    const token = { from: 'header:Authorization', scheme: 'Bearer', secrets: ['x'] } as const;
    expect(urls(aHook({ token }))).toEqual([
      'hook /hooks/abc',
      'tooljet /api/v2/webhooks/workflows/w1/trigger?environment=production',
      'tooljet-async /api/v2/webhooks/workflows/w1/trigger-async?environment=production',
    ]);
    expect(urls(aHook({ token: { from: 'header:authorization', secrets: ['x'] } }))).toHaveLength(1);
    expect(urls(aHook({ token: { from: 'header:x-key', scheme: 'Bearer', secrets: ['x'] } }))).toHaveLength(
      1,
    );
  });
});
