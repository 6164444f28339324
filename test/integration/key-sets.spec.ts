import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { KeySetsService } from '../../src/intake/key-sets.service.js';
import type { KeySets } from '../../src/intake/verification/key-sets.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { jwkOf, OTHER_RSA, RSA } from '../fixtures/senders/jwt-senders.js';
import { json, TlsServer } from '../support/tls-server.js';

const KEYS = [jwkOf(RSA.publicKey, { kid: 'k1' })];
const NEW_KEYS = [jwkOf(OTHER_RSA.publicKey, { kid: 'k2' })];
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const UNAVAILABLE = { code: 'target_unavailable', retryable: true };

let server: TlsServer;
let clients: GuardedClient[] = [];
let now: number;
let resolves: { address: string; family: number }[];
let metrics: Metrics;
let service: KeySetsService;
let keySets: KeySets;

beforeAll(async () => {
  server = await TlsServer.start('*.test.example');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server?.stop();
});
beforeEach(() => {
  now = 1_767_225_600_000;
  server.asked.length = 0;
  server.answer = json({ keys: KEYS });
  resolves = [{ address: '127.0.0.1', family: 4 }];
  metrics = new Metrics();
  service = aService();
  keySets = service.of('main');
});

function aService(allow = ['127.0.0.1/32'], ca: string | undefined = server.ca): KeySetsService {
  const client = new GuardedClient({ allow, resolve: async () => resolves, ...(ca ? { ca } : {}) });
  clients.push(client);
  return new KeySetsService(client, metrics, createLogger('silent', 'web'), { now: () => new Date(now) });
}

const at = (name: string, path = '/jwks'): string => `https://${name}.test.example:${server.port}${path}`;
const ask = (url = at('idp'), refresh = false, from = keySets) => from.jwks({ url }, { refresh });

describe('the published keys of a sender', () => {
  it('are fetched once and used for ten minutes', async () => {
    expect(await ask()).toEqual(KEYS);
    now += 10 * MINUTE - 1;
    await ask();
    expect(server.asked).toEqual(['idp.test.example/jwks']);
    now += 1;
    await ask();
    expect(server.asked).toHaveLength(2);
    expect(await metrics.registry.getSingleMetricAsString('signet_key_fetches_total')).toContain(
      'outcome="fetched"} 2',
    );
  });

  it('are fetched once for a thousand deliveries that name keys we do not know', async () => {
    await ask();
    now += MINUTE;
    const storm = Array.from({ length: 1000 }, () => ask(at('idp'), true));
    expect((await Promise.all(storm)).every((keys) => keys[0]?.kid === 'k1')).toBe(true);
    now += MINUTE - 1;
    await ask(at('idp'), true);
    expect(server.asked).toHaveLength(2);
  });

  it('are fetched once when a thousand deliveries find none in memory', async () => {
    await Promise.all(Array.from({ length: 1000 }, (_, n) => ask(at('idp'), n % 2 === 0)));
    expect(server.asked).toHaveLength(1);
  });

  it('are replaced whole: a new key is found at once, a revoked one is gone', async () => {
    await ask();
    now += MINUTE;
    server.answer = json({ keys: NEW_KEYS });
    const [seeker, bystander] = await Promise.all([ask(at('idp'), true), ask()]);
    expect(seeker).toEqual(NEW_KEYS);
    expect(bystander).toEqual(KEYS); // did not have to wait
    expect(await ask()).toEqual(NEW_KEYS);
  });

  it('are used while they cannot be fetched anew, for a day', async () => {
    await ask();
    server.answer = (_, response) => response.writeHead(500).end();
    now += DAY - 1;
    expect(await ask()).toEqual(KEYS);
    now += 1;
    await expect(ask()).rejects.toMatchObject(UNAVAILABLE);
    server.answer = json({ keys: NEW_KEYS });
    now += 5000;
    expect(await ask()).toEqual(NEW_KEYS);
  });

  it('of one tenant or issuer are none of another', async () => {
    await ask();
    await service.of('other').jwks({ url: at('idp') });
    await keySets.jwks({ url: at('idp'), issuer: 'https://a.example' });
    await keySets.jwks({ url: at('idp'), issuer: 'https://b.example' });
    expect(server.asked).toHaveLength(4);
    await keySets.jwks({ url: at('idp'), issuer: 'https://b.example' });
    expect(server.asked).toHaveLength(4);
  });

  it('that one tenant misses do not cool down for another', async () => {
    const other = service.of('other');
    await ask();
    await ask(at('idp'), false, other);
    now += MINUTE;
    await ask(at('idp'), true);
    server.answer = json({ keys: NEW_KEYS });
    expect(await ask(at('idp'), true)).toEqual(KEYS);
    expect(await ask(at('idp'), true, other)).toEqual(NEW_KEYS);
  });
});

