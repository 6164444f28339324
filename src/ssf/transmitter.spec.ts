import { describe, expect, it } from 'vitest';
import { InvalidParameters, TargetRefused } from '../errors/errors.js';
import { metadataUrls, readTransmitter } from './transmitter.js';

const AT = 'https://tr.example.com/.well-known/ssf-configuration';
const METADATA = {
  issuer: 'https://tr.example.com',
  jwks_uri: 'https://tr.example.com/jwks.json',
  delivery_methods_supported: ['urn:ietf:rfc:8935', 7],
  configuration_endpoint: 'https://tr.example.com/streams',
};

describe('the metadata of a transmitter', () => {
  it('is looked for where each age of the framework put it', () => {
    expect(metadataUrls('https://tr.example.com/tenant1')).toEqual([
      'https://tr.example.com/.well-known/ssf-configuration/tenant1',
      'https://tr.example.com/.well-known/risc-configuration/tenant1',
      'https://tr.example.com/.well-known/sse-configuration/tenant1',
    ]);
    const whole = 'https://accounts.google.com/.well-known/risc-configuration';
    expect(metadataUrls(whole)).toEqual([whole]);
  });

  it.each(['http://tr.example.com', 'tr.example.com', '', 'ftp://tr.example.com'])(
    'is not looked for at %j',
    (url) => expect(() => metadataUrls(url)).toThrow(InvalidParameters),
  );

  it('says where its keys and endpoints are', () => {
    expect(readTransmitter(METADATA, AT)).toEqual({
      issuer: 'https://tr.example.com',
      jwksUri: 'https://tr.example.com/jwks.json',
      configurationEndpoint: 'https://tr.example.com/streams',
      statusEndpoint: null,
      verificationEndpoint: null,
      deliveryMethods: ['urn:ietf:rfc:8935'],
    });
  });

  it.each([
    ['https://tr.example.com/', AT],
    ['https://accounts.google.com/', 'https://accounts.google.com/.well-known/risc-configuration'],
    ['https://tr.example.com/a/', 'https://tr.example.com/.well-known/ssf-configuration/a'],
  ])('is that of %s as the issuer writes itself, found at %s', (issuer, url) => {
    expect(readTransmitter({ ...METADATA, issuer }, url).issuer).toBe(issuer);
  });

  it.each([
    ['another host', { issuer: 'https://evil.example.com' }],
    ['another path', { issuer: 'https://tr.example.com/tenant2' }],
    ['another port', { issuer: 'https://tr.example.com:444' }],
    ['no issuer', { issuer: undefined }],
    ['an issuer that is no address', { issuer: 'tr.example.com' }],
    ['no keys', { jwks_uri: undefined }],
    ['keys in the open', { jwks_uri: 'http://tr.example.com/jwks.json' }],
    ['an endpoint in the open', { configuration_endpoint: 'http://tr.example.com/streams' }],
    ['an endpoint that is none', { verification_endpoint: 7 }],
  ])('is not used with %s', (_, members) => {
    expect(() => readTransmitter({ ...METADATA, ...members }, AT)).toThrow(TargetRefused);
  });

  it.each([null, 'text', []])('is not %j', (value) => {
    expect(() => readTransmitter(value, AT)).toThrow(TargetRefused);
  });
});
