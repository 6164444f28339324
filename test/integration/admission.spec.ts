import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Metrics } from '../../src/telemetry/metrics.js';
import { aDelivery, post, send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { aSource, SECRET } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';

const TOKEN = 'a-token-of-some-length';
const OTHER = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
});
afterAll(() => signet?.stop());

type Call = (headers?: Record<string, string>, query?: string) => Promise<number>;

const callOf =
  (hook: TestHook): Call =>
  async (headers = {}, query = '') =>
    (await send(`${hook.url}${query}`, { method: 'POST', headers, body: '{}' })).status;

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
const recorded = (hook: TestHook) => signet.count('event', 'hook_id = $1', [hook.id]);

/** Reasons in the delivery log of a hook, oldest first, once there are as many as asked for. */
function loggedReasons(hook: TestHook, many: number): Promise<string[]> {
  return eventually(async () => {
    const rows = await signet.rows<{ reason: string }>(
      `select reason from delivery_log where hook_id = $1 and outcome = 'refused' order by id`,
      [hook.id],
    );
    expect(rows).toHaveLength(many);
    return rows.map(({ reason }) => reason);
  });
}

async function metricOf(hook: TestHook): Promise<Record<string, number>> {
  const { values } = await signet.part(Metrics).deliveries.get();
  const own = values.filter(({ labels }) => labels.hook === hook.name);
  return Object.fromEntries(
    own.map(({ labels, value }) => [`${labels.outcome} ${labels.reason}`.trim(), value]),
  );
}

describe('a static token', () => {
  it('behind Bearer lets in whoever has it, and nobody else', async () => {
    const call = callOf(
      await aSource(signet, { token: { from: 'header:authorization', scheme: 'Bearer', tokens: [TOKEN] } }),
    );
    expect(await call({ authorization: `Bearer ${TOKEN}` })).toBe(202);
    expect(await call({ authorization: `bearer  ${TOKEN}` })).toBe(202);
    for (const authorization of [
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      TOKEN,
      `Basic ${TOKEN}`,
      'Bearer ',
    ]) {
      expect([authorization, await call({ authorization })]).toEqual([authorization, 401]);
    }
    expect(await call()).toBe(401);
  });

  it('as user and password of Basic', async () => {
    const call = callOf(
      await aSource(signet, {
        token: { from: 'header:authorization', scheme: 'Basic', tokens: ['user:päss:word'] },
      }),
    );
    expect(await call({ authorization: basic('user:päss:word') })).toBe(202);
    for (const pair of ['user:päss', 'user', ':päss:word', 'USER:päss:word']) {
      expect([pair, await call({ authorization: basic(pair) })]).toEqual([pair, 401]);
    }
    expect(await call({ authorization: 'Basic user:päss:word' })).toBe(401);
  });

  it('in any header, or a query parameter, said once', async () => {
    const byHeader = callOf(await aSource(signet, { token: { from: 'header:X-Any-Name', tokens: [TOKEN] } }));
    expect(await byHeader({ 'x-any-name': TOKEN })).toBe(202);
    expect(await byHeader({ 'x-another': TOKEN })).toBe(401);
    const byQuery = callOf(await aSource(signet, { token: { from: 'query:key', tokens: [TOKEN] } }));
    expect(await byQuery({}, `?key=${TOKEN}`)).toBe(202);
    expect(await byQuery({}, `?key=${TOKEN}&key=wrong`)).toBe(401);
    expect(await byQuery({}, `?key=wrong&key=${TOKEN}`)).toBe(401);
  });

  it('may be one of several that are live, until it is taken out', async () => {
    const hook = await aSource(signet, { token: { from: 'header:x-key', tokens: [TOKEN, 'the-new-token'] } });
    const call = callOf(hook);
    expect([await call({ 'x-key': TOKEN }), await call({ 'x-key': 'the-new-token' })]).toEqual([202, 202]);
    await signet.rows(
      `update source set definition = jsonb_set(definition, '{token,digests}', (definition #> '{token,digests}') - 0)
        where name = $1`,
      [hook.name],
    );
    await eventually(async () => expect(await call({ 'x-key': TOKEN })).toBe(401));
    expect(await call({ 'x-key': 'the-new-token' })).toBe(202);
  });
});

