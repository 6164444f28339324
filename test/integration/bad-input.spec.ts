/** What nobody should send, to every public route: a clear refusal, nothing recorded, nothing given away, and life goes on. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { requestHead, sendRaw } from '../support/a-delivery-raw.js';
import type { RawAnswer } from '../support/a-delivery-raw.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask } from '../support/an-operator.js';

const KEY = 'key-of-the-trigger-1234567890';
const TOKEN = 'token-of-the-trigger-1234567890';
const GOOD = '{"name":"Ada"}';
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const WORKFLOW = `id: guarded
namespace: acme
triggers:
  - id: token
    type: webhook
    token: { from: header:authorization, scheme: Bearer, secrets: [${TOKEN}] }
    parameters: &parameters
      name: { type: string, required: true }
      age: { type: number, in: query }
  - { id: key, type: webhook, key: ${KEY}, parameters: *parameters }
tasks:
  - { id: hello, type: log, message: "{{ inputs.name }} {{ inputs.?age.orValue(0) }}" }
`;

interface Route {
  path: string;
  /** The same with another last name in it: of the hook, the key, the workflow. */
  named(name: string): string;
  headers: Record<string, string>;
}

const NAMES = [
  '/hooks',
  'Kestra',
  'Kestra, with a tenant',
  'ToolJet, waiting',
  'ToolJet, in the background',
] as const;
const routes = new Map<string, Route>();
const dawdlers = new Map<string, Promise<RawAnswer>>();
let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet();
  const operator = await anOperator(signet);
  await operator.workflow(WORKFLOW);
  const hook = new URL(await operator.hookUrl('acme/guarded', 'token')).pathname;
  const add = (
    name: (typeof NAMES)[number],
    named: Route['named'],
    real: string,
    headers: Route['headers'],
  ) => routes.set(name, { path: named(real), named, headers });
  const own = { authorization: `Bearer ${TOKEN}` };
  const operators = { authorization: `Bearer ${operator.token}` };
  add('/hooks', (name) => `/hooks/${name}`, hook.slice('/hooks/'.length), own);
  add('Kestra', (name) => `/api/v1/executions/webhook/acme/guarded/${name}`, KEY, {});
  add('Kestra, with a tenant', (name) => `/api/v1/main/executions/webhook/acme/guarded/${name}`, KEY, {});
  add('ToolJet, waiting', (name) => `/api/v2/webhooks/workflows/${name}/trigger`, 'guarded', operators);
  add(
    'ToolJet, in the background',
    (name) => `/api/v2/webhooks/workflows/${name}/trigger-async`,
    'guarded',
    operators,
  );
  for (const [name, route] of routes) {
    const head = headOf(route, { ...JSON_TYPE, 'content-length': '100' });
    dawdlers.set(name, sendRaw(signet.url, [head, '{"name":'], { within: 60_000 }));
  }
});
afterAll(() => signet?.stop());

const headOf = (
  { path, headers }: Route,
  more: Record<string, string>,
  method = 'POST',
  target = path,
): string => requestHead(method, signet.url, { ...headers, ...more }).replace(' / ', ` ${target} `);

/** All that was written down of deliveries that were taken. */
const taken = (): Promise<number> => signet.count('event');

/** What became of bytes that are sent: the last status, null for none, and what there should be nothing of. */
async function outcomeOf(send: () => Promise<RawAnswer>): Promise<object> {
  const before = await taken();
  const { text } = await send();
  const last = text.match(/HTTP\/1\.1 \d{3}/g)?.at(-1);
  return {
    status: last === undefined ? null : Number(last.slice(-3)),
    recorded: (await taken()) - before,
    leaked: text.match(LEAK)?.[0] ?? null,
    polluted: ({} as Record<string, unknown>)['polluted'] ?? null,
  };
}

const LEAK = new RegExp(`${KEY}|${TOKEN}|node_modules|/src/|    at `);
const refused = (status: number | null) => ({ status, recorded: 0, leaked: null, polluted: null });

interface Sent {
  readonly head?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly query?: string;
  readonly method?: string;
}

const BODIES: [string, Sent][] = [
  ['a form that names a text twice', { head: FORM, body: 'name=Ada&name=Eve' }],
  ['a form with __proto__', { head: FORM, body: 'name=Ada&__proto__=polluted' }],
  ['a form of bytes that are no text', { head: FORM, body: Buffer.from('name=\xff\xfe', 'latin1') }],
  ['a form of too many fields', { head: FORM, body: 'name=Ada&'.repeat(1100) }],
  ['a query that names a number twice', { query: '?age=1&age=2', body: GOOD }],
  ['a query with __proto__', { query: '?__proto__=polluted', body: GOOD }],
  ['a query with a zero character', { query: '?x=%00', body: GOOD }],
  [
    'JSON in Latin-1',
    {
      head: { 'content-type': 'application/json; charset=iso-8859-1' },
      body: Buffer.from('{"name":"Ren\xe9"}', 'latin1'),
    },
  ],
  [
    'JSON in UTF-16',
    {
      head: { 'content-type': 'application/json; charset=utf-16' },
      body: Buffer.from(`\ufeff${GOOD}`, 'utf16le'),
    },
  ],
  ['JSON nested 10,000 deep', { body: `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}` }],
  ['JSON with __proto__', { body: '{"name":"Ada","__proto__":{"polluted":true}}' }],
  [
    'JSON with __proto__ further down, escaped',
    { body: '{"name":"Ada","a":[{"\\u005f_proto__":{"polluted":true}}]}' },
  ],
  ['JSON that says a name twice', { body: '{"name":"Ada","name":"Eve"}' }],
  ['JSON that says a name twice, once escaped', { body: '{"name":"Ada","n\\u0061me":"Eve"}' }],
  ['no JSON', { body: '{"name":' }],
  ['a value of another type', { body: '{"name":["Ada"]}' }],
  ['nothing at all', { body: '' }],
  ['a gzip bomb', { head: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(80_000_000, 32)) }],
  [
    'a bomb in a bomb',
    {
      head: { 'content-encoding': 'gzip, gzip' },
      body: gzipSync(gzipSync(Buffer.alloc(80_000_000, 32))),
    },
  ],
  ['torn gzip', { head: { 'content-encoding': 'gzip' }, body: gzipSync(GOOD).subarray(0, 20) }],
  ['a coding that nobody knows', { head: { 'content-encoding': 'rot13' }, body: GOOD }],
];

