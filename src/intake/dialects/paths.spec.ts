/** The paths of other systems, and what is none of them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kestraWebhook } from './kestra-path.js';
import { toolJetRequest } from './tooljet-path.js';

const ID = '01a1fcdd-cbff-74bc-8618-ec5680855a74';

describe('a path of Kestra', () => {
  it.each([
    ['/api/v1/executions/webhook/company.team/flow/key', ['main', 'company.team', 'flow', 'key']],
    ['/api/v1/main/executions/webhook/company.team/flow/key', ['main', 'company.team', 'flow', 'key']],
    ['/api/v1/my_tenant/executions/webhook/a/b/c', ['my_tenant', 'a', 'b', 'c']],
    ['/api/v1/executions/webhook/a/b/c%2Fd%20%C3%BC', ['main', 'a', 'b', 'c/d ü']],
    [`/api/v1/executions/webhook/a/b/${'k'.repeat(256)}`, ['main', 'a', 'b', 'k'.repeat(256)]],
    ['/api/v1/executions/webhook/executions/webhook/key', ['main', 'executions', 'webhook', 'key']],
  ])('%s', (path, expected) => {
    const { tenant, namespace, flow, key } = kestraWebhook(path) ?? {};
    expect([tenant, namespace, flow, key]).toEqual(expected);
  });

  it.each([
    '/api/v1/executions/webhook/a/b',
    '/api/v1/executions/webhook/a/b/',
    '/api/v1/executions/webhook/a/b/c/',
    '/api/v1/executions/webhook/a/b/c/d',
    '/api/v1/executions/webhook//b/c',
    '/api/v1//executions/webhook/a/b/c',
    '/api/v1/a/b/executions/webhook/a/b/c',
    '/api/v2/executions/webhook/a/b/c',
    `/api/v1/executions/webhook/a/b/${'k'.repeat(257)}`,
    '/api/v1/executions/webhook/a/b/%ff',
    '/api/v1/executions/webhook/%/b/c',
  ])('is not %s', (path) => {
    expect(kestraWebhook(path)).toBeNull();
  });
});

describe('a path of ToolJet', () => {
  it.each([
    ['hire/trigger', { kind: 'trigger', workflow: 'hire' }],
    ['acme.people%3Ahire/trigger-async', { kind: 'trigger-async', workflow: 'acme.people:hire' }],
    [`${ID}/status/${ID}`, { kind: 'status', workflow: ID, execution: ID }],
    [`hire/execution/${ID}/stream`, { kind: 'stream', workflow: 'hire', execution: ID }],
  ])('%s', (path, expected) => {
    expect(toolJetRequest(`/api/v2/webhooks/workflows/${path}`)).toEqual(expected);
  });

  it.each([
    'hire',
    'hire/',
    '/trigger',
    'hire/trigger/',
    'hire/trigger/x',
    'hire/triggers',
    '%ff/trigger',
    'hire/status/1',
    `hire/status/${ID}x`,
    `hire/execution/${ID}`,
    `hire/stream/${ID}`,
    `hire/execution/%2e%2e/stream`,
  ])('is not %s', (path) => {
    expect(toolJetRequest(`/api/v2/webhooks/workflows/${path}`)).toBeNull();
  });
});

describe('any path', () => {
  const segment = fc.oneof(
    fc.constantFrom(
      '',
      '.',
      '..',
      '%',
      '%2f',
      '%00',
      '%ff',
      'trigger',
      'execution',
      'stream',
      'status',
      ID,
      'main',
    ),
    fc.string({ maxLength: 5 }),
  );
  const below = fc.array(segment, { maxLength: 6 }).map((segments) => segments.join('/'));

  it('leads somewhere or nowhere, and never throws', () => {
    const prefix = fc.constantFrom(
      '/api/v1/executions/webhook/',
      '/api/v1/x/executions/webhook/',
      '/api/v2/webhooks/workflows/',
    );
    fc.assert(
      fc.property(prefix, below, (start, rest) => {
        const webhook = kestraWebhook(start + rest);
        const request = toolJetRequest(start + rest);

        expect(webhook === null || request === null).toBe(true);
        expect(
          Object.values(webhook ?? request ?? {}).every((value) => typeof value === 'string' && value !== ''),
        ).toBe(true);
      }),
    );
  });
});
