/** The recorded requests of real senders, each sent to a real hook, by a clock that shows the time it was recorded at. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { endpointOf } from '../../src/cli/run-vector.js';
import type { Vector } from '../../src/cli/vector.js';
import { subjectText } from '../../src/intake/event-columns.js';
import { shortTypeOf } from '../../src/intake/ssf/event-types.js';
import { sendRaw } from '../support/a-delivery-raw.js';
import { manySources } from '../support/a-hook.js';
import type { SourceParts, TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';
import { LocalNetwork } from '../support/local-network.js';

const file = new URL('../fixtures/senders/vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
/** Well signed, but no workflow could read it: the sender is told so, as the verifier alone would not. */
const UNREADABLE = new Set(['standard-webhooks/non-utf8-bytes']);
const numbered = vectors.map((vector, number) => [vector.id, vector, number] as const);

let now = new Date();
let network: LocalNetwork;
let signet: TestSignet;
let hooks: TestHook[];

beforeAll(async () => {
  network = await LocalNetwork.start();
  network.server.answer = (path, response) => {
    const served = servedAt(path);
    return served === undefined ? response.writeHead(404).end() : response.end(served);
  };
  const outside = { client: network, clock: { now: () => now } };
  signet = await startTestSignet({ env: { ROLE: 'web' }, outside });
  hooks = await manySources(signet, vectors.map(sourceOf));
});
afterAll(async () => {
  await signet?.stop();
  await network?.server.stop();
});

/** Its keys are at an address of their own: many vectors serve other keys at the same one. */
function sourceOf(vector: Vector, number: number): SourceParts {
  const { secrets, config } = endpointOf(vector);
  const jwksUri = vector.keys?.jwks === undefined ? {} : { jwksUri: `https://keys.example/${number}` };
  return { verify: { profile: vector.preset, secrets, config: { ...config, ...jwksUri } } };
}

function servedAt(path: string): string | undefined {
  const number = /^\/keys\.example\/(\d+)$/.exec(path)?.[1];
  if (number !== undefined) {
    return JSON.stringify(vectors[Number(number)]!.keys!.jwks![0]!.jwks);
  }
  const certificates = vectors.flatMap(({ keys }) => keys?.certs ?? []);
  return certificates.find(({ url }) => url === `https:/${path}`)?.pem;
}

interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The request as recorded, but for the path: header lines and bytes as they are. */
async function send(vector: Vector, { url }: TestHook): Promise<Heard> {
  const body = Buffer.from(vector.rawBodyBase64, 'base64');
  const target = new URL(url).pathname + new URL(vector.url).search;
  const lines = vector.headers.map(([name, value]) => `${name}: ${value}`);
  const isNamed = (name: string): boolean => vector.headers.some(([each]) => each.toLowerCase() === name);
  const own = [
    ['host', 'hooks.example.com'],
    ['content-length', String(body.length)],
    ['connection', 'close'],
  ].filter(([name]) => !isNamed(name!));
  const head = [`${vector.method} ${target} HTTP/1.1`, ...lines, ...own.map((pair) => pair.join(': '))];
  const { text } = await sendRaw(url, [Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
  return heard(text);
}

function heard(text: string): Heard {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const pairs = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 2),
  ]);
  return {
    status: Number(first.split(' ')[1]),
    headers: new Headers(pairs),
    body: Buffer.from(body, 'latin1').toString(),
  };
}

/** What the delivery log says of the one delivery of the hook. */
const logged = (hook: TestHook) =>
  eventually(async () => {
    const [row] = await signet.rows<{ outcome: string; reason: string | null }>(
      'select outcome, reason from delivery_log where hook_id = $1',
      [hook.id],
    );
    expect(row).toBeDefined();
    return row!;
  });

const storedEvents = (hook: TestHook) =>
  signet.rows<{ type: string | null; id: string | null; subject: string | null }>(
    'select type, external_id as id, subject from event where hook_id = $1 order by id',
    [hook.id],
  );

async function outcomeOf(vector: Vector, hook: TestHook, status: number): Promise<string> {
  if (status >= 200 && status < 300 && vector.reason !== 'handshake') {
    return 'ok';
  }
  const { outcome, reason } = await logged(hook);
  return outcome === 'handshake' ? outcome : String(reason);
}

describe('a recorded request', () => {
  it.each(numbered)('%s meets its verdict at a real hook', async (_id, vector, number) => {
    const hook = hooks[number]!;
    now = new Date(vector.now * 1000);
    const { status, headers, body } = await send(vector, hook);

    const isRead = !UNREADABLE.has(vector.id);
    expect(status < 300 ? 'accept' : status < 500 ? 'reject' : status).toBe(
      isRead ? vector.expect : 'reject',
    );
    expect(await outcomeOf(vector, hook, status)).toBe(isRead ? vector.reason : 'malformed_body');
    const stored = await storedEvents(hook);
    expect(stored.length > 0).toBe(isRead && vector.reason === 'ok' && vector.event?.['control'] !== true);
    expect(stored[0] ?? {}).toMatchObject(stored.length === 0 ? {} : expectedEvent(vector));
    expect(shown({ status, headers, body })).toMatchObject(expectedAnswer(vector));
    for (const name of (vector.response?.['noHeaders'] ?? []) as string[]) {
      expect(headers.get(name)).toBeNull();
    }
  });

  it('makes us fetch nothing that its sender’s profile does not name', () => {
    const allowed =
      /^localhost\/(?:keys\.example\/\d+|sns\.us-east-1\.amazonaws\.com\/SimpleNotificationService-\w+\.pem)$/;

    expect(network.server.asked.length).toBeGreaterThan(100);
    expect(network.server.asked.filter((one) => !allowed.test(one))).toEqual([]);
  });
});

function expectedEvent({ event = {} }: Vector): object {
  const { type, id, subject } = event;
  return {
    ...(type === undefined ? {} : { type: shortTypeOf(type as string) ?? type }), // security events go by short names
    ...(id === undefined ? {} : { id }),
    ...(subject === undefined ? {} : { subject: subjectText(subject as string) }),
  };
}

function shown({ status, headers, body }: Heard): object {
  const contentType = headers.get('content-type');
  const json = contentType === 'application/json' ? (JSON.parse(body) as object) : {};
  return {
    status,
    body,
    contentType,
    headers: Object.fromEntries(headers),
    nosniff: headers.get('x-content-type-options') === 'nosniff',
    json,
    jsonKeys: Object.keys(json),
  };
}

/** All that a sender sees of what the vector expects. */
function expectedAnswer({ response = {} }: Vector): object {
  const { events: _, action: __, noHeaders: ___, ...seen } = response;
  return seen;
}
