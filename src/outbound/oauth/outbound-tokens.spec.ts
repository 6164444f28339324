import { beforeEach, describe, expect, it } from 'vitest';

import { TargetUnavailable } from '../../errors/errors.js';
import type { OutboundRequest, OutboundResponse } from '../outbound-request.js';
import { OutboundTokens } from './outbound-tokens.js';
import { readTokenClient } from './token-need.js';
import type { TokenNeed } from './token-need.js';
import { UNWATCHED } from './token-watch.js';
import type { TokenWatch } from './token-watch.js';

const TOKEN_URL = 'https://id.example/token';
const need: TokenNeed = {
  ...readTokenClient({ type: 'oauth2', tokenUrl: TOKEN_URL, clientId: 'c', clientSecret: 'kept-secret' }),
  tenant: 'main',
};

let now: number;
let asked: OutboundRequest[];
let sent: OutboundRequest[];
let expiresIn: number | undefined;
/** What is waited for before a token is given. */
let gate: Promise<void>;
let refuses: (authorization: string) => boolean;
let tokens: OutboundTokens;

beforeEach(() => {
  [now, asked, sent, expiresIn] = [0, [], [], 100];
  gate = Promise.resolve();
  refuses = () => false;
  tokens = new OutboundTokens({ request }, { now: () => new Date(now) });
});

/** The network: tokens are numbered, and the target refuses some. */
async function request(one: OutboundRequest): Promise<OutboundResponse> {
  if (one.url === TOKEN_URL) {
    asked.push(one);
    const body = { access_token: `token-${asked.length}`, token_type: 'Bearer', expires_in: expiresIn };
    await gate;
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) };
  }
  sent.push(one);
  const status = refuses(one.headers!['authorization']!) ? 401 : 200;
  return { status, headers: {}, body: Buffer.alloc(0) };
}

function send(rest: Partial<OutboundRequest> = {}, of = need, watch: TokenWatch = UNWATCHED) {
  const headers = { 'idempotency-key': 'k1' };
  return tokens.send({ method: 'POST', url: 'https://api.example/x', headers, ...rest }, of, watch);
}

const bearers = (): (string | undefined)[] => sent.map(({ headers }) => headers!['authorization']);

describe('a token', () => {
  it('is fetched once and kept until shortly before its end', async () => {
    await send();
    now = 89_999;
    await send();
    expect([asked.length, bearers()]).toEqual([1, ['Bearer token-1', 'Bearer token-1']]);
    now = 90_000;
    await send();
    expect([asked.length, bearers()[2]]).toEqual([2, 'Bearer token-2']);
  });

  it('is kept for a minute when its end is not told, and for no call more when it is near', async () => {
    expiresIn = undefined;
    await send();
    now = 59_999;
    await send();
    expect(asked).toHaveLength(1);
    now = 60_000;
    expiresIn = 10;
    await send();
    await send();
    expect(asked).toHaveLength(3);
  });

  it('is fetched once for all who need it at the same time', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    const sending = [send(), send(), send()];
    await Promise.resolve();
    open();
    await Promise.all(sending);
    expect([asked.length, new Set(bearers())]).toEqual([1, new Set(['Bearer token-1'])]);
  });

  it('is of one tenant and one client alone', async () => {
    await send();
    await send({}, { ...need, tenant: 'acme' });
    await send({}, { ...need, clientSecret: 'another-secret' });
    await send({}, { ...need, scope: 'more' });
    expect(bearers()).toEqual([1, 2, 3, 4].map((n) => `Bearer token-${n}`));
  });

  it('is told to who watches before it is sent, with the secret it was fetched with', async () => {
    const hidden: string[] = [];
    const endpoints: string[] = [];
    const watch: TokenWatch = {
      hide: (text) => void hidden.push(`${text} ${sent.length}`),
      fetching: (endpoint, fetch) => (endpoints.push(endpoint), fetch()),
    };
    await send({}, need, watch);
    await send({}, need, watch);
    expect(hidden).toEqual(['kept-secret 0', 'token-1 0', 'kept-secret 1', 'token-1 1']);
    expect(endpoints).toEqual([TOKEN_URL]);
  });

  it('makes room for others once a thousand are kept', async () => {
    for (let one = 0; one <= 1000; one += 1) {
      await send({}, { ...need, clientId: `c${one}` });
    }
    await send({}, { ...need, clientId: 'c1000' });
    expect(asked).toHaveLength(1001);
    await send({}, { ...need, clientId: 'c0' });
    expect(asked).toHaveLength(1002);
  });
});

describe('a call that is refused', () => {
  it('with a kept token is made once more with a new one, all else the same', async () => {
    await send();
    refuses = (authorization) => authorization === 'Bearer token-1';
    const body = 'the same';
    expect((await send({ body })).status).toBe(200);
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    expect(sent.slice(1).map(({ headers, body: text }) => [headers!['idempotency-key'], text])).toEqual([
      ['k1', body],
      ['k1', body],
    ]);
    await send();
    expect(asked).toHaveLength(2);
  });

  it('again, or with a token fetched for it, stays refused', async () => {
    refuses = () => true;
    expect((await send()).status).toBe(401);
    expect([asked.length, sent.length]).toEqual([1, 1]);
    expect((await send()).status).toBe(401);
    expect([asked.length, sent.length]).toEqual([2, 3]);
  });

  it('does not take away what another has fetched meanwhile', async () => {
    await send();
    refuses = (authorization) => authorization === 'Bearer token-1';
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked).toHaveLength(2);
  });
});

describe('a token that is waited for', () => {
  it('is not waited for by who is called off, and comes to the others', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    const controller = new AbortController();
    const off = send({ signal: controller.signal });
    const other = send();
    controller.abort(new Error('not wanted'));
    await expect(off).rejects.toThrow('not wanted');
    expect(asked[0]!.signal!.aborted).toBe(false);
    open();
    expect((await other).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  it('is given up when nobody waits any more, and asked for anew', async () => {
    gate = new Promise(() => undefined);
    const controller = new AbortController();
    const off = send({ signal: controller.signal });
    controller.abort(new Error('not wanted'));
    await expect(off).rejects.toThrow('not wanted');
    expect(asked[0]!.signal!.aborted).toBe(true);
    gate = Promise.resolve();
    expect((await send()).status).toBe(200);
    expect(bearers()).toEqual(['Bearer token-2']);
  });

  it('and does not come is asked for anew by the next, for a failure is not kept', async () => {
    const broken = new TargetUnavailable('away');
    gate = Promise.reject(broken);
    await expect(Promise.all([send(), send()])).rejects.toBe(broken);
    expect(asked).toHaveLength(1);
    gate = Promise.resolve();
    expect((await send()).status).toBe(200);
  });

  it('is not asked for by who is called off before', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(send({ signal })).rejects.toThrow('too late');
    expect([asked, sent]).toEqual([[], []]);
  });
});
