/** Every way known to us of making Signet call what it must not, against the one client that calls. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GuardedClient } from '../../src/outbound/guarded-client.js';

let server: Server;
let port: number;
let calls: string[];
let location: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(location === '' ? 200 : 302, location === '' ? {} : { location }).end();
  });
  // Every address of this machine, so that whatever reached it by another spelling would be seen.
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  calls = [];
  location = '';
});

async function outcome(
  url: string,
  client = new GuardedClient({ allow: [] }),
  redirects = 0,
): Promise<string> {
  try {
    const { status } = await client.request({ method: 'GET', url, redirects, timeoutMs: 2000 });
    return String(status);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await client.close();
  }
}

const HOSTS: readonly [string, string][] = [
  ['loopback', '127.0.0.1'],
  ['loopback, another', '127.8.8.8'],
  ['loopback, short', '127.1'],
  ['loopback, decimal', '2130706433'],
  ['loopback, hexadecimal', '0x7f000001'],
  ['loopback, octal', '017700000001'],
  ['loopback, mixed', '0x7f.0.0.01'],
  ['loopback, with a trailing dot', '127.0.0.1.'],
  ['loopback, in fullwidth digits', '１２７.０.０.１'],
  ['loopback, with ideographic stops', '127。0。0。1'],
  ['loopback, percent-encoded', '%31%32%37.0.0.1'],
  ['any address', '0.0.0.0'],
  ['any address, short', '0'],
  ['IPv6 loopback', '[::1]'],
  ['IPv6 any', '[::]'],
  ['IPv6 loopback, in full', '[0000:0000:0000:0000:0000:0000:0000:0001]'],
  ['IPv4-mapped', '[::ffff:127.0.0.1]'],
  ['IPv4-mapped, hexadecimal', '[::ffff:7f00:1]'],
  ['IPv4-compatible', '[::127.0.0.1]'],
  ['IPv4-translated', '[::ffff:0:127.0.0.1]'],
  ['6to4', '[2002:7f00:1::]'],
  ['Teredo', '[2001:0:7f00:1::]'],
  ['NAT64', '[64:ff9b::127.0.0.1]'],
  ['local NAT64', '[64:ff9b:1::127.0.0.1]'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '192.168.0.1'],
  ['shared', '100.64.0.1'],
  ['unique local', '[fd00::1]'],
  ['link-local', '[fe80::1]'],
  ['metadata of AWS, GCP, Azure, OpenStack, DigitalOcean', '169.254.169.254'],
  ['metadata, decimal', '2852039166'],
  ['metadata, mapped', '[::ffff:169.254.169.254]'],
  ['metadata, NAT64', '[64:ff9b::a9fe:a9fe]'],
  ['metadata of AWS over IPv6', '[fd00:ec2::254]'],
  ['metadata of ECS tasks', '169.254.170.2'],
  ['metadata of Alibaba', '100.100.100.200'],
  ['metadata of Oracle', '192.0.0.192'],
  ["Azure's platform", '168.63.129.16'],
  ['broadcast', '255.255.255.255'],
  ['multicast', '224.0.0.1'],
];

describe('an inner address', () => {
  it.each(HOSTS)('is not called: %s, %s', async (_, host) => {
    expect(await outcome(`http://${host}:${port}/`)).toBe('target_address_refused');
    expect(await outcome(`https://${host}:${port}/`)).toBe('target_address_refused');
    expect(calls).toEqual([]);
  });

  it.each(HOSTS)('is not called at the end of a redirect: %s, %s', async (_, host) => {
    location = `http://${host.replaceAll(/[^ -~]/g, encodeURIComponent)}:${port}/inner`;
    const client = new GuardedClient({
      allow: ['127.0.0.9/32'],
      resolve: async () => [{ address: '127.0.0.9', family: 4 }],
    });
    expect(await outcome(`http://outer.example:${port}/`, client, 3)).toBe('target_address_refused');
    expect(calls).toEqual(['GET /']);
  });

  it.each([
    ['localhost', '127.0.0.1'],
    ['localhost.', '127.0.0.1'],
    ['LOCALHOST', '::1'],
    ['metadata.google.internal', '169.254.169.254'],
    ['127.0.0.1.nip.io', '127.0.0.1'],
    ['postgres.default.svc.cluster.local', '10.96.0.10'],
    ['mapped.example', '::ffff:127.0.0.1'],
    ['nat64.example', '64:ff9b::7f00:1'],
    ['zoned.example', 'fe80::1%lo'],
  ])('is not called by the name %s, which is %s', async (name, address) => {
    const family = address.includes(':') ? 6 : 4;
    const client = new GuardedClient({ allow: [], resolve: async () => [{ address, family }] });
    expect(await outcome(`http://${name}:${port}/`, client)).toBe('target_address_refused');
    expect(calls).toEqual([]);
  });
});

describe('a name that changes its mind', () => {
  it('is looked up once for each connection, and what was looked up is dialled', async () => {
    const answers = ['127.0.0.9', '127.0.0.1', '169.254.169.254'];
    let asked = 0;
    const resolve = async () => [{ address: answers[asked++] ?? '127.0.0.1', family: 4 }];
    const client = new GuardedClient({ allow: ['127.0.0.9/32'], resolve });
    expect(await outcome(`http://rebinding.example:${port}/`, client)).toBe('200');
    expect(asked).toBe(1);
    expect(calls).toEqual(['GET /']);
  });
});

describe('a URL that is no plain http or https one', () => {
  it.each([
    'file:///etc/passwd',
    'ftp://203.0.113.1/',
    'gopher://203.0.113.1:6379/_FLUSHALL',
    'dict://203.0.113.1:6379/info',
    'data:text/plain,hello',
    'javascript:1',
    'unix:/var/run/docker.sock',
    'http+unix://%2Fvar%2Frun%2Fdocker.sock/containers',
    'ws://203.0.113.1/',
    '//203.0.113.1/',
    '/etc/passwd',
    '',
    'http://',
    'http://[::1',
    'http://a b/',
    'http://user@203.0.113.1/',
    'http://user:password@203.0.113.1/',
    'http://:password@203.0.113.1/',
    'http://203.0.113.1@127.0.0.1/',
    'http://0x7f.0.0.256/',
    'http://4294967296/',
  ])('is not sent: %s', async (url) => {
    expect(await outcome(url)).toBe('invalid_parameters');
    expect(calls).toEqual([]);
  });

  it.each(['file:///etc/passwd', 'unix:/var/run/docker.sock', 'http://user:password@203.0.113.1/'])(
    'is not followed to: %s',
    async (target) => {
      location = target;
      const client = new GuardedClient({ allow: ['127.0.0.1/32'] });
      expect(await outcome(`http://127.0.0.1:${port}/`, client, 3)).toBe('target_refused');
      expect(calls).toEqual(['GET /']);
    },
  );

  it('reaches no socket file, whatever its name looks like', async () => {
    for (const host of ['unix', 'var', 'docker.sock']) {
      const client = new GuardedClient({
        allow: [],
        resolve: async () => [{ address: '/var/run/docker.sock', family: 0 }],
      });
      expect(await outcome(`http://${host}:/var/run/docker.sock`, client)).toBe('target_address_refused');
    }
  });
});
