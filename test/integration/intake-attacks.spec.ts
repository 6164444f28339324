/** What somebody does who knows the address of a hook and has seen deliveries go by, but holds no secret. */
import { createHmac, randomUUID } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Forged } from '../fixtures/senders/forge.js';
import { withHeader } from '../fixtures/senders/forge.js';
import { jwkOf, JWT_SENDERS, RSA, tokenOf } from '../fixtures/senders/jwt-senders.js';
import type { SignatureSender } from '../fixtures/senders/signature-senders.js';
import { SIGNATURE_SENDERS, signedBy } from '../fixtures/senders/signature-senders.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { aDelivery, post, send } from '../support/a-delivery.js';
import { requestHead, sendRaw } from '../support/a-delivery-raw.js';
import { aSource, SECRET } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';
import { LocalNetwork } from '../support/local-network.js';
import { json } from '../support/tls-server.js';

const LIMIT = 65_536;
const OTHER = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

let network: LocalNetwork;
let signet: TestSignet;
let second: TestSignet;
const said: string[] = [];

beforeAll(async () => {
  network = await LocalNetwork.start();
  network.server.answer = json({ keys: [jwkOf(RSA.publicKey, { kid: 'k1' })] });
  const logger = pino({ level: 'trace' }, { write: (line: string) => void said.push(line) });
  const env = { ROLE: 'web', HOOK_BODY_LIMIT_BYTES: String(LIMIT), DATABASE_POOL: '4' };
  signet = await startTestSignet({ env, outside: { client: network, logger } });
  second = await startTestSignet({ env, databaseUrl: signet.databaseUrl });
});
afterAll(async () => {
  await second?.stop();
  await signet?.stop();
  await network?.server.stop();
});

const recorded = (hook: TestHook) => signet.count('event', 'hook_id = $1', [hook.id]);
const elsewhere = (hook: TestHook): TestHook => ({ ...hook, url: hook.url.replace(signet.url, second.url) });
const sender = (preset: string): SignatureSender => SIGNATURE_SENDERS.find((each) => each.preset === preset)!;
const sendForged = async (hook: TestHook, { headers, body }: Forged) =>
  (await send(hook.url, { method: 'POST', headers: Object.fromEntries(headers), body: new Uint8Array(body) }))
    .status;

describe('a delivery that is sent again', () => {
  it('at once, many times, to several processes makes exactly one event', async () => {
    const hook = await aSource(signet);
    await eventually(async () =>
      expect((await post(elsewhere(hook), aDelivery({ secret: OTHER }))).status).toBe(401),
    );
    const delivery = aDelivery({ id: 'msg_race' });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => post(n % 2 === 0 ? hook : elsewhere(hook), delivery)),
    );

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(39);
    expect(new Set(answers.map(({ json }) => json.event)).size).toBe(1);
    expect(await recorded(hook)).toBe(1);
  });

  it('in a batch of its own events makes each of them once', async () => {
    const hook = await aSource(signet, { verify: { profile: 'okta', secrets: ['key'] } });
    const body = JSON.stringify({
      data: { events: Array.from({ length: 50 }, (_, n) => ({ uuid: `u${n % 25}`, eventType: 't' })) },
    });
    const deliver = () => send(hook.url, { method: 'POST', headers: { authorization: 'key' }, body });
    const answers = await Promise.all([deliver(), deliver(), deliver()]);

    const ids = answers.map(({ json }) => JSON.stringify(json.events));
    expect(new Set(ids).size).toBe(1);
    expect(new Set(answers.flatMap(({ json }) => json.events ?? [])).size).toBe(25);
    expect(await recorded(hook)).toBe(25);
    expect((await deliver()).status).toBe(200);
  });

  it('is known by its id at this hook alone, whatever secret they share', async () => {
    const [one, other] = [await aSource(signet), await aSource(signet)];
    const delivery = aDelivery({ id: 'msg_shared' });

    expect([(await post(one, delivery)).status, (await post(other, delivery)).status]).toEqual([202, 202]);
    expect((await post(one, delivery)).status).toBe(200);
  });

  it('with another id in a header nobody signed is still the same', async () => {
    const clerk = SIGNATURE_SENDERS.find(({ preset, id }) => preset === 'clerk' && id === 'webhook-id')!;
    const hook = await aSource(signet, { verify: { profile: 'clerk', secrets: [clerk.secret] } });
    const captured = signedBy(clerk, { at: Date.now(), id: 'msg_captured' });

    expect(await sendForged(hook, captured)).toBe(202);
    expect(await sendForged(hook, withHeader(captured, 'svix-id', 'msg_fresh'))).toBe(401);
    expect(await sendForged(hook, withHeader(captured, 'webhook-id', 'msg_fresh'))).toBe(401);
    expect(await recorded(hook)).toBe(1);
  });

  it('with another id beside its token is still the same', async () => {
    const kinde = JWT_SENDERS.find(({ preset }) => preset === 'kinde')!;
    const hook = await aSource(signet, { verify: { profile: 'kinde', config: { jwksUri: kinde.jwksUri! } } });
    const captured = kinde.carry(tokenOf(kinde, { claims: { event_id: 'ev_captured' } }), Buffer.from(''));

    expect(await sendForged(hook, withHeader(captured, 'webhook-id', 'wr_1'))).toBe(202);
    expect(await sendForged(hook, withHeader(captured, 'webhook-id', 'wr_2'))).toBe(200);
    expect(await sendForged(hook, withHeader(captured, 'webhook-id', null))).toBe(200);
    expect(await recorded(hook)).toBe(1);
  });
});

