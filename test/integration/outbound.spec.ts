import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ConfigInvalid, InvalidParameters, LeaseLost } from '../../src/errors/errors.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import type { GuardedClientOptions } from '../../src/outbound/guarded-client.js';
import type { OutboundRequest } from '../../src/outbound/outbound-request.js';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let origin: string;
let answer: Answer;
let seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[];
let clients: GuardedClient[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  clients = [];
  answer = (_, response) => response.end('hello');
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
});

function aClient(options: Partial<GuardedClientOptions> = {}): GuardedClient {
  const client = new GuardedClient({ allow: ['127.0.0.1/32'], ...options });
  clients.push(client);
  return client;
}

const named = (name: string): string => origin.replace('127.0.0.1', name);
const get = (path = '/', more: Partial<OutboundRequest> = {}) =>
  aClient().request({ method: 'GET', url: `${origin}${path}`, ...more });
const post = (more: Partial<OutboundRequest> = {}) => get('/', { method: 'POST', body: 'x', ...more });

describe('the guarded client', () => {
  it('sends method, headers and body, and gives the answer', async () => {
    answer = (_, response) => response.writeHead(201, { 'x-a': ['1', '2'] }).end('made');
    const response = await post({ headers: { 'X-Key': 'k' }, body: 'ü' });
    expect(response.status).toBe(201);
    expect(response.body.toString()).toBe('made');
    expect(response.headers['x-a']).toEqual(['1', '2']);
    expect(seen).toMatchObject([{ method: 'POST', url: '/', body: 'ü', headers: { 'x-key': 'k' } }]);
    expect(seen[0]?.headers['user-agent']).toMatch(/^signet\/\d+\.\d+\.\d+$/);
  });

  it('gives any status as an answer', async () => {
    answer = (_, response) => response.writeHead(500).end();
    expect((await get()).status).toBe(500);
  });

  it('sends nothing when a header would inject another', async () => {
    await expect(get('/', { headers: { 'x-a': 'a\r\nx-b: b' } })).rejects.toThrow(InvalidParameters);
    expect(seen).toEqual([]);
  });

  it('stops the boot over a range that is none', () => {
    expect(() => new GuardedClient({ allow: ['nowhere'] })).toThrow(ConfigInvalid);
  });
});

describe('an address that is not called', () => {
  it.each(['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::ffff:127.0.0.1]', '127.1'])(
    'is refused as %s in the URL',
    async (host) => {
      const calling = aClient({ allow: [] }).request({ method: 'GET', url: named(host) });
      await expect(calling).rejects.toMatchObject({ code: 'target_address_refused', retryable: false });
      expect(seen).toEqual([]);
    },
  );

  it('is refused behind a name', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const calling = aClient({ allow: [], resolve }).request({ method: 'GET', url: named('inner.example') });
    await expect(calling).rejects.toMatchObject({
      code: 'target_address_refused',
      details: { host: 'inner.example' },
    });
    expect(seen).toEqual([]);
  });

  it('is left out when the name has another one that is allowed', async () => {
    const resolve = async () => [
      { address: '10.0.0.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const client = aClient({ resolve });
    expect((await client.request({ method: 'GET', url: named('both.example') })).status).toBe(200);
  });

  it('gains nothing by answering differently the second time', async () => {
    const answers = ['127.0.0.1', '127.0.0.2'];
    const resolve = async () => [{ address: answers.shift() ?? '127.0.0.2', family: 4 }];
    const client = aClient({ resolve });
    const url = named('rebinding.example');
    answer = (_, response) => response.writeHead(200, { connection: 'close' }).end();

    expect((await client.request({ method: 'GET', url })).status).toBe(200);
    expect(answers).toEqual(['127.0.0.2']); // resolved once per connection: nothing between check and dial
    await expect(client.request({ method: 'GET', url })).rejects.toMatchObject({
      code: 'target_address_refused',
    });
  });

  it('is refused at the end of a redirect', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    await expect(get('/', { redirects: 3 })).rejects.toMatchObject({ code: 'target_address_refused' });
  });
});

