import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { ActionContext } from '../../src/actions/action.js';
import { httpRequest } from '../../src/actions/http/http-request.js';
import { AppError } from '../../src/errors/app-error.js';
import { systemClock } from '../../src/config/clock.js';
import { InvalidParameters } from '../../src/errors/errors.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { OutboundTokens } from '../../src/outbound/oauth/outbound-tokens.js';
import { UNWATCHED } from '../../src/outbound/oauth/token-watch.js';

let server: Server;
let origin: string;
let http: GuardedClient;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  http = new GuardedClient({ allow: ['127.0.0.1'] });
});
afterAll(async () => {
  await http.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  answer = (_, response) => response.end();
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const context: ActionContext = {
  tenant: 'main',
  namespace: 'acme',
  executionId: 'e1',
  taskId: 't1',
  idempotencyKey: 'e1:t1:0',
  cause: () => 'a stamp',
  subject: null,
  requireDirectory: () => ({ kind: 'own', name: 'main' }),
};

async function call(input: Record<string, unknown>, signal = new AbortController().signal): Promise<unknown> {
  const effect = httpRequest(http, new OutboundTokens(http, systemClock)).prepare(
    { url: `${origin}/hook`, ...input },
    context,
  );
  return effect.kind === 'outside'
    ? effect.perform(signal, UNWATCHED)
    : Promise.reject(new Error(effect.kind));
}

async function failureOf(input: Record<string, unknown>): Promise<AppError> {
  const failure = await call(input).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  return failure as AppError;
}

describe('http.request sends', () => {
  it('JSON, a query, headers, and the key a repetition is known by', async () => {
    await call({
      method: 'post',
      url: `${origin}/hook?a=1`,
      query: { b: 'x y', c: 2, d: true, e: null },
      headers: { 'X-Trace': 7 },
      body: { user: 'u1' },
    });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: '/hook?a=1&b=x+y&c=2&d=true',
        body: '{"user":"u1"}',
        headers: { 'x-trace': '7', 'content-type': 'application/json', 'idempotency-key': 'e1:t1:0' },
      },
    ]);
  });

  it('text as it is, with the type it is given', async () => {
    await call({ method: 'PUT', body: '<a/>', headers: { 'Content-Type': 'application/xml' } });
    await call({ method: 'PUT', body: 'plain' });
    expect(seen.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['<a/>', 'application/xml'],
      ['plain', 'text/plain; charset=utf-8'],
    ]);
  });

  it('the key under another name, or not at all', async () => {
    await call({ idempotencyHeader: 'X-Request-Key' });
    await call({ idempotencyHeader: '' });
    expect(seen.map(({ headers }) => [headers['x-request-key'], headers['idempotency-key']])).toEqual([
      ['e1:t1:0', undefined],
      [undefined, undefined],
    ]);
  });

  it('the stamp under another name, or not at all', async () => {
    await call({});
    await call({ causeHeader: 'X-Cause' });
    await call({ causeHeader: '' });
    expect(seen.map(({ headers }) => [headers['signet-cause'], headers['x-cause']])).toEqual([
      ['a stamp', undefined],
      [undefined, 'a stamp'],
      [undefined, undefined],
    ]);
  });

  it.each([
    { url: 'ftp://a.example/' },
    { url: 'http://u:p@a.example/' },
    { headers: ['x'] },
    { headers: { a: {} } },
    { expect: '2xx' },
    { expect: [99] },
  ])('nothing for %j', async (input) => {
    await expect(call(input)).rejects.toThrow(InvalidParameters);
    expect(seen).toEqual([]);
  });
});

describe('http.request gives', () => {
  it.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/problem+json; charset=utf-8', '[1]', [1]],
    ['application/json', 'not json', 'not json'],
    ['application/json', nested(100), JSON.parse(nested(100))],
    ['application/json', nested(101), nested(101)],
    ['text/plain', '{"a":1}', '{"a":1}'],
    ['application/json', '', null],
  ])('a body of %s %j as %j', async (type, sent, body) => {
    answer = (_, response) => response.writeHead(200, { 'content-type': type }).end(sent);
    expect(await call({})).toMatchObject({ status: 200, body });
  });

  it('headers without cookies', async () => {
    answer = (_, response) => response.writeHead(204, { 'set-cookie': 'session=secret', 'x-a': '1' }).end();
    const output = await call({});
    expect(output).toMatchObject({ status: 204, headers: { 'x-a': '1' }, body: null });
    expect(JSON.stringify(output)).not.toContain('secret');
  });

  it.each([
    [404, [200, 404]],
    [302, '200-399'],
    [418, '418'],
    [500, ['200-299', '500-599']],
  ])('a %i that is expected by %j', async (status, wanted) => {
    answer = (_, response) => response.writeHead(status).end();
    expect(await call({ expect: wanted })).toMatchObject({ status });
  });
});

describe('http.request fails', () => {
  it.each([
    [404, 'GET', {}, 'task_failed', false],
    [302, 'GET', {}, 'task_failed', false],
    [500, 'POST', {}, 'target_unavailable', true],
    [503, 'POST', {}, 'target_unavailable', true],
    [408, 'GET', {}, 'target_unavailable', true],
    [429, 'GET', {}, 'target_rate_limited', true],
    [503, 'GET', { 'retry-after': '5' }, 'target_rate_limited', true],
    [504, 'POST', {}, 'outcome_unknown', true],
    [504, 'GET', {}, 'target_unavailable', true],
  ])('on %i to %s with %j as %s', async (status, method, headers, code, retryable) => {
    answer = (_, response) => response.writeHead(status, headers).end('secret answer');
    const failure = await failureOf({
      method,
      query: { token: 'secret' },
      headers: { authorization: 'secret' },
    });
    expect(failure).toMatchObject({ code, retryable, details: { method, target: `${origin}/hook`, status } });
    expect(JSON.stringify([failure.message, failure.details])).not.toContain('secret');
  });

  it('with the pause the target asks for', async () => {
    answer = (_, response) => response.writeHead(429, { 'retry-after': '17' }).end();
    expect((await failureOf({})).details).toMatchObject({ retryAfterSeconds: 17 });
  });

  it('when the success it wants does not come', async () => {
    expect(await failureOf({ expect: 201 })).toMatchObject({ code: 'task_failed', details: { status: 200 } });
  });

  it('when the runner gives up', async () => {
    const controller = new AbortController();
    answer = () => controller.abort();
    await expect(call({ method: 'POST' }, controller.signal)).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
  });
});
