/** H11: enabled hooks appear in the documentation of the API, with their parameters. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { endpointsOf } from '../fixtures/senders/vectors.js';
import { type AdminApp, type Answer, request, startAdminApp } from './admin-app.js';

let app: AdminApp;

const YAML = { headers: { 'content-type': 'application/yaml' } };
const TASKS = 'tasks:\n  - { id: a, type: log, message: "{{ inputs }}" }\n';

const HIRE = `id: hire
namespace: acme.identity
description: Hires somebody
triggers:
  - id: hook
    type: webhook
    verify: { profile: standard-webhooks, secrets: ["{{ secret('SIGNING') }}"] }
    token: { from: 'header:authorization', scheme: Bearer, secrets: ["{{ secret('KEY') }}"] }
    ip: [203.0.113.0/24]
    parameters:
      name: { required: true, description: Full name }
      emp_id: number
      metadata: { type: object, description: About the hire }
      role: { from: /metadata/role, enum: [admin, member], default: member }
      team: { from: /metadata/team/name, required: true }
      traceId: { in: header, from: X-Trace-Id, required: true, description: For support }
      again: { in: header, from: x-trace-id }
      dryRun: { type: boolean, in: query, default: false }
      tags: { type: array, in: query, from: tag }
${TASKS}`;

const hook = (id: string, trigger: string): string =>
  `id: ${id}\nnamespace: acme\ntriggers:\n  - { id: hook, type: webhook, ${trigger} }\n${TASKS}`;

beforeAll(async () => {
  app = await startAdminApp();
  await app.call('PUT', '/environments/staging', {});
});
afterAll(() => app?.stop());

const documentOf = async (environment = 'production', token?: string): Promise<Answer> => {
  const { token: own } = token === undefined ? { token: await app.token('auditor') } : { token };
  return request(`${app.url}/openapi/hooks.json?environment=${environment}`, 'GET', undefined, {
    authorization: `Bearer ${own}`,
  });
};

// oxlint-disable-next-line typescript/no-explicit-any -- a document as a client reads it
type Document = any;

async function valid(environment?: string, token?: string): Promise<Document> {
  const { status, body } = await documentOf(environment, token);
  expect(status).toBe(200);
  expect(await new Validator().validate(structuredClone(body))).toEqual({ valid: true });
  return body;
}

const operations = (document: Document): Document[] =>
  Object.values(document.paths as object).flatMap((item: object) => Object.values(item));

describe('H11: the OpenAPI document of the hooks', () => {
  it('is valid when there are none', async () => {
    expect((await valid()).paths).toEqual({});
  });

  it('has the enabled triggers with their parameters by where they stand', async () => {
    const { body } = await app.call('PUT', '/workflows', HIRE, YAML);
    const document = await valid();
    const { post, get } = document.paths[`/hooks/${body.workflow.hooks[0].url.split('/').at(-1)}`];
    expect(get).toBeUndefined();
    expect(post).toMatchObject({ operationId: 'acme.identity.hire.hook.post', tags: ['acme.identity/hire'] });
    expect(post.description).toContain('Hires somebody');
    expect(post.description).toContain('203.0.113.0/24');
    expect(post.parameters).toEqual([
      { name: 'tag', in: 'query', required: false, schema: { type: 'array' } },
      {
        name: 'X-Trace-Id',
        in: 'header',
        required: true,
        description: 'For support',
        schema: { type: 'string' },
      },
      { name: 'dryRun', in: 'query', required: false, schema: { type: 'boolean', default: false } },
      {
        name: 'environment',
        in: 'query',
        required: false,
        schema: { type: 'string', const: 'production' },
      },
    ]);
    expect(Object.keys(post.requestBody.content)).toEqual(['application/json']);
    expect(post.requestBody.required).toBe(true);
    const { schema } = post.requestBody.content['application/json'];
    expect(schema.properties.metadata).toMatchObject({ type: 'object', description: 'About the hire' });

    const check = new Ajv2020().compile(schema);
    expect(check({ name: 'Ada', emp_id: 1, metadata: { role: 'admin', team: { name: 'x' } } })).toBe(true);
    expect(check({ name: 'Ada', metadata: { role: 'owner', team: { name: 'x' } } })).toBe(false);
    expect(check({ name: 'Ada', metadata: {} })).toBe(false);
    expect(check({ emp_id: 1, metadata: { team: { name: 'x' } } })).toBe(false);
  });

  it('says how callers prove themselves, every proof that is asked for together', async () => {
    const document = await valid();
    const [post] = operations(document);
    expect(post.security).toEqual([{ bearer: [], 'header-webhook-signature': [] }]);
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      'header-webhook-signature': { type: 'apiKey', in: 'header', name: 'webhook-signature' },
    });
  });

  it.each([
    ['open: true', {}, []],
    [
      "token: { from: 'header:x-key', secrets: [x-x-x-x-x] }",
      { 'header-x-key': { type: 'apiKey', in: 'header', name: 'x-key' } },
      ['header-x-key'],
    ],
    [
      "token: { from: 'header:authorization', scheme: Basic, secrets: [x-x-x-x-x] }",
      { basic: { type: 'http', scheme: 'basic' } },
      ['basic'],
    ],
    [
      'verify: { profile: github, secrets: [x-x-x-x-x] }',
      { 'header-x-hub-signature-256': { in: 'header' } },
      ['header-x-hub-signature-256'],
    ],
    [
      'verify: { profile: hap, secrets: [x-x-x-x-x], config: { appKey: a } }',
      { 'query-sign': { in: 'query' } },
      ['query-sign'],
    ],
    [
      "verify: { profile: http-message-signatures, secrets: [x], config: { components: ['@method'], keys: [{ keyid: k, alg: hmac-sha256 }] } }",
      { 'header-signature': { in: 'header' } },
      ['header-signature'],
    ],
  ])('knows the proofs of a trigger with %s', async (trigger, schemes, needed) => {
    const id = `proofs-${Object.keys(schemes).join('-') || 'none'}`;
    expect((await app.call('PUT', '/workflows', hook(id, trigger), YAML)).status).toBe(201);
    const document = await valid();
    const [operation] = operations(document).filter(({ operationId }) =>
      operationId.startsWith(`acme.${id}.`),
    );
    expect(operation.security).toEqual([Object.fromEntries(needed.map((name) => [name, []]))]);
    expect(document.components.securitySchemes).toMatchObject(schemes);
    await app.call('DELETE', `/workflows/acme/${id}`);
  });

  it('is valid for every profile there is', async () => {
    const { body } = await app.call('GET', '/profiles?limit=200');
    for (const { name } of body.items as { name: string }[]) {
      const config = JSON.stringify(endpointsOf(name)[0]!.config);
      const text = hook(
        `of-${name}`,
        `verify: { profile: ${name}, secrets: [x-x-x-x-x], config: ${config} }`,
      );
      expect((await app.call('PUT', '/workflows', text, YAML)).status).toBe(201);
    }
    const document = await valid();
    expect(operations(document).length).toBeGreaterThan(body.items.length);
    expect(new Set(operations(document).map(({ operationId }) => operationId)).size).toBe(
      operations(document).length,
    );
    expect(JSON.stringify(document)).not.toContain('x-x-x-x-x');
  });

  it('takes a form where the parameters have no members in members, and a GET where the body brings none', async () => {
    await app.call(
      'PUT',
      '/workflows',
      hook('forms', 'open: true, parameters: { userId: string, again: { in: query, from: environment } }'),
      YAML,
    );
    const [form] = operations(await valid()).filter(
      ({ operationId }) => operationId.startsWith('acme.forms.') && operationId.endsWith('post'),
    );
    expect(Object.keys(form.requestBody.content)).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
    ]);
    expect(form.parameters).toHaveLength(1);
    await app.call(
      'PUT',
      '/workflows',
      hook('whole', 'open: true, parameters: { all: { whole: true, type: object, in: body } }'),
      YAML,
    );
    const found = operations(await valid()).filter(({ operationId }) =>
      operationId.startsWith('acme.whole.'),
    );
    expect(found.map(({ operationId }): string => operationId.split('.').at(-1)).toSorted()).toEqual([
      'get',
      'post',
      'put',
    ]);
    expect(
      found.find(({ requestBody }) => requestBody).requestBody.content['application/json'].schema,
    ).toEqual({ type: 'object' });
  });

  it('has no trigger that is off, and of each environment its own', async () => {
    const names = async (environment?: string) =>
      operations(await valid(environment))
        .map(({ operationId }) => operationId)
        .filter((one) => one.includes('switched'));
    await app.call('PUT', '/workflows?environment=staging', hook('switched', 'open: true'), YAML);
    expect(await names()).toEqual([]);
    expect(await names('staging')).toHaveLength(3);
    const [operation] = operations(await valid('staging'));
    expect(operation.parameters).toEqual([
      { name: 'environment', in: 'query', required: true, schema: { type: 'string', const: 'staging' } },
    ]);
    await app.call('POST', '/workflows/acme/switched/triggers/hook/disable?environment=staging');
    expect(await names('staging')).toEqual([]);
    await app.call('POST', '/workflows/acme/switched/triggers/hook/enable?environment=staging');
    await app.call('POST', '/workflows/acme/switched/disable?environment=staging');
    expect(await names('staging')).toEqual([]);
  });

  it('is for readers with a token, as far as it reaches', async () => {
    expect((await documentOf('production', 'sgn_wrong')).status).toBe(401);
    expect((await documentOf('production', await app.token('ingest'))).status).toBe(403);
    expect((await documentOf('nowhere')).status).toBe(404);
    expect((await documentOf('..%2Fx')).status).toBe(404);
    const reached = await valid('production', await app.token('operator', ['acme.identity']));
    expect(operations(reached).map(({ operationId }) => operationId)).toEqual([
      'acme.identity.hire.hook.post',
    ]);
  });
});

describe('the page of the hooks', () => {
  it('holds no data, runs scripts of its own alone, and finds what it is made of', async () => {
    const page = await request(`${app.url}/docs/hooks`, 'GET', undefined, {});
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/<script(?![^>]* src=)|\son\w+=|acme/);
    const linked = [...(page.body as string).matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(
      ([, path]) => path!,
    );
    expect(linked).toHaveLength(3);
    for (const path of linked) {
      const { status, body } = await request(`${app.url}/docs/${path}`, 'GET', undefined, {});
      expect([path, status, (body as string).length > 100]).toEqual([path, 200, true]);
    }
  });

  it('leaves the documentation of the API where it was', async () => {
    expect((await request(`${app.url}/docs`, 'GET', undefined, {})).body).toContain('Signet API');
  });
});
