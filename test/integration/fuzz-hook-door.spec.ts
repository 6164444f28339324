/** Requests of every profile and dialect, broken in every way, against a real door: what it must never do, it does not. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import * as fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { endpointOf } from '../../src/cli/run-vector.js';
import type { Vector } from '../../src/cli/vector.js';
import { loadPresets } from '../../src/intake/verification/presets.js';
import { post } from '../support/a-delivery.js';
import { aSource, manySources } from '../support/a-hook.js';
import type { SourceParts, TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator } from '../support/an-operator.js';
import { fuzzRun } from '../support/fuzz.js';
import { LocalNetwork } from '../support/local-network.js';
import { bodyMutations, mutateBody, mutations, writeRequest } from '../support/mutated-request.js';
import type { Draft, Written } from '../support/mutated-request.js';

const file = new URL('../fixtures/senders/vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
const proven = vectors.filter(({ expect: verdict }) => verdict === 'accept');
const presets = loadPresets();
const LIMIT = 65_536;
/** Nobody's: what proves them is public. The keys of others are exchanged for another. */
const WITHOUT_SECRET = new Set([
  'aws-sns',
  'http-message-signatures',
  'generic-ed25519',
  'standard-webhooks-v1a',
]);
/** Longer than any deadline of the door. */
const SILENCE_MS = 40_000;
const NO_HARM = { body: [], head: [], framing: 'length', wire: [], sent: null } as const;

let now = new Date();
let network: LocalNetwork;
let signet: TestSignet;
/** As their senders know them; of the same senders, with other secrets and no keys. */
let own: TestHook[];
let strangers: TestHook[];
let good: TestHook;
let dialects: Draft[];
const errors: string[] = [];

beforeAll(async () => {
  network = await LocalNetwork.start();
  network.server.answer = (path, response) => {
    const served = servedAt(path);
    return served === undefined ? response.writeHead(404).end() : response.end(served);
  };
  const logger = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
  const env = { ROLE: 'web', HOOK_BODY_LIMIT_BYTES: String(LIMIT) };
  signet = await startTestSignet({ env, outside: { client: network, clock: { now: () => now }, logger } });
  errors.length = 0; // a start that had to ask Postgres twice is no harm
  own = await manySources(signet, proven.map(sourceOf));
  strangers = await manySources(signet, proven.map(strangerOf));
  good = await aSource(signet);
  dialects = await dialectsOf(signet);
});
afterAll(async () => {
  await signet?.stop();
  await network?.server.stop();
});

/** After all of it the door is as it was: nothing failed that nobody foresaw, and a good delivery is taken. */
async function harm(): Promise<unknown[]> {
  now = new Date();
  const { status } = await post(good);
  return [...errors, ...(status === 202 ? [] : [status]), ...('polluted' in {} ? ['polluted'] : [])];
}

function sourceOf(vector: Vector, number: number): SourceParts {
  const { secrets, config } = endpointOf(vector);
  const jwksUri = vector.keys?.jwks === undefined ? {} : { jwksUri: `https://keys.example/${number}` };
  return { verify: { profile: vector.preset, secrets, config: { ...config, ...jwksUri } } };
}

function strangerOf(vector: Vector, number: number): SourceParts {
  const { verify } = sourceOf(vector, number);
  const jwksUri = vector.keys?.jwks === undefined ? {} : { jwksUri: 'https://keys.example/none' };
  const secrets = verify!.secrets!.map(another);
  return { verify: { ...verify!, secrets, config: { ...verify!.config, ...jwksUri } } };
}

/** Secrets of the same form: of each the alphanumeric character in its middle is the next one. */
function another(secrets: string): string {
  return secrets
    .split('|')
    .map((secret) => {
      const places = [...secret.matchAll(/[0-8a-eA-E]/g)].map(({ index }) => index);
      const place = places[Math.floor(places.length / 2)]!;
      const next = String.fromCodePoint(secret.codePointAt(place)! + 1);
      return secret.slice(0, place) + next + secret.slice(place + 1);
    })
    .join('|');
}

function servedAt(path: string): string | undefined {
  const name = /^\/keys\.example\/(\w+)$/.exec(path)?.[1];
  if (name !== undefined) {
    return JSON.stringify(name === 'none' ? { keys: [] } : proven[Number(name)]!.keys!.jwks![0]!.jwks);
  }
  return proven.flatMap(({ keys }) => keys?.certs ?? []).find(({ url }) => url === `https:/${path}`)?.pem;
}

function draftOf(vector: Vector, { url }: TestHook): Draft {
  const names = vector.headers.map(([name]) => name.toLowerCase());
  return {
    method: vector.method,
    target: new URL(url).pathname + new URL(vector.url).search,
    lines: [
      ...(names.includes('host') ? [] : ['host: hooks.example.com']),
      ...vector.headers
        .map(([name, value]) => `${name}: ${value}`)
        .filter((line) => !/^content-length:/i.test(line)),
    ],
    body: Buffer.from(vector.rawBodyBase64, 'base64'),
  };
}