describe('an id', () => {
  it('is not used up by whoever cannot prove itself', async () => {
    const hook = await aSource(signet);
    for (const delivery of [
      aDelivery({ id: 'msg_p', secret: OTHER }),
      aDelivery({ id: 'msg_p', ageSeconds: 999 }),
    ]) {
      expect((await post(hook, delivery)).status).toBe(401);
    }

    expect((await post(hook, aDelivery({ id: 'msg_p' }))).status).toBe(202);
  });

  it('is not used up by a body that cannot be kept', async () => {
    const hook = await aSource(signet);

    expect((await post(hook, aDelivery({ id: 'msg_q', body: '{"type":' }))).status).toBe(400);
    expect((await post(hook, aDelivery({ id: 'msg_q', body: '{"a":"\\u0000"}' }))).status).toBe(400);
    expect((await post(hook, aDelivery({ id: 'msg_q' }))).status).toBe(202);
  });

  it('of a coming event is not used up by an old one that carries it in a header nobody signed', async () => {
    const stripe = sender('stripe');
    const hook = await aSource(signet, { verify: { profile: 'stripe', secrets: [stripe.secret] } });
    const captured = signedBy(stripe, { at: Date.now(), body: '{"type":"ping"}' });

    expect(await sendForged(hook, withHeader(captured, 'webhook-id', 'evt_coming'))).toBe(202);
    expect(
      await sendForged(hook, signedBy(stripe, { at: Date.now(), body: '{"type":"paid","id":"evt_coming"}' })),
    ).toBe(202);
    expect(await recorded(hook)).toBe(2);
  });

  it('that JSON would round is nobody’s: two events that differ in it are two', async () => {
    const hook = await aSource(signet, { verify: { profile: 'casdoor', secrets: ['key'] } });
    const deliver = async (id: string) =>
      (
        await send(hook.url, {
          method: 'POST',
          headers: { authorization: 'key' },
          body: `{"action":"a","id":${id}}`,
        })
      ).status;

    expect([await deliver('12345678901234567890'), await deliver('12345678901234567891')]).toEqual([
      202, 202,
    ]);
    expect([await deliver('9007199254740991'), await deliver('9007199254740991')]).toEqual([202, 200]);
  });

  it('may be as long as a body may be', async () => {
    const hook = await aSource(signet, { verify: { profile: 'stripe', secrets: ['key'] } });
    const stripe = sender('stripe');
    const deliver = (id: string) =>
      sendForged(
        hook,
        signedBy(stripe, { at: Date.now(), keys: ['key'], body: JSON.stringify({ type: 'a.long.id', id }) }),
      );

    expect([
      await deliver('x'.repeat(30_000)),
      await deliver('x'.repeat(30_000)),
      await deliver('x'.repeat(30_001)),
    ]).toEqual([202, 200, 202]);
  });
});