/** In place of the last name in the path. */
const PATHS = [
  '%2f',
  '%2e%2e',
  '..',
  '.',
  '..%2f..%2fsources',
  '%00',
  'x%00',
  '%c0%ae%c0%ae',
  '%ff%fe',
  '%',
  '%zz',
  '%u0041',
  'k'.repeat(300),
  'undefined',
  'null',
  '__proto__',
  'constructor',
  '*',
  ':id',
  '%7B%7B1%7D%7D',
  "'%20or%201=1--",
];

const ENVIRONMENTS = [
  '../x',
  '..%2fx',
  '%00',
  '',
  'nowhere',
  'production%00',
  'Production',
  'production&environment=production',
];

describe.each(NAMES)('%s', (name) => {
  const route = (): Route => routes.get(name)!;
  const send = ({ head = {}, body = '', query = '', method = 'POST' }: Sent, target = route().path) => {
    const bytes = Buffer.from(body);
    const headers = { ...JSON_TYPE, 'content-length': String(bytes.length), ...head };
    return outcomeOf(() => sendRaw(signet.url, [headOf(route(), headers, method, target + query), bytes]));
  };
  const sendPieces = (head: Record<string, string>, ...pieces: string[]) =>
    outcomeOf(() =>
      sendRaw(signet.url, [headOf(route(), { ...JSON_TYPE, ...head }), ...pieces], { end: true }),
    );

  it.each(BODIES)('refuses %s with 400', async (_, sent) => {
    expect(await send(sent)).toEqual(refused(400));
  });

  it.each(['PURGE', 'DELETE', 'HEAD', 'TRACE'])('refuses the method %s with 405', async (method) => {
    expect(await send({ method, body: GOOD })).toEqual(refused(405));
  });

  it('refuses a method that is none with 400', async () => {
    expect(await send({ method: 'GRAB', body: GOOD })).toEqual(refused(400));
  });

  it.each(['/more', '/', '//', '/..', '/%2e%2e/', '/../..', '%2f', ';x=1', '%00'])(
    'refuses a path that goes on with %s with 404',
    async (more) => {
      expect(await send({ body: GOOD }, route().path + more)).toEqual(refused(404));
    },
  );

  it.each(PATHS)('refuses %s in its path with 404', async (other) => {
    expect(await send({ body: GOOD }, route().named(other))).toEqual(refused(404));
  });

  it('refuses a path that is no text with 400', async () => {
    const head = headOf(route(), { 'content-length': '14' }, 'POST', route().named('\xff\xfe'));
    const bytes = Buffer.from(head, 'latin1');
    expect(await outcomeOf(() => sendRaw(signet.url, [bytes, GOOD]))).toEqual(refused(400));
  });

  it.each(ENVIRONMENTS)('refuses the environment %j with 404', async (environment) => {
    expect(await send({ query: `?environment=${environment}`, body: GOOD })).toEqual(refused(404));
  });

  it('refuses 10,000 headers with 431', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, '1']));
    expect(await send({ head: many })).toEqual(refused(431));
  });

  it('refuses a body past the limit with 413', async () => {
    expect(await send({ body: JSON.stringify({ name: 'x'.repeat(600_000) }) })).toEqual(refused(413));
  });

  it('refuses a body that is longer than announced, or framed in two ways, or in none', async () => {
    const keepAlive = { 'content-length': '2', connection: 'keep-alive' };
    expect(await sendPieces(keepAlive, '{} and more\r\n\r\n')).toEqual(refused(400));
    const chunked = { 'content-length': '14', 'transfer-encoding': 'chunked' };
    expect(await sendPieces(chunked, `e\r\n${GOOD}\r\n0\r\n\r\n`)).toEqual(refused(400));
    expect(await sendPieces({ 'content-length': '-1' }, GOOD)).toEqual(refused(400));
  });

  it('refuses a body that is shorter than announced, if there is anybody left to be told', async () => {
    expect([refused(400), refused(null)]).toContainEqual(await sendPieces({ 'content-length': '100' }, GOOD));
  });

  it('refuses what is no request behind one that was', async () => {
    const keepAlive = { 'content-length': '2', connection: 'keep-alive' };
    expect(await sendPieces(keepAlive, '{}', '\u0000\u0001 garbage\r\n\r\n')).toEqual(refused(400));
  });

  it('lets nobody wait for ever who dawdles over a body', { timeout: 60_000 }, async () => {
    const { status } = await dawdlers.get(name)!;
    expect([null, 408]).toContain(status);
  });

  it('takes what is right, after all that', async () => {
    const before = await taken();
    const { path, headers } = route();
    const sent = { method: 'POST', headers: { ...headers, ...JSON_TYPE }, body: GOOD };
    const { status } = await ask(signet.url + path, sent);
    expect([200, 202]).toContain(status);
    expect(await taken()).toBe(before + 1);
  });
});
