import { describe, expect, it } from 'vitest';
import { wellKnownUrl } from './well-known.js';

describe('the well-known document of an issuer', () => {
  it.each([
    ['https://tr.example.com', 'https://tr.example.com/.well-known/ssf-configuration'],
    ['https://tr.example.com/', 'https://tr.example.com/.well-known/ssf-configuration'],
    ['https://tr.example.com/issuer1', 'https://tr.example.com/.well-known/ssf-configuration/issuer1'],
    ['https://tr.example.com/a/b/', 'https://tr.example.com/.well-known/ssf-configuration/a/b'],
    ['https://tr.example.com:8443/a?x=1#y', 'https://tr.example.com:8443/.well-known/ssf-configuration/a'],
  ])('of %s is %s', (issuer, url) => expect(wellKnownUrl(issuer, 'ssf-configuration')).toBe(url));

  it('of OpenID Connect stands behind the path', () => {
    expect(wellKnownUrl('https://op.example.com/realms/a', 'openid-configuration')).toBe(
      'https://op.example.com/realms/a/.well-known/openid-configuration',
    );
  });

  it('is not looked for when the issuer is no address', () => {
    expect(() => wellKnownUrl('tr.example.com', 'ssf-configuration')).toThrow(RangeError);
  });
});