/** Callers of other systems, none with the right key. */
async function dialectsOf(running: TestSignet): Promise<Draft[]> {
  const operator = await anOperator(running);
  await operator.secret('acme', 'KEY', 'the-right-key-of-the-hook');
  await operator.workflow(`id: started
namespace: acme
triggers:
  - { id: keyed, type: webhook, key: "{{ secret('KEY') }}" }
  - id: bearer
    type: webhook
    token: { from: header:authorization, scheme: Bearer, secrets: ["{{ secret('KEY') }}"] }
tasks: [{ id: a, type: log, message: "started" }]`);
  const [row] = await running.rows<{ id: string }>(`select id from workflow where name = 'started'`);
  const { url } = own[proven.findIndex(({ preset }) => preset === 'ssf')]!;
  const streams = new URL(url).pathname.replace('/hooks/', '/ssf/');
  const lines = ['host: x', 'content-type: application/json', 'authorization: Bearer the-wrong-key'];
  const body = Buffer.from('{"userId":"u1","name":"a"}');
  return [
    '/api/v1/executions/webhook/acme/started/the-wrong-key',
    '/api/v1/main/executions/webhook/acme/started/the-wrong-key',
    `/api/v2/webhooks/workflows/${row!.id}/trigger`,
    '/api/v2/webhooks/workflows/acme:started/trigger?environment=production',
    streams,
    '/hooks/nothing',
    new URL(good.url).pathname,
  ].map((target) => ({ method: 'POST', target, lines, body }));
}

/** Status of the first answer; null when the door hung up. Rejects when nothing happens. */
function send({ bytes, isWhole }: Written): Promise<number | null> {
  const { hostname, port } = new URL(signet.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let text = '';
    const settle = (): void => {
      socket.destroy();
      const statuses = [...text.matchAll(/^HTTP\/1\.1 ([2-5]\d\d) /gm)].map(([, status]) => Number(status));
      resolve(statuses[0] ?? null);
    };
    socket
      .setEncoding('latin1')
      .setTimeout(SILENCE_MS, () => socket.destroy(new Error('the door went silent')));
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (/^HTTP\/1\.1 [2-5]\d\d .*\r\n\r\n/ms.test(text)) {
        settle();
      }
    });
    socket.on('error', (error) => (error.message === 'the door went silent' ? reject(error) : settle()));
    socket.on('close', settle);
    socket.write(bytes);
    if (!isWhole) {
      socket.end();
    }
  });
}

const isSound = (status: number | null): boolean => status === null || status < 500 || status === 503;
const isTaken = (status: number | null): boolean => status !== null && status < 300;
const events = (hooks: readonly TestHook[]): Promise<number> =>
  signet.count('event', 'hook_id = any($1)', [hooks.map(({ id }) => id)]);
const numbers = fc.nat(proven.length - 1);

describe('the door, whatever comes', () => {
  it('answers or hangs up, and fails at nothing', async () => {
    const written = fc.tuple(numbers, mutations);
    await fc.assert(
      fc.asyncProperty(written, async ([number, mutation]) => {
        now = new Date(proven[number]!.now * 1000);
        const status = await send(writeRequest(draftOf(proven[number]!, own[number]!), mutation));
        expect(isSound(status)).toBe(true);
      }),
      fuzzRun('hook door, secrets known', 300),
    );
    expect(await harm()).toEqual([]);
  });

  it('takes nothing from who has no secret of the hook', async () => {
    const secret = proven
      .map((_, number) => number)
      .filter((number) => !WITHOUT_SECRET.has(proven[number]!.preset));
    for (const number of secret) {
      now = new Date(proven[number]!.now * 1000);
      const status = await send(writeRequest(draftOf(proven[number]!, strangers[number]!), NO_HARM));
      const taken = isTaken(status) ? await events([strangers[number]!]) : 0;
      expect([proven[number]!.id, isSound(status), taken]).toEqual([proven[number]!.id, true, 0]);
    }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...secret), mutations, async (number, mutation) => {
        now = new Date(proven[number]!.now * 1000);
        const status = await send(writeRequest(draftOf(proven[number]!, strangers[number]!), mutation));
        expect(isSound(status)).toBe(true);
      }),
      fuzzRun('hook door, secrets unknown', 300),
    );
    expect(await events(secret.map((number) => strangers[number]!))).toBe(0);
    expect(await harm()).toEqual([]);
  });

  it('takes no body but the one that was signed', async () => {
    const signed = proven.map((_, number) => number).filter((number) => isOverItsBody(proven[number]!));
    const hooks = await manySources(signet, proven.map(sourceOf));
    expect(signed.length).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...signed), bodyMutations, async (number, mutation) => {
        now = new Date(proven[number]!.now * 1000);
        const draft = draftOf(proven[number]!, hooks[number]!);
        fc.pre(!mutateBody(draft.body, mutation).equals(draft.body));
        const status = await send(writeRequest(draft, { ...NO_HARM, body: mutation }));
        expect([status, isSound(status) && !isTaken(status)]).toEqual([status, true]);
      }),
      fuzzRun('hook door, body changed', 300),
    );
    expect(await events(hooks)).toBe(0);
    expect(await harm()).toEqual([]);
  });
});

describe('the doors of other dialects, whatever comes', () => {
  it('start nothing without the right key', async () => {
    const before = await signet.count('event');
    await fc.assert(
      fc.asyncProperty(fc.nat(dialects.length - 1), mutations, async (number, mutation) => {
        const status = await send(writeRequest(dialects[number]!, mutation));
        expect([status, isSound(status)]).toEqual([status, true]);
      }),
      fuzzRun('dialects', 300),
    );
    expect(await signet.count('event')).toBe(before);
    expect(await harm()).toEqual([]);
  });
});

/** Its one proof is a signature, and that is over the bytes of the body. */
function isOverItsBody({ preset, config, reason }: Vector): boolean {
  const [check, ...more] = presets.get(preset)!.checks;
  const content =
    check !== undefined && 'kind' in check && check.kind === 'signature'
      ? check.content.replace('{config.content}', String(config['content']))
      : '';
  return reason === 'ok' && more.length === 0 && content.includes('{body}');
}
