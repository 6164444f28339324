import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { aDelivery, post, send } from '../support/a-delivery.js';
import { requestHead, sendRaw } from '../support/a-delivery-raw.js';
import type { RawAnswer } from '../support/a-delivery-raw.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';

const LIMIT = 65_536;
const JSON_TYPE = { 'content-type': 'application/json' };

let signet: TestSignet;
let hook: TestHook;
let dawdler: Promise<RawAnswer>;

beforeAll(async () => {
  signet = await startTestSignet({ env: { HOOK_BODY_LIMIT_BYTES: String(LIMIT), ROLE: 'web' } });
  const head = requestHead('POST', `${signet.url}/hooks/${'0'.repeat(64)}`, {});
  dawdler = sendRaw(signet.url, [head.slice(0, -4)]); // takes its time while the others run
});
afterAll(() => signet?.stop());
beforeEach(async () => {
  hook = await aSource(signet, { open: true });
});

const recorded = () => signet.count('event', 'hook_id = $1', [hook.id]);

/** Whatever was sent before, the next delivery is taken. */
async function expectAlive(): Promise<void> {
  expect((await post(hook, { headers: JSON_TYPE, body: '{"type":"alive"}' })).status).toBe(202);
}

describe('a body', () => {
  it('of just the limit is taken, of one byte more is answered 413, however it is framed', async () => {
    const body = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - 8) });
    expect((await post(hook, { headers: JSON_TYPE, body: body(LIMIT) })).status).toBe(202);
    expect((await post(hook, { headers: JSON_TYPE, body: body(LIMIT + 1) })).status).toBe(413);

    const chunked = (text: string) => [
      requestHead('POST', hook.url, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }),
      `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`,
    ];
    expect((await sendRaw(hook.url, chunked(body(LIMIT)))).status).toBe(202);
    expect((await sendRaw(hook.url, chunked(body(LIMIT + 1)))).status).toBe(413);
    expect(await recorded()).toBe(2);
  });

  it('comes to the same hook where the request line has the whole address, and to no other door', async () => {
    const { pathname } = new URL(hook.url);
    const asked = async (target: string) => {
      const head = requestHead('POST', hook.url, { ...JSON_TYPE, 'content-length': '2' });
      return (await sendRaw(hook.url, [head.replace(pathname, target), '{}'])).status;
    };
    expect(await asked(hook.url)).toBe(202);
    expect(await asked(`http://elsewhere.example${pathname}?page=1`)).toBe(202);
    expect(await asked(`http://elsewhere.example/x?u=${pathname}`)).toBe(404);
    expect(await asked(`http://elsewhere.example${pathname}/x`)).toBe(404);
    expect(await recorded()).toBe(2);
  });

  it('that would never end is cut at the limit', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const pieces = [
      requestHead('POST', hook.url, { 'transfer-encoding': 'chunked' }),
      ...Array<string>(20).fill(chunk),
    ];
    expect((await sendRaw(hook.url, pieces)).status).toBe(413);
    expect(await recorded()).toBe(0);
    await expectAlive();
  });

  it('announced too large is refused before a byte of it is read', async () => {
    const { status } = await sendRaw(hook.url, [
      requestHead('POST', hook.url, { 'content-length': '99999999999' }),
    ]);
    expect(status).toBe(413);
  });

  it('shorter than announced is recorded by nobody', async () => {
    const { status } = await sendRaw(
      hook.url,
      [requestHead('POST', hook.url, { 'content-length': '100' }), '{"type":"x"}'],
      { end: true },
    );
    expect(status === null || status === 400).toBe(true);
    expect(await recorded()).toBe(0);
    await expectAlive();
  });

  it('longer than announced is read as announced, and the rest is no request', async () => {
    const { text } = await sendRaw(hook.url, [
      requestHead('POST', hook.url, { 'content-length': '2', connection: 'keep-alive' }),
      '{}{"type":"smuggled"}\r\n\r\n',
    ]);
    expect(text.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 400');
    expect(await signet.count('event', 'hook_id = $1 and type is not null', [hook.id])).toBe(0);
  });

  it('framed in two ways at once is refused', async () => {
    const { status } = await sendRaw(hook.url, [
      requestHead('POST', hook.url, { 'content-length': '2', 'transfer-encoding': 'chunked' }),
      '2\r\n{}\r\n0\r\n\r\n',
    ]);
    expect(status).toBe(400);
    expect(await recorded()).toBe(0);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['two documents', '{}{}'],
    ['nested 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['an object nested 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['a zero byte in JSON', '{"type":"a\u0000b"}'],
    ['a zero character in a member', '{"type":"x","name":"a\\u0000b"}'],
    ['a zero character in a name', '{"type":"x","a\\u0000b":1}'],
    ['a zero character in the type', '{"type":"x\\u0000y"}'],
    ['a zero character in the subject', '{"type":"x","userId":"a\\u0000b"}'],
  ])('that is %s is answered 400 and recorded by nobody', async (_, body) => {
    const { status, json } = await send(hook.url, { method: 'POST', headers: JSON_TYPE, body });
    expect(status).toBe(400);
    expect(json.detail).toEqual(expect.any(String));
    expect(await recorded()).toBe(0);
    await expectAlive();
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'type=x&name=a%00b'],
    ['plain text', 'text/plain', 'a\u0000b'],
    ['an image', 'image/png', 'a\u0000b'],
  ])('of %s with a zero character is answered 400 and recorded by nobody', async (_, type, body) => {
    const { status } = await send(hook.url, { method: 'POST', headers: { 'content-type': type }, body });
    expect(status).toBe(400);
    expect(await recorded()).toBe(0);
  });

  it('whose query has a zero character is answered 400 too', async () => {
    expect((await send(`${hook.url}?a=%00`, { method: 'POST', body: '{}' })).status).toBe(400);
    expect(await recorded()).toBe(0);
  });

  it('that begins with a byte order mark is proven with it, and kept without', async () => {
    const signed = await aSource(signet);
    const { status, json } = await post(signed, aDelivery({ body: '\ufeff{"type":"x","at":1.0}' }));
    expect(status).toBe(202);
    const rows = await signet.rows('select type, body::text, bytes from event where id = $1', [json.event]);
    expect(rows).toEqual([{ type: 'x', body: '{"type":"x","at":1.0}', bytes: 21 }]);
  });

  it('with half a surrogate pair is taken: senders cut texts wherever they like', async () => {
    const { status } = await post(hook, { headers: JSON_TYPE, body: '{"type":"x\\ud83d","a":"\\ude00"}' });
    expect(status).toBe(202);
    expect(await signet.rows('select type from event where hook_id = $1', [hook.id])).toEqual([
      { type: 'x\ufffd' },
    ]);
  });

  it('that names a backslash and u0000 means just that, and is taken', async () => {
    const { status, json } = await post(hook, { headers: JSON_TYPE, body: '{"path":"C:\\\\u0000"}' });
    expect(status).toBe(202);
    const [row] = await signet.rows('select body from event where id = $1', [json.event]);
    expect(row).toEqual({ body: { path: 'C:\\u0000' } });
  });

  it('with members that reach for a prototype in other words changes nothing but itself', async () => {
    const body = '{"type":"x","a":{"constructor":{"prototype":{"polluted":1}}}}';
    expect((await post(hook, { headers: JSON_TYPE, body })).status).toBe(202);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(
      (await post(hook, { headers: form, body: 'constructor[prototype]=1&__proto__[polluted]=1' })).status,
    ).toBe(202);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('in gzip is unpacked; a bomb, a torn one and an unknown coding are answered 400', async () => {
    const packed = (bytes: Buffer, coding = 'gzip') =>
      send(hook.url, { method: 'POST', headers: { ...JSON_TYPE, 'content-encoding': coding }, body: bytes });
    const { status, json } = await packed(gzipSync('{"type":"packed"}'));
    expect(status).toBe(202);
    expect(await signet.rows('select type from event where id = $1', [json.event])).toEqual([
      { type: 'packed' },
    ]);

    const bomb = gzipSync(Buffer.alloc(40_000_000));
    expect(bomb.length).toBeLessThan(LIMIT);
    expect((await packed(bomb)).status).toBe(400);
    expect((await packed(gzipSync('{"type":"torn"}').subarray(0, 20))).status).toBe(400);
    expect((await packed(Buffer.from('{}'), 'zstd')).status).toBe(400);
    expect(await recorded()).toBe(1);
  });
});

describe('a request', () => {
  it('for no hook is answered 404, whatever its address looks like, and one for a disabled hook the same', async () => {
    const disabled = await aSource(signet, { open: true, enabled: false });
    const urls = [
      disabled.url,
      `${signet.url}/hooks/${'0'.repeat(64)}`,
      `${signet.url}/hooks/`,
      `${signet.url}/hooks/nonsense`,
      `${hook.url}/`,
      `${hook.url}x`,
      hook.url.toUpperCase().replace('HTTP', 'http').replace('HOOKS', 'hooks'),
      `${signet.url}/hooks/%2e%2e%2f`,
    ];
    const answers = await Promise.all(urls.map((url) => send(url, { method: 'POST', body: '{}' })));
    expect(answers.map(({ status }) => status)).toEqual(urls.map(() => 404));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it.each(['DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND'])(
    'with method %s is answered 405',
    async (method) => {
      expect((await send(hook.url, { method })).status).toBe(405);
      expect(await recorded()).toBe(0);
    },
  );

  it('with 10,000 headers is answered 431', async () => {
    const headers = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, '1']));
    const { status } = await sendRaw(hook.url, [requestHead('POST', hook.url, headers), '']);
    expect(status).toBe(431);
    await expectAlive();
  });

  it('with 1,900 headers keeps them all', async () => {
    const headers = Object.fromEntries(Array.from({ length: 1_900 }, (_, n) => [`x-${n}`, '1']));
    const { status } = await post(hook, { headers: { ...JSON_TYPE, ...headers }, body: '{}' });
    expect(status).toBe(202);
    const [row] = await signet.rows<{ headers: object }>('select headers from event where hook_id = $1', [
      hook.id,
    ]);
    expect(Object.keys(row!.headers)).toEqual(expect.arrayContaining(['x-0', 'x-1899']));
  });

  it('that is no HTTP is answered 400', async () => {
    expect((await sendRaw(hook.url, ['\u0016\u0003\u0001 hello\r\n\r\n'])).status).toBe(400);
    await expectAlive();
  });

  it('that dawdles over its headers is cut', async () => {
    expect([null, 408]).toContain((await dawdler).status);
    await expectAlive();
  });

  it('after another on the same connection is answered in turn', async () => {
    const one = (type: string) =>
      `${requestHead('POST', hook.url, { 'content-length': String(11 + type.length), connection: 'keep-alive' })}{"type":"${type}"}`;
    const last = requestHead('POST', hook.url, { 'content-length': '2' });
    const { text } = await sendRaw(hook.url, [one('first'), one('second'), `${last}{}`]);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(Array(3).fill('HTTP/1.1 202'));
    expect(await signet.rows('select type from event where hook_id = $1 order by id', [hook.id])).toEqual([
      { type: 'first' },
      { type: 'second' },
      { type: null },
    ]);
  });
});