describe('a packed body', () => {
  const pack = async (hook: TestHook, body: Buffer, codings: string | readonly string[]) => {
    const key = Buffer.from(SECRET.replace('whsec_', ''), 'base64');
    const timestamp = String(Math.floor(Date.now() / 1000));
    const id = `msg_${randomUUID()}`;
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    const lines = typeof codings === 'string' ? [codings] : codings;
    const head = requestHead('POST', hook.url, {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    });
    const coded = head.replace(
      '\r\n\r\n',
      lines.map((line) => `\r\ncontent-encoding: ${line}`).join('') + '\r\n\r\n',
    );
    return (await sendRaw(hook.url, [coded, body])).status;
  };
  const plain = Buffer.from('{"type":"packed"}');

  it('may be packed twice, listed in one line or in two, and no further', async () => {
    const hook = await aSource(signet);
    const twice = gzipSync(brotliCompressSync(plain));

    expect(await pack(hook, gzipSync(plain), 'gzip')).toBe(202);
    expect(await pack(hook, twice, 'br, gzip')).toBe(202);
    expect(await pack(hook, twice, ['br', 'gzip'])).toBe(202);
    expect(await pack(hook, plain, 'identity')).toBe(202);
    expect(await signet.rows('select distinct type from event where hook_id = $1', [hook.id])).toEqual([
      { type: 'packed' },
    ]);
    for (const [body, codings] of [
      [twice, 'gzip, br'],
      [gzipSync(twice), 'br, gzip, gzip'],
      [gzipSync(plain), 'GZIP;q=1'],
      [gzipSync(plain), 'compress'],
      [gzipSync(plain), 'zstd'],
      [plain, 'gzip'],
      [gzipSync(plain).subarray(0, 20), 'gzip'],
    ] as const) {
      expect([codings, await pack(hook, body, codings)]).toEqual([codings, 400]);
    }
  });

  it('that would fill the memory is refused, in one layer and in two', async () => {
    const hook = await aSource(signet);
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));

    expect(bomb.length).toBeLessThan(LIMIT);
    expect(await pack(hook, bomb, 'gzip')).toBe(400);
    expect(await pack(hook, gzipSync(bomb), 'gzip, gzip')).toBe(400);
    expect(await recorded(hook)).toBe(0);
  });

  it('is not unpacked for whoever cannot prove itself', async () => {
    const hook = await aSource(signet);
    const { headers } = aDelivery({ secret: OTHER });
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    const answer = await send(hook.url, {
      method: 'POST',
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: bomb,
    });

    expect(answer.status).toBe(401);
  });
});

