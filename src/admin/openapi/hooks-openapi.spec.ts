import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { loadPresets } from '../../intake/verification/presets.js';
import type { WebhookTrigger } from '../../workflow/document.js';
import { type DocumentedHook, hooksOpenApi } from './hooks-openapi.js';

const presets = loadPresets();
const PLACE = { tenant: 'main', environment: 'production', base: 'https://signet.example.com' };

const aHook = (trigger: Partial<WebhookTrigger>, parts: Partial<DocumentedHook> = {}): DocumentedHook => ({
  workflowId: '019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192',
  tenant: 'main',
  namespace: 'company.team',
  id: 'webhook_example',
  description: null,
  trigger: { id: 'hook', type: 'webhook', enabled: true, ...trigger },
  address: 'abc',
  ...parts,
});

// oxlint-disable-next-line typescript/no-explicit-any -- a document as a client reads it
async function documentOf(hook: DocumentedHook, place = PLACE): Promise<any> {
  const document = hooksOpenApi([hook], place, presets);
  expect(await new Validator().validate(structuredClone(document) as Record<string, unknown>)).toEqual({
    valid: true,
  });
  return document;
}

describe('a hook with a key', () => {
  it('is there as Kestra forms it as well, and the key is no secret told', async () => {
    const { paths, components } = await documentOf(aHook({ key: '4wjtkzwVGBM9yKnjm3yv8r' }));
    expect(Object.keys(paths)).toEqual([
      '/hooks/abc',
      '/api/v1/executions/webhook/company.team/webhook_example/{key}',
    ]);
    const formed = paths['/api/v1/executions/webhook/company.team/webhook_example/{key}'];
    expect(paths['/hooks/abc'].post.security).toEqual([{ 'query-key': [] }]);
    expect(formed.post.security).toEqual([{}]);
    expect(formed.parameters).toMatchObject([{ name: 'key', in: 'path', required: true }]);
    expect(components.securitySchemes).toMatchObject({ 'query-key': { type: 'apiKey', in: 'query' } });
    expect(JSON.stringify(paths)).not.toContain('4wjtkzwVGBM9yKnjm3yv8r');
  });
});

describe('the answers of a hook', () => {
  const response = {
    accepted: { status: 201, contentType: 'application/xml' },
    succeeded: [{ contentType: 'text/plain' }, { contentType: 'application/json' }, { status: '{{ 1 }}' }],
    failed: [{ status: 502 }],
  };
  const answersOf = async (trigger: object): Promise<Record<string, { content: object }>> =>
    (await documentOf(aHook({ open: true, ...trigger }, { response }))).paths['/hooks/abc'].post.responses;

  it('are those of the workflow to callers who do not wait', async () => {
    const answers = await answersOf({});
    expect(Object.keys(answers['201']!.content)).toEqual(['application/xml']);
    expect(answers).toHaveProperty('400');
    expect(answers).not.toHaveProperty('502');
  });

  it('are those of its end to callers who wait', async () => {
    const answers = await answersOf({ waitMs: 5000 });
    expect(Object.keys(answers['200']!.content)).toEqual(['text/plain', 'application/json']);
    expect(answers).toHaveProperty('502');
    expect(answers).toHaveProperty('default');
  });

  it('are the usual ones where the workflow says none', async () => {
    const { paths } = await documentOf(aHook({ open: true }));
    expect(Object.keys(paths['/hooks/abc'].post.responses)).toEqual([
      '200',
      '202',
      '400',
      '401',
      '404',
      '413',
      '422',
      '429',
      '503',
    ]);
  });
});

describe('proofs by choice', () => {
  it('are alternatives', async () => {
    const verify = { profile: 'svix', secrets: ['x'] };
    const { paths } = await documentOf(aHook({ verify }));
    expect(paths['/hooks/abc'].post.security).toEqual([
      { 'header-svix-signature': [] },
      { 'header-webhook-signature': [] },
    ]);
  });

  it('of a profile that nobody knows are none to speak of', async () => {
    const { paths } = await documentOf(aHook({ verify: { profile: 'unknown', secrets: ['x'] } }));
    expect(paths['/hooks/abc'].post.security).toEqual([{}]);
  });
});

describe('a parameter of a list', () => {
  it('is left to the list', async () => {
    const parameters = {
      id: { type: 'string', in: 'body', from: '/items/0/id', required: true, whole: false },
    } as const;
    const { paths } = await documentOf(aHook({ open: true, parameters }));
    expect(paths['/hooks/abc'].post.requestBody.content['application/json'].schema).toEqual({
      type: 'object',
      properties: { items: {} },
      required: ['items'],
    });
  });
});
