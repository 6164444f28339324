import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { anOperator, ask, bearer } from '../support/an-operator.js';
import type { Operator, Said } from '../support/an-operator.js';

/** More than one client may present at once. */
const MANY = 320;

let signet: TestSignet;
let admin: Operator;
let now = Date.now();

beforeAll(async () => {
  signet = await startTestSignet({
    env: { ROLE: 'web', TRUSTED_PROXIES: '127.0.0.1/32' },
    outside: { clock: { now: () => new Date(now) } },
  });
  admin = await anOperator(signet);
});
afterAll(() => signet?.stop());

const API = '/api/v1/whoami';
const TOOLJET = '/api/v2/webhooks/workflows/nothing/trigger';

function present(token: string, address: string, path = API): Promise<Said> {
  const method = path === API ? 'GET' : 'POST';
  return ask(signet.url + path, { method, headers: { ...bearer(token), 'x-forwarded-for': address } });
}

async function guess(address: (at: number) => string, path = API): Promise<Said[]> {
  const said: Said[] = [];
  for (let at = 0; at < MANY; at += 1) {
    said.push(await present(`sgn_guess-${at}`, address(at), path));
  }
  return said;
}

const metric = async (outcome: string): Promise<number> => {
  const { text } = await ask(`${signet.url}/metrics`);
  const line = new RegExp(`^signet_token_guesses_total\\{outcome="${outcome}"\\} (\\d+)`, 'm');
  return Number(line.exec(text)?.[1] ?? 0);
};

describe.each([
  ['the management API', API, '198.51.100.1'],
  ["the door of ToolJet's callers", TOOLJET, '198.51.100.2'],
])('guessing tokens at %s', (_, path, address) => {
  it('ends in 429 with a time to come back, for that address alone', async () => {
    const before = { refused: await metric('refused'), limited: await metric('limited') };
    const said = await guess(() => address, path);

    const limited = said.filter(({ status }) => status === 429);
    expect(said[0]!.status).toBe(401);
    expect(limited.length).toBeGreaterThan(0);
    expect(said.slice(-limited.length)).toEqual(limited);
    expect(limited.map(({ headers }) => headers.get('retry-after'))).toEqual(limited.map(() => '1'));
    expect(await metric('limited')).toBe(before.limited + limited.length);
    expect(await metric('refused')).toBe(before.refused + said.length - limited.length);

    expect((await present(admin.token, address)).status).toBe(429); // no oracle for the lucky one
    expect((await present(admin.token, '203.0.113.9')).status).toBe(200);
  });

  it('may go on after that time, and the right token with it', async () => {
    now += 1000;
    expect((await present(admin.token, address)).status).toBe(200);
    expect((await present('sgn_guess', address, path)).status).toBe(401);
    expect((await present('sgn_guess', address, path)).status).toBe(429);
  });
});

describe('who is counted', () => {
  it('is an IPv6 network, whose owner chooses the rest of the address', async () => {
    const said = await guess((at) => `2001:db8:1:2::${at.toString(16)}`);
    expect(said.at(-1)!.status).toBe(429);
    expect((await present('sgn_guess', '2001:db8:1:3::1')).status).toBe(401);
  });

  it('is nobody who has no token, or one that works', async () => {
    const address = '198.51.100.3';
    for (let at = 0; at < MANY; at += 1) {
      expect((await present(admin.token, address)).status).toBe(200);
      const headers = { 'x-forwarded-for': address };
      expect((await ask(signet.url + API, { headers })).status).toBe(401);
    }
    expect((await present('sgn_guess', address)).status).toBe(401);
  });
});