describe('what is no key set', () => {
  const large = `{"keys":[],"x":"${'x'.repeat(512 * 1024)}"}`;

  it.each<[string, TlsServer['answer']]>([
    ['an error', (_, response) => response.writeHead(500).end(JSON.stringify({ keys: KEYS }))],
    ['nothing found', (_, response) => response.writeHead(404).end()],
    ['no content', (_, response) => response.writeHead(204).end()],
    ['a page', (_, response) => response.end('<html></html>')],
    ['half of one', (_, response) => response.end('{"keys":[')],
    ['a list', json(KEYS)],
    ['another document', json({ issuer: 'https://idp.test.example' })],
    ['bytes that are no UTF-8', (_, response) => response.end(Buffer.from([0x7b, 0xff, 0x7d]))],
    ['more than half a megabyte', (_, response) => response.end(large)],
    ['more than it said', (_, response) => response.writeHead(200, { 'content-length': '9999999' }).end()],
    ['a redirect on the same host', (_, response) => response.writeHead(302, { location: '/other' }).end()],
    ['a redirect elsewhere', (_, response) => response.writeHead(307, { location: at('evil') }).end()],
    ['a cut', (_, response) => void response.destroy()],
  ])('is %s: the sender may come again, and the old keys still hold', async (_what, answer) => {
    await ask(at('known'));
    server.answer = answer;
    now += 10 * MINUTE;
    await expect(ask()).rejects.toMatchObject(UNAVAILABLE);
    expect(await ask(at('known'))).toEqual(KEYS);
    expect(server.asked.filter((one) => one.startsWith('evil') || one.endsWith('/other'))).toEqual([]);
  });

  it('is an answer that does not come within five seconds', async () => {
    server.answer = (_, response) => void response.write('{"keys":');
    await expect(ask()).rejects.toMatchObject({ ...UNAVAILABLE, cause: { code: 'task_timeout' } });
  }, 15_000);

  it('is asked for at most every five seconds, whoever wants it', async () => {
    server.answer = (_, response) => response.writeHead(503).end();
    const storm = await Promise.allSettled(Array.from({ length: 100 }, () => ask()));
    expect(storm.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(ask()).rejects.toMatchObject(UNAVAILABLE);
    expect(server.asked).toHaveLength(1);
    now += 5000;
    await expect(ask()).rejects.toMatchObject(UNAVAILABLE);
    expect(server.asked).toHaveLength(2);
  });
});

describe('an address that keys are not fetched from', () => {
  it('is one inside, whatever its name', async () => {
    service = aService([]);
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1']) {
      resolves = [{ address, family: address.includes(':') ? 6 : 4 }];
      const asking = service.of('main').jwks({ url: at(`n${address.length}`) });
      await expect(asking).rejects.toMatchObject({
        ...UNAVAILABLE,
        cause: { code: 'target_address_refused' },
      });
    }
    expect(server.asked).toEqual([]);
  });

  it('is a name that has moved inside since it was last asked', async () => {
    server.answer = (_, response) => response.setHeader('connection', 'close').end('{"keys":[]}');
    await ask();
    resolves = [{ address: '10.0.0.1', family: 4 }];
    now += 10 * MINUTE;
    expect(await ask()).toEqual([]); // what came from outside, for a day
    await expect(ask(at('fresh'))).rejects.toMatchObject({ cause: { code: 'target_address_refused' } });
    expect(server.asked).toHaveLength(1);
  });

  it('is one without TLS, or with a certificate nobody vouches for, or of another name', async () => {
    await expect(ask(`http://idp.test.example:${server.port}/jwks`)).rejects.toMatchObject(UNAVAILABLE);
    await expect(ask(`https://idp.other.example:${server.port}/jwks`)).rejects.toMatchObject(UNAVAILABLE);
    const doubting = aService(['127.0.0.1/32'], '').of('main');
    await expect(ask(at('idp'), false, doubting)).rejects.toMatchObject(UNAVAILABLE);
    expect(server.asked).toEqual([]);
  });
});

