import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ConfigInvalid } from '../errors/errors.js';
import { AddressPolicy } from './address-policy.js';

const strict = new AddressPolicy([]);

describe('the address policy', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '[2001:4860::8888]',
  ])('allows %s', (address) => {
    expect(strict.isAllowed(address)).toBe(true);
  });

  it.each([
    ['this network', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['link-local and metadata', '169.254.169.254'],
    ['shared', '100.64.0.1'],
    ['metadata in shared space', '100.100.100.200'],
    ['metadata of one cloud', '168.63.129.16'],
    ['protocol assignments', '192.0.0.192'],
    ['documentation', '192.0.2.1'],
    ['relay', '192.88.99.1'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['compatible', '::10.0.0.1'],
    ['mapped', '::ffff:127.0.0.1'],
    ['mapped, of a public address', '::ffff:8.8.8.8'],
    ['mapped in hexadecimal', '::ffff:7f00:1'],
    ['translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['unique local', 'fc00::1'],
    ['unique local metadata', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['discard', '100::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['segment routing', '5f00::1'],
    ['not handed out', '4000::1'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('refuses %s: %s', (_, address) => {
    expect(strict.isAllowed(address)).toBe(false);
  });

  it('allows what the operator listed, and no more', () => {
    const policy = new AddressPolicy(['10.1.0.0/16', '127.0.0.1', 'fd00::/8']);
    expect(['10.1.2.3', '127.0.0.1', 'fd12::1', '8.8.8.8'].map((one) => policy.isAllowed(one))).toEqual(
      Array.from({ length: 4 }, () => true),
    );
    const refused = ['10.2.0.1', '127.0.0.2', '::ffff:10.1.2.3', 'fe80::1'];
    expect(refused.map((one) => policy.isAllowed(one))).toEqual([false, false, false, false]);
  });

  it.each(['10.0.0.0/33', 'everything', '', '10.0.0.0/'])('stops the boot over the range %j', (range) => {
    expect(() => new AddressPolicy([range])).toThrow(ConfigInvalid);
  });
});

/** Spellings of one IPv4 address that resolvers or URL parsers of the world take for it. */
function spellings(octets: readonly number[]): string[] {
  const [a, b, c, d] = octets as [number, number, number, number];
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (number: number) => `0x${number.toString(16)}`;
  const octal = (number: number) => `0${number.toString(8)}`;
  return [
    octets.join('.'),
    `${octets.join('.')}.`,
    octets.map(hex).join('.'),
    octets.map(octal).join('.'),
    String(whole),
    hex(whole),
    octal(whole),
    `${a}.${b * 65_536 + c * 256 + d}`,
    `${hex(a)}.${octal(b)}.${c * 256 + d}`,
    octets
      .map((one) => String(one).replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))))
      .join('.'),
    octets.join('\u3002'),
  ];
}

const octet = fc.integer({ min: 0, max: 255 });
const inner = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

describe('any inner address', () => {
  it('is refused however a URL spells it', () => {
    fc.assert(
      fc.property(inner, (octets) => {
        const hosts = spellings(octets).map((spelling) => new URL(`http://${spelling}/`).hostname);
        expect([...new Set(hosts)]).toEqual([octets.join('.')]);
        expect(strict.isAllowed(octets.join('.'))).toBe(false);
      }),
    );
  });

  it('is refused however IPv6 carries it', () => {
    fc.assert(
      fc.property(inner, fc.integer({ min: 0, max: 0xffff }), (octets, rest) => {
        const [high, low] = [octets[0] * 256 + octets[1], octets[2] * 256 + octets[3]].map((one) =>
          one.toString(16),
        );
        const tail = rest.toString(16);
        const carriers = [
          `::ffff:${octets.join('.')}`,
          `::${octets.join('.')}`,
          `::ffff:0:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `64:ff9b:1:${tail}::${high}:${low}`,
          `2002:${high}:${low}::${tail}`,
          `2001:0:${high}:${low}::${tail}`,
        ];
        const hosts = carriers.map((carrier) => new URL(`http://[${carrier}]/`).hostname);
        expect(hosts.filter((host) => strict.isAllowed(host))).toEqual([]);
      }),
    );
  });
});