describe('a signature', () => {
  it('by any live secret is taken, by any other refused', async () => {
    const hook = await aSource(signet, {
      verify: { profile: 'standard-webhooks', secrets: [OTHER, SECRET] },
    });
    const statuses = await Promise.all(
      [SECRET, OTHER, `whsec_${Buffer.alloc(32, 4).toString('base64')}`].map((secret) =>
        post(hook, aDelivery({ secret })),
      ),
    );
    expect(statuses.map(({ status }) => status)).toEqual([202, 202, 401]);
  });

  it('is refused when it was made too long ago, or in the future', async () => {
    const hook = await aSource(signet);
    const at = async (ageSeconds: number) => (await post(hook, aDelivery({ ageSeconds }))).status;
    expect([await at(0), await at(290), await at(-290)]).toEqual([202, 202, 202]);
    expect([await at(310), await at(-310), await at(86_400)]).toEqual([401, 401, 401]);
    expect(await loggedReasons(hook, 3)).toEqual([
      'timestamp_too_old',
      'timestamp_too_new',
      'timestamp_too_old',
    ]);
  });

  it('does not hold for other bytes, another id or another time', async () => {
    const hook = await aSource(signet);
    const delivery = aDelivery();
    const bent = [
      { ...delivery, body: `${delivery.body} ` },
      { ...delivery, headers: { ...delivery.headers, 'webhook-id': 'msg_other' } },
      {
        ...delivery,
        headers: {
          ...delivery.headers,
          'webhook-timestamp': String(Number(delivery.headers['webhook-timestamp']) - 1),
        },
      },
    ];
    expect((await post(hook, delivery)).status).toBe(202);
    for (const one of bent) {
      expect((await post(hook, one)).status).toBe(401);
    }
    expect(await recorded(hook)).toBe(1);
  });

  it('by a profile with settings of its own', async () => {
    const config = {
      alg: 'hmac-sha256',
      content: '{body}',
      proof: { from: 'header:x-signature', enc: 'hex' },
    };
    const hook = await aSource(signet, {
      verify: { profile: 'generic-hmac', secrets: ['plain secret'], config },
    });
    const sign = (body: string) => createHmac('sha256', 'plain secret').update(body).digest('hex');
    const body = '{"type":"user.created","id":"e1"}';
    expect((await post(hook, { headers: { 'x-signature': sign(body) }, body })).status).toBe(202);
    expect((await post(hook, { headers: { 'x-signature': sign(`${body} `) }, body })).status).toBe(401);
    expect((await post(hook, { headers: {}, body })).status).toBe(401);
  });
});

