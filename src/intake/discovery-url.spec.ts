import { describe, expect, it } from 'vitest';
import { discoveryUrl } from './discovery-url.js';

describe('the metadata of an issuer', () => {
  it.each([
    ['https://idp.example', 'openid-configuration', 'https://idp.example/.well-known/openid-configuration'],
    ['https://idp.example/', 'openid-configuration', 'https://idp.example/.well-known/openid-configuration'],
    [
      'https://idp.example/r/a',
      'openid-configuration',
      'https://idp.example/r/a/.well-known/openid-configuration',
    ],
    ['https://idp.example', 'ssf-configuration', 'https://idp.example/.well-known/ssf-configuration'],
    ['https://idp.example/', 'ssf-configuration', 'https://idp.example/.well-known/ssf-configuration'],
    [
      'https://idp.example:8443/r/a/',
      'ssf-configuration',
      'https://idp.example:8443/.well-known/ssf-configuration/r/a',
    ],
  ] as const)('of %s as %s stands at %s', (issuer, metadata, url) => {
    expect(discoveryUrl({ issuer, metadata })).toBe(url);
  });
});