describe('the metadata of an issuer', () => {
  const source = (path = '') => ({ issuer: at('idp', path), metadata: 'ssf-configuration' });
  const serve = (document: object): void => {
    server.answer = (path, response, request) =>
      json(path.startsWith('/.well-known/') ? document : { keys: KEYS })(path, response, request);
  };

  it('says where its keys are', async () => {
    serve({ issuer: at('idp', '/tenant'), jwks_uri: at('keys', '/all') });
    expect(await keySets.jwks(source('/tenant'))).toEqual(KEYS);
    await keySets.jwks(source('/tenant'));
    expect(server.asked).toEqual([
      'idp.test.example/.well-known/ssf-configuration/tenant',
      'keys.test.example/all',
    ]);
  });

  it('is asked for keys alone when one is missing', async () => {
    serve({ issuer: at('idp', ''), jwks_uri: at('keys', '/all') });
    await keySets.jwks(source());
    now += MINUTE;
    await keySets.jwks(source(), { refresh: true });
    expect(server.asked.slice(2)).toEqual(['keys.test.example/all']);
  });

  it.each([
    ['of somebody else', { issuer: 'https://evil.example', jwks_uri: 'https://keys.test.example/all' }],
    ['with a slash more', { issuer: 'SELF/', jwks_uri: 'https://keys.test.example/all' }],
    ['without keys', { issuer: 'SELF' }],
    ['with keys that are no address', { issuer: 'SELF', jwks_uri: '/all' }],
    ['with keys without TLS', { issuer: 'SELF', jwks_uri: 'http://keys.test.example/all' }],
    ['that is a list', [1]],
  ])('%s leads nowhere', async (_what, document) => {
    serve(JSON.parse(JSON.stringify(document).replace('SELF', at('idp', ''))) as object);
    await expect(keySets.jwks(source())).rejects.toMatchObject(UNAVAILABLE);
    expect(server.asked).toEqual(['idp.test.example/.well-known/ssf-configuration']);
  });
});

describe('a certificate', () => {
  it('is fetched once, and only when it is one', async () => {
    server.answer = (path, response) => response.end(path === '/good.pem' ? server.ca : 'x');
    expect(await keySets.certificate(at('sns', '/good.pem'))).toBe(server.ca);
    await keySets.certificate(at('sns', '/good.pem'));
    await expect(keySets.certificate(at('sns', '/bad.pem'))).rejects.toMatchObject(UNAVAILABLE);
    expect(server.asked).toHaveLength(2);
  });

  it('is not fetched for whoever makes up names, and what we have goes on working', async () => {
    server.answer = (path, response) =>
      path === '/good.pem' ? response.end(server.ca) : response.writeHead(404).end();
    await keySets.certificate(at('sns', '/good.pem'));
    for (let name = 0; name < 100; name += 1) {
      await expect(keySets.certificate(at('sns', `/${name}.pem`))).rejects.toMatchObject(UNAVAILABLE);
    }
    expect(server.asked).toHaveLength(20);
    expect(await keySets.certificate(at('sns', '/good.pem'))).toBe(server.ca);
    expect(await service.of('other').certificate(at('sns', '/good.pem'))).toBe(server.ca);
    now += HOUR;
    await expect(keySets.certificate(at('sns', '/late.pem'))).rejects.toMatchObject(UNAVAILABLE);
    expect(server.asked).toHaveLength(22);
  });
});