describe('an address list', () => {
  const from = async (hook: TestHook, forwarded?: string) =>
    callOf(hook)(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded });

  it('lets in who comes from it, and believes X-Forwarded-For of nobody it does not trust', async () => {
    const local = await aSource(signet, { ip: ['10.0.0.0/8', '127.0.0.1'] });
    const mapped = await aSource(signet, { ip: ['::ffff:127.0.0.0/104'] });
    const elsewhere = await aSource(signet, { ip: ['203.0.113.0/24', '2001:db8::/32'] });
    expect([await from(local), await from(mapped), await from(elsewhere)]).toEqual([202, 202, 401]);
    expect(await from(elsewhere, '203.0.113.7')).toBe(401);
    expect(await from(local, '203.0.113.7')).toBe(202);
    expect(await loggedReasons(elsewhere, 2)).toEqual(['ip_not_allowed', 'ip_not_allowed']);
  });

  it('that is empty holds nobody', async () => {
    expect(await from(await aSource(signet, { ip: [] }))).toBe(401);
  });

  it('sees through proxies that are trusted, and through no other', async () => {
    const behind = await startTestSignet({
      env: { ROLE: 'web', TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8', DATABASE_POOL: '3' },
    });
    try {
      const hook = await aSource(behind, { ip: ['203.0.113.0/24', '2001:db8::/32'] });
      const statuses = new Map<string | undefined, number>();
      for (const forwarded of [
        '203.0.113.7',
        '198.51.100.1, 203.0.113.7',
        '203.0.113.7, 10.1.1.1',
        '2001:db8::7',
        '::ffff:203.0.113.7',
        '203.0.113.7, 198.51.100.1',
        '198.51.100.1',
        'unknown',
        '203.0.113.7, unknown',
        undefined,
      ]) {
        statuses.set(forwarded, await from(hook, forwarded));
      }
      expect([...statuses.values()]).toEqual([202, 202, 202, 202, 202, 401, 401, 401, 401, 401]);
      const rows = await behind.rows('select distinct remote_address as a from event order by a');
      expect(rows).toEqual([{ a: '2001:db8::7' }, { a: '203.0.113.7' }]);
    } finally {
      await behind.stop();
    }
  });
});

describe('several proofs', () => {
  it('must all hold', async () => {
    const token = { from: 'header:x-key', tokens: [TOKEN] };
    const verify = { profile: 'standard-webhooks', secrets: [SECRET] };
    const hook = await aSource(signet, { token, verify, ip: ['127.0.0.1'] });
    const key = { 'x-key': TOKEN };
    const status = async (headers: Record<string, string>, secret = SECRET) =>
      (await post(hook, aDelivery({ headers, secret }))).status;
    expect(await status(key)).toBe(202);
    expect(await status({})).toBe(401);
    expect(await status(key, OTHER)).toBe(401);
    expect(await status({ 'x-key': 'wrong' }, OTHER)).toBe(401);
    const elsewhere = await aSource(signet, { token, verify, ip: ['203.0.113.7'] });
    expect((await post(elsewhere, aDelivery({ headers: key }))).status).toBe(401);
  });

  it('of which there are none let in nobody, unless the hook says it is open', async () => {
    const closed = await aSource(signet, { name: 'bare' });
    await signet.rows(`update source set definition = '{}' where name = 'bare'`);
    await eventually(async () => {
      await callOf(closed)();
      expect((await metricOf(closed))['refused no_secret']).toBeGreaterThan(0);
    });
    expect(await callOf(await aSource(signet, { open: true }))()).toBe(202);
  });

  it('that cannot be made (no such profile, a secret that does not open) close the hook for a while: 503', async () => {
    const hook = await aSource(signet, { token: { from: 'header:x', tokens: [TOKEN] }, name: 'broken' });
    const call = callOf(hook);
    expect(await call({ x: TOKEN })).toBe(202);
    for (const verify of [
      { profile: 'no-such-profile', secrets: [] },
      { profile: 'standard-webhooks', secrets: [{ sealed: 'AAAA', addedAt: '' }] },
    ]) {
      await signet.rows(
        `update source set definition = jsonb_build_object('verify', $1::jsonb) where name = 'broken'`,
        [JSON.stringify(verify)],
      );
      await eventually(async () => expect(await call({ x: TOKEN })).toBe(503));
    }
    const before = await recorded(hook);
    expect(await call({ x: TOKEN })).toBe(503);
    expect(await recorded(hook)).toBe(before);
  });
});

