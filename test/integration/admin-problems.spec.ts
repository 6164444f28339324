import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, request, startAdminApp } from './admin-app.js';

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});

describe('an error of the API', () => {
  it('is a problem document with a short message and a request id', async () => {
    const answer = await app.call('GET', '/sources/nothing');
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'there is no such source',
      msg: 'there is no such source',
      code: 'not_found',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: 'nothing',
    });
  });

  it.each(['/sources/a%00b', '/workflows/a%00b/c', '/workflows/acme/a%00b', '/directories/main/users/%00'])(
    'is 400 where a name holds what nothing can be called: %s',
    async (path) => {
      const { status, body } = await app.call('GET', path);
      expect([status, body.code]).toEqual([400, 'invalid_request']);
    },
  );

  it('names every fault of a body at once, by path and never by value', async () => {
    const answer = await app.call('PUT', '/sources/auth', {
      verify: { profile: 7, secrets: ['short', 'hunter2-hunter2'], extra: 1 },
      event: { subject: [1] },
      enabled: 'yes',
      surprise: 'hunter2',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('invalid_request');
    expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(
      expect.arrayContaining([
        'enabled',
        'event.subject',
        'surprise',
        'verify.extra',
        'verify.profile',
        'verify.secrets',
      ]),
    );
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it.each([
    ['POST', '/executions/0190b6f2-0000-7000-8000-000000000000/restart'],
    ['POST', '/dead-letters/0190b6f2-0000-7000-8000-000000000000/replay'],
    ['POST', '/workflows/acme/none/trigger'],
    ['PUT', '/tenants/main'],
    ['PUT', '/tenants/main/limits'],
  ])('is 415 where a body would be left out of account: %s %s', async (method, path) => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', '']) {
      const answer = await app.call(method, path, {}, { headers: { 'content-type': type } });
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
      expect(answer.body.msg).toBe('send the body as application/json');
    }
  });

  it('is not for a path in capitals: its body is read as any other', async () => {
    const url = new URL('/API/V1/secrets/acme/SHOUTED', app.url).href;
    const token = await app.token('admin');
    const answer = await request(
      url,
      'PUT',
      { value: 'kept-in-any-case' },
      { authorization: `Bearer ${token}` },
    );
    expect(answer.status).toBe(204);
  });

  it.each([
    ['PUT', '/tenants/main/limits', { concurrency: [{ limit: 5 }] }, 'concurrency'],
    ['PUT', '/sources/listed', { open: true, limits: [{ requests: '5/1m' }] }, 'limits'],
    ['PUT', '/sources/listed', { verify: [] }, 'verify'],
    ['POST', '/dead-letters/replay', { filter: [{ workflow: 'acme/a' }] }, 'filter'],
    ['POST', '/dead-letters/replay', { filter: [] }, 'filter'],
  ])('refuses a list where an object belongs: %s %s %j', async (method, path, body, member) => {
    const answer = await app.call(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual({ path: member, message: 'must be an object' });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=x', 'limit'],
    ['status=done', 'status'],
    ['from=yesterday', 'from'],
    ['from=1969-12-31T23:59:59Z', 'from'],
    ['to=1900-01-01', 'to'],
    ['from=-271821-04-20T00:00:00Z', 'from'],
    ['to=%2B010000-01-01T00:00:00Z', 'to'],
    ['workflow=no-slash', 'workflow'],
    ['label=nocolon', 'label'],
    ['surprise=1', 'surprise'],
    ['cursor=!!', 'cursor'],
    ['cursor=bm90LWFuLWlk', 'cursor'],
  ])('says which part of the query %s is wrong', async (query, path) => {
    const answer = await app.call('GET', `/executions?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].path).toBe(path);
  });

  it('refuses a cursor that its list cannot have given, and replays nothing for a time before all', async () => {
    const cursor = Buffer.from('no-slash').toString('base64url');
    expect((await app.call('GET', `/workflows?cursor=${cursor}`)).body.errors[0].path).toBe('cursor');

    const filter = { to: '1900-01-01T00:00:00Z' };
    const answer = await app.call('POST', '/dead-letters/replay', { filter });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'filter.to']);
  });

  it.each([
    ['/api/v1/<script>alert(1)</script>', 404],
    ['/nowhere', 404],
    ['/api/v1/executions/not-an-id', 404],
  ])('never repeats what was asked for: %s', async (path, status) => {
    const answer = await request(`${app.url}${path}`, 'GET', undefined, {
      authorization: `Bearer ${await app.token('admin')}`,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(answer.body)).not.toMatch(/script|nowhere|not-an-id/);
  });

  it('of a body that is no JSON does not repeat it', async () => {
    const answer = await app.call('POST', '/tokens', '{"name": <b>hunter2</b>');
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it('of a body that is too large says so', async () => {
    const answer = await app.call('POST', '/tokens', { name: 'x'.repeat(1_100_000), role: 'admin' });
    expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
  });

  it('that nobody foresaw has an id and says nothing', async () => {
    await app.dataSource.query('alter table api_token rename column name to was_name');
    try {
      app.tokens.forget();
      const answer = await app.call('GET', '/whoami');
      expect(answer.status).toBe(500);
      expect(answer.body).toEqual({
        type: 'about:blank',
        title: 'Internal Server Error',
        status: 500,
        detail: 'something went wrong on our side',
        msg: 'something went wrong on our side',
        code: 'internal_error',
        requestId: expect.any(String),
      });
    } finally {
      await app.dataSource.query('alter table api_token rename column was_name to name');
    }
  });
});

describe('what is open to all', () => {
  it('is the documentation, with the example event everywhere', async () => {
    const docs = await request(`${app.url}/docs`, 'GET', undefined, {});
    expect(docs.status).toBe(200);
    expect(docs.headers.get('content-type')).toContain('text/html');
    const { body } = await request(`${app.url}/docs/openapi.json`, 'GET', undefined, {});
    expect(JSON.stringify(body)).toContain('"userId":"12345"');
  });

  it('is the schema of the workflow language', async () => {
    const answer = await request(`${app.url}/schemas/workflow.json`, 'GET', undefined, {});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/schema+json');
    expect(answer.body).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $defs: { outputs: { properties: { 'user.create': { type: 'object' }, wait: { type: 'object' } } } },
    });
  });
});