describe('redirects', () => {
  it('are answers unless asked for', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/two' }).end();
    expect((await get()).status).toBe(302);
    expect(seen).toHaveLength(1);
  });

  it('are followed as often as asked for, and no more', async () => {
    answer = ({ url }, response) =>
      url === '/3'
        ? response.end('there')
        : response.writeHead(302, { location: `/${Number(url!.slice(1)) + 1}` }).end();
    expect((await get('/1', { redirects: 2 })).body.toString()).toBe('there');
    await expect(get('/1', { redirects: 1 })).rejects.toMatchObject({ code: 'target_refused' });
  });

  it('take credentials along within an origin and leave them at its border', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const headers = { authorization: 'Bearer x', 'x-api-key': 'y', accept: 'text/plain' };
    const request = { method: 'GET', url: `${named('a.example')}/1`, headers, redirects: 2 };
    answer = ({ url }, response) => {
      const location = url === '/1' ? '/2' : `${named('b.example')}/3`;
      response.writeHead(url === '/3' ? 200 : 302, { location }).end();
    };
    await aClient({ resolve }).request(request);
    expect(seen.map((one) => [one.url, one.headers.authorization, one.headers['x-api-key']])).toEqual([
      ['/1', 'Bearer x', 'y'],
      ['/2', 'Bearer x', 'y'],
      ['/3', undefined, undefined],
    ]);
    expect(seen[2]?.headers.accept).toBe('text/plain');
  });

  it('do not carry a body to another origin', async () => {
    answer = (_, response) => response.writeHead(307, { location: 'http://b.example/' }).end();
    await expect(post({ redirects: 1 })).rejects.toMatchObject({ code: 'target_refused' });
  });
});

describe('an answer that does not come', () => {
  const broken: [string, Answer][] = [
    ['a cut before the answer', (request) => void request.socket.destroy()],
    [
      'a cut within the body',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('part', () => request.socket.destroy());
      },
    ],
  ];

  it.each(broken)('is an unknown outcome after %s of a POST', async (_, cut) => {
    answer = cut;
    await expect(post()).rejects.toMatchObject({ code: 'outcome_unknown', retryable: true });
    expect(seen).toHaveLength(1);
  });

  it.each(broken)('leaves nothing unknown after %s of a GET', async (_, cut) => {
    answer = cut;
    await expect(get()).rejects.toMatchObject({ code: 'target_unavailable', retryable: true });
  });

  it('ends in time: unknown for a POST, harmless for a GET', async () => {
    const client = aClient();
    await client.request({ method: 'GET', url: origin }); // connected: what is sent now is on its way at once
    answer = () => {};
    const posting = client.request({ method: 'POST', url: origin, body: 'x', timeoutMs: 50 });
    await expect(posting).rejects.toMatchObject({ code: 'outcome_unknown' });
    await expect(get('/', { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'task_timeout',
      retryable: true,
    });
  });

  it('ends when the caller gives up', async () => {
    const controller = new AbortController();
    answer = () => controller.abort(new LeaseLost('gone'));
    await expect(get('/', { signal: controller.signal })).rejects.toThrow(LeaseLost);
    await expect(post({ signal: AbortSignal.abort(new LeaseLost('gone')) })).rejects.toThrow(LeaseLost);
    expect(seen).toHaveLength(1);
  });

  it('is a target that cannot be reached when nobody listens, also for a POST', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const calling = aClient().request({
      method: 'POST',
      url: `http://127.0.0.1:${port}/p?token=x`,
      body: 'x',
    });
    await expect(calling).rejects.toMatchObject({
      code: 'target_unavailable',
      message: 'the target could not be reached (ECONNREFUSED)',
      details: { method: 'POST', target: `http://127.0.0.1:${port}/p`, reason: 'ECONNREFUSED' },
    });
  });

  it('is a target that cannot be reached when its name is unknown', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
    const calling = aClient({ resolve }).request({
      method: 'POST',
      url: 'http://nowhere.example/',
      body: 'x',
    });
    await expect(calling).rejects.toMatchObject({
      code: 'target_unavailable',
      details: { reason: 'ENOTFOUND' },
    });
  });

  it('is a target that cannot be reached when TLS fails before anything was sent', async () => {
    const sockets: Socket[] = [];
    const plain = createTcpServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      socket.once('data', () => socket.end('this is no TLS\r\n'));
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    const calling = aClient().request({ method: 'POST', url: `https://127.0.0.1:${port}/`, body: 'x' });
    await expect(calling).rejects.toMatchObject({ code: 'target_unavailable' });
    plain.close();
    sockets.forEach((socket) => socket.destroy());
  });
});

describe('an answer that is too large', () => {
  it.each<[string, Answer]>([
    ['announced', (_, response) => response.writeHead(200, { 'content-length': '11' }).end('x'.repeat(11))],
    ['streamed', (_, response) => void response.write('x'.repeat(6), () => response.end('x'.repeat(5)))],
  ])('is cut off when %s', async (_, large) => {
    answer = large;
    await expect(post({ maxBytes: 10 })).rejects.toMatchObject({
      code: 'task_failed',
      details: { status: 200 },
    });
    expect((await post({ maxBytes: 11 })).body).toHaveLength(11);
  });
});