describe('a body in pieces', () => {
  it('is proven as a whole; what comes behind it proves nothing', async () => {
    const hook = await aSource(signet);
    const { headers, body } = aDelivery();
    const chunks = [body.slice(0, 5), body.slice(5)].map(
      (text) => `${text.length.toString(16)}\r\n${text}\r\n`,
    );
    const head = (given: Record<string, string>) =>
      requestHead('POST', hook.url, { ...given, 'transfer-encoding': 'chunked' });

    expect((await sendRaw(hook.url, [head(headers), ...chunks, '0\r\n\r\n'])).status).toBe(202);
    const { 'webhook-signature': signature, ...unsigned } = aDelivery({ id: 'msg_trailer', body }).headers;
    const trailer = `0\r\nwebhook-signature: ${signature}\r\n\r\n`;
    expect(
      (await sendRaw(hook.url, [head({ ...unsigned, trailer: 'webhook-signature' }), ...chunks, trailer]))
        .status,
    ).toBe(401);
    expect(await recorded(hook)).toBe(1);
  });

  it('that stops before its end is taken by nobody, signed or not', async () => {
    const hook = await aSource(signet);
    const { headers, body } = aDelivery();
    const head = requestHead('POST', hook.url, { ...headers, 'content-length': String(body.length + 1) });
    await sendRaw(hook.url, [head, body], { end: true });

    expect(await recorded(hook)).toBe(0);
  });

  it('over the limit is turned away before anybody looks at its proof', async () => {
    const hook = await aSource(signet);
    const answer = await post(hook, aDelivery({ body: { pad: 'x'.repeat(LIMIT) } }));

    expect(answer.status).toBe(413);
    const { values } = await signet.part(Metrics).deliveries.get();
    expect(values.filter(({ labels }) => labels.hook === hook.name)).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  it('comes after the commit, not before', async () => {
    const hook = await aSource(signet);
    const client = new pg.Client({ connectionString: signet.databaseUrl });
    await client.connect();
    let isAnswered = false;
    try {
      await client.query('begin');
      await client.query('lock table dedupe in access exclusive mode');
      const answer = post(hook).finally(() => (isAnswered = true));
      await eventually(async () => {
        const waiting = `select 1 from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'dedupe' and not granted`;
        expect((await client.query(waiting)).rowCount).toBeGreaterThan(0);
      });
      expect(isAnswered).toBe(false);
      await client.query('rollback');
      expect((await answer).status).toBe(202);
      expect(await recorded(hook)).toBe(1);
    } finally {
      await client.end();
    }
  });
});

describe('a stranger', () => {
  it('learns nothing about addresses that are almost right', async () => {
    const hook = await aSource(signet);
    const address = hook.url.slice(-64);
    const near = [
      `${address.slice(0, -1)}${address.endsWith('0') ? '1' : '0'}`,
      `${address.startsWith('0') ? '1' : '0'}${address.slice(1)}`,
      '0'.repeat(64),
    ];
    const answers = await Promise.all(
      near.map((one) => post({ url: `${signet.url}/hooks/${one}` }, aDelivery())),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('is believed in nothing a proxy would say', async () => {
    const guarded = await aSource(signet, {
      verify: { profile: 'okta', secrets: ['key'] },
      ip: ['203.0.113.0/24'],
    });
    const claims = {
      'x-forwarded-for': '203.0.113.7',
      forwarded: 'for=203.0.113.7',
      'x-real-ip': '203.0.113.7',
      'true-client-ip': '203.0.113.7',
      'x-client-cert': 'CN=okta',
      'x-ssl-client-verify': 'SUCCESS',
      'x-forwarded-client-cert': 'Subject="CN=okta"',
    };
    const answer = await send(guarded.url, {
      method: 'POST',
      headers: { ...claims, authorization: 'key' },
      body: '{"data":{"events":[]}}',
    });

    expect(answer.status).toBe(401);
  });
});

describe('the log and the ledger', () => {
  it('hold no credential of any delivery, taken or refused', async () => {
    const secrets = [
      'tok-in-query-7781',
      'tok-in-header-7781',
      'tok-in-cookie-7781',
      'sig-7781',
      'challenge-7781',
      'body-7781',
      'named-at-will-7781',
    ];
    const [inQuery, inHeader, inCookie, , challenge, inBody, atWill] = secrets as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const config = { origins: ['idp.example'] };
    const cloudevents = await aSource(signet, {
      verify: { profile: 'cloudevents', secrets: [inQuery], config },
    });
    const okta = await aSource(signet, { verify: { profile: 'okta', secrets: [inHeader] } });
    const ory = await aSource(signet, {
      verify: { profile: 'ory-api-key', secrets: [inCookie], config: { from: 'cookie:k' } },
    });
    const hap = await aSource(signet, {
      verify: { profile: 'hap', secrets: ['s'], config: { appKey: 'a' } },
    });
    const door = await aSource(signet, {
      verify: { profile: 'eventbridge-api', secrets: [atWill], config: { from: 'header:x-door' } },
    });
    const who = await aSource(signet, {
      verify: { profile: 'ory-api-key', secrets: [atWill], config: { from: 'query:who' } },
    });
    const plain = await aSource(signet, { token: { from: 'header:x-plain', tokens: [atWill] } });
    const before = said.length;
    const to = (url: string, headers: Record<string, string> = {}, body = '{"type":"x"}') =>
      send(url, { method: 'POST', headers, body });

    const statuses = [
      await to(`${cloudevents.url}?access_token=${inQuery}`),
      await to(`${cloudevents.url}?access_token=${inQuery}x`),
      await to(okta.url, { authorization: inHeader }),
      await to(okta.url, { authorization: `${inHeader}x` }),
      await to(ory.url, { cookie: `k=${inCookie}` }),
      await to(`${hap.url}?appKey=a&timestamp=${Date.now()}&sign=sig-7781`, {}, inBody),
      await send(okta.url, { headers: { 'x-okta-verification-challenge': challenge } }),
      await to(okta.url, { authorization: inHeader }, inBody.repeat(20)),
      await to(door.url, { 'x-door': atWill }),
      await to(`${who.url}?who=${atWill}`),
      await to(plain.url, { 'x-plain': atWill }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([202, 401, 202, 401, 202, 401, 200, 202, 202, 202, 202]);

    const stored = await eventually(async () => {
      const rows = await signet.rows('select d::text as text from delivery_log d where hook_id = any($1)', [
        [cloudevents.id, okta.id, ory.id, hap.id],
      ]);
      expect(rows).toHaveLength(4);
      return [...rows, ...(await signet.rows('select headers::text || parameters::text as text from event'))];
    });
    const everything = JSON.stringify([said.slice(before), stored]);
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  });
});
