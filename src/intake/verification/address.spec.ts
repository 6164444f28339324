import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidRequest } from '../../errors/errors.js';
import { clientAddress, compileAllowList } from './address.js';

describe('an allow list', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['203.0.113.0/24', '::ffff:203.0.113.9', true],
    ['::ffff:203.0.113.0/120', '203.0.113.9', true],
    ['::ffff:203.0.113.0/120', '203.0.114.9', false],
    ['::/0', '203.0.113.9', false],
  ])('of %s, asked for %s, says %s', (cidr, address, allowed) => {
    expect(compileAllowList([cidr])(address)).toBe(allowed);
  });

  it('that is empty holds nobody', () => {
    expect(compileAllowList([])('127.0.0.1')).toBe(false);
  });

  it.each(['', 'unknown', '127.1', '0177.0.0.1', '2130706433', '203.0.113.7:80', 'fe80::1%eth0'])(
    'does not guess what %j means',
    (address) => {
      expect(compileAllowList(['0.0.0.0/0', '::/0'])(address)).toBe(false);
    },
  );

  it.each([
    '203.0.113.0/33',
    '203.0.113.0/-1',
    '203.0.113.0/',
    'host',
    '1.2.3',
    '::/129',
    '1.2.3.4/8/8',
    '10/8',
  ])('refuses the entry %j', (cidr) => {
    expect(() => compileAllowList([cidr])).toThrow(InvalidRequest);
  });

  it('holds exactly the addresses that share the prefix', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        fc.nat(0xffffffff),
        fc.integer({ min: 0, max: 32 }),
        (base, other, bits) => {
          const shares = bits === 0 || base >>> (32 - bits) === other >>> (32 - bits);

          expect(compileAllowList([`${dotted(base)}/${bits}`])(dotted(other))).toBe(shares);
        },
      ),
    );
  });
});

describe('the address of a client', () => {
  const trusted = compileAllowList(['10.0.0.0/8', '2001:db8:1::/48']);

  it('is the socket when that is no trusted proxy, whatever the header says', () => {
    expect(clientAddress('198.51.100.1', ['203.0.113.7'], trusted)).toBe('198.51.100.1');
  });

  it.each([
    [['203.0.113.7'], '203.0.113.7'],
    [['6.6.6.6, 203.0.113.7'], '203.0.113.7'],
    [['6.6.6.6, 203.0.113.7, 10.1.1.1'], '203.0.113.7'],
    [['6.6.6.6', '203.0.113.7 ,2001:db8:1::5'], '203.0.113.7'],
    [['10.2.2.2'], '10.2.2.2'],
    [[], '10.0.0.1'],
  ])('behind a trusted proxy is read from the right: %j', (lines, address) => {
    expect(clientAddress('10.0.0.1', lines, trusted)).toBe(address);
  });

  it('cannot be told when a trusted proxy forwards something that is no address', () => {
    expect(clientAddress('10.0.0.1', ['203.0.113.7, unknown'], trusted)).toBeNull();
  });

  it('knows a trusted proxy that is written as IPv4 in IPv6', () => {
    expect(clientAddress('::ffff:10.0.0.1', ['203.0.113.7'], trusted)).toBe('203.0.113.7');
  });
});

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}