describe('a refusal', () => {
  it('looks the same from outside whatever the reason, while the log and the metric know it', async () => {
    const token = { from: 'header:x-key', tokens: [TOKEN] };
    const key = { 'x-key': TOKEN };
    const hook = await aSource(signet, {
      token,
      verify: { profile: 'standard-webhooks', secrets: [SECRET] },
    });
    const signed = aDelivery({ headers: key });
    const without = (...names: string[]) => ({
      ...signed,
      headers: Object.fromEntries(Object.entries(signed.headers).filter(([name]) => !names.includes(name))),
    });
    const deliveries = [
      [aDelivery(), 'missing_token'],
      [aDelivery({ headers: { 'x-key': 'wrong' } }), 'bad_token'],
      [aDelivery({ headers: key, secret: OTHER }), 'bad_signature'],
      [aDelivery({ headers: key, ageSeconds: 1000 }), 'timestamp_too_old'],
      [aDelivery({ headers: key, ageSeconds: -1000 }), 'timestamp_too_new'],
      [without('webhook-signature'), 'missing_signature'],
      [without('webhook-timestamp'), 'missing_timestamp'],
      [without('webhook-id'), 'missing_header'],
    ] as const;
    const answers: Answered[] = [];
    for (const [delivery] of deliveries) {
      answers.push(await post(hook, delivery));
    }
    const elsewhere = await aSource(signet, { ip: ['203.0.113.7'] });
    answers.push(await post(elsewhere, aDelivery()));

    const visible = answers.map(({ status, text, headers }) =>
      JSON.stringify([status, text, [...headers].filter(([name]) => name !== 'date')]),
    );
    expect(new Set(visible).size).toBe(1);
    expect(answers[0]!.status).toBe(401);
    expect(answers[0]!.text).not.toMatch(/token|signature|timestamp|address/);

    const reasons = deliveries.map(([, reason]) => reason);
    expect(await loggedReasons(hook, reasons.length)).toEqual(reasons);
    expect(await metricOf(hook)).toEqual(
      Object.fromEntries(reasons.map((reason) => [`refused ${reason}`, 1])),
    );
    expect(await recorded(hook)).toBe(0);
  });

  it('of a body that is no JSON comes only after the sender is proven', async () => {
    const hook = await aSource(signet);
    const { status } = await post(hook, aDelivery({ body: '{"type":', secret: OTHER }));
    expect(status).toBe(401);
    expect((await post(hook, aDelivery({ body: '{"type":' }))).status).toBe(400);
    expect(await loggedReasons(hook, 2)).toEqual(['bad_signature', 'malformed_body']);
  });

  it('is logged with where it came from and how large it was, never with what it said', async () => {
    const hook = await aSource(signet);
    await post(hook, aDelivery({ body: '{"password":"hunter2-in-body"}', secret: OTHER }));
    await loggedReasons(hook, 1);
    const [row] = await signet.rows<{ all: string }>(
      'select remote_address, bytes, status, method, d::text as all from delivery_log d where hook_id = $1',
      [hook.id],
    );
    expect(row).toMatchObject({ remote_address: '127.0.0.1', bytes: 30, status: 401, method: 'POST' });
    expect(row!.all).not.toContain('hunter2');
  });

  it('of a method is 405 only for who proved itself', async () => {
    const hook = await aSource(signet, { token: { from: 'header:x-key', tokens: [TOKEN] } });
    const wrong = await send(hook.url, { method: 'PATCH', headers: { 'x-key': TOKEN } });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST, GET, PUT']);
    expect((await send(hook.url, { method: 'PATCH', headers: { 'x-key': 'wrong' } })).status).toBe(401);
  });
});

describe('a handshake', () => {
  it('is answered, makes no event, and is in the log', async () => {
    const hook = await aSource(signet, { verify: { profile: 'okta', secrets: [TOKEN] } });
    const challenge = { 'x-okta-verification-challenge': 'say-this' };
    const { status, text } = await send(hook.url, { headers: { ...challenge, authorization: TOKEN } });
    expect([status, JSON.parse(text)]).toEqual([200, { verification: 'say-this' }]);
    expect(await recorded(hook)).toBe(0);
    await eventually(async () =>
      expect(await signet.count('delivery_log', `hook_id = $1 and outcome = 'handshake'`, [hook.id])).toBe(1),
    );
  });
});
