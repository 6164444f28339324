import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOfType, EVENT_TYPES, shortTypeOf } from './event-types.js';

describe('an event type', () => {
  it.each([
    ['https://schemas.openid.net/secevent/caep/event-type/session-revoked', 'caep.session-revoked'],
    ['https://schemas.openid.net/secevent/risc/event-type/account-disabled', 'risc.account-disabled'],
    ['https://schemas.openid.net/secevent/ssf/event-type/verification', 'ssf.verification'],
    ['https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked', 'oauth.tokens-revoked'],
  ])('%s is %s, and back', (address, type) => {
    expect(shortTypeOf(address)).toBe(type);
    expect(addressOfType(type)).toBe(address);
  });

  it.each([
    'http://schemas.openid.net/secevent/caep/event-type/session-revoked',
    'https://schemas.openid.net.evil.example/secevent/caep/event-type/session-revoked',
    'https://schemas.openid.net/secevent/caep/event-type/',
    'https://schemas.openid.net/secevent/caep/event-type/a/b',
    'https://schemas.openid.net/secevent/caep/event-type/a.b',
    'https://schemas.openid.net/secevent/caep/event-type/session-revoked\n',
    'http://schemas.openid.net/event/backchannel-logout',
    'urn:ietf:params:scim:event:prov:create:full',
    'caep.session-revoked',
  ])('%j has no short name', (address) => expect(shortTypeOf(address)).toBeNull());

  it.each(['urn:ietf:params:scim:event:prov:create:full', 'https://example.com/types/a', 'plain'])(
    'that is no short name, %s, is taken for an address',
    (type) => expect(addressOfType(type)).toBe(type),
  );

  it('that is known is named once, and by its short name', () => {
    expect(new Set(EVENT_TYPES).size).toBe(22);
    expect(EVENT_TYPES.map((type) => shortTypeOf(addressOfType(type)))).toEqual(EVENT_TYPES);
  });

  it('never takes the name of another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (family, name) => {
        const address = `https://schemas.openid.net/secevent/${family}/event-type/${name}`;
        const type = shortTypeOf(address);
        expect(type === null || addressOfType(type) === address).toBe(true);
      }),
    );
  });
});
