import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectTextOf } from './subject-text.js';

const user = { format: 'iss_sub', iss: 'https://idp.example.com/', sub: 'usr_1' };
const device = { format: 'opaque', id: 'dev_1' };

describe('a subject identifier', () => {
  it.each([
    ['account', { uri: 'acct:ada@example.com' }, 'acct:ada@example.com'],
    ['aliases', { identifiers: [{ format: 'email', email: 'a@b.c' }, user] }, 'a@b.c'],
    ['did', { url: 'did:example:123#key' }, 'did:example:123#key'],
    ['email', { email: 'Ada@Example.com' }, 'Ada@Example.com'],
    ['iss_sub', { iss: 'https://idp.example.com/', sub: '99' }, '99'],
    ['opaque', { id: '11112222333344445555' }, '11112222333344445555'],
    ['phone_number', { phone_number: '+12065550100' }, '+12065550100'],
    ['uri', { uri: 'urn:uuid:4e851e98' }, 'urn:uuid:4e851e98'],
    ['jwt_id', { iss: 'https://idp.example.com/', jti: 'B70B' }, 'B70B'],
    ['saml_assertion_id', { issuer: 'https://idp.example.com/', assertion_id: '_8e8d' }, '_8e8d'],
    ['ip-addresses', { 'ip-addresses': ['10.29.37.75', '::1'] }, '10.29.37.75'],
  ])('of the format %s is named by its own member', (format, members, text) => {
    expect(subjectTextOf({ ...members, format })).toBe(text);
  });

  it('is read by its format, whatever else it brings along', () => {
    expect(subjectTextOf({ format: 'iss_sub', id: 'no', email: 'no', sub: 'yes' })).toBe('yes');
    expect(subjectTextOf({ format: 'email', sub: 'no', email: 'yes' })).toBe('yes');
  });

  it.each([
    [{ subject_type: 'iss-sub', iss: 'https://accounts.google.com/', sub: '7375' }, '7375'],
    [{ subject_type: 'id_token_claims', iss: 'https://accounts.google.com/', email: 'a@b.c' }, 'a@b.c'],
    [{ subject_type: 'phone', phone: '+1 206 555 0123' }, '+1 206 555 0123'],
  ])('in the words of older drafts, %j, is named too', (subject, text) => {
    expect(subjectTextOf(subject)).toBe(text);
  });

  it('that is empty where it should name somebody is its own text', () => {
    expect(subjectTextOf({ format: 'opaque', id: '' })).toBe('{"format":"opaque","id":""}');
    expect(subjectTextOf({ format: 'aliases', identifiers: [] })).toBe(
      '{"format":"aliases","identifiers":[]}',
    );
  });

  it('of an unknown format is kept, by what it tells or whole', () => {
    expect(subjectTextOf({ format: 'catalog_item', catalog_id: 'c1' })).toBe(
      '{"catalog_id":"c1","format":"catalog_item"}',
    );
    expect(subjectTextOf({ format: 'employee', id: 'e1' })).toBe('e1');
    expect(subjectTextOf({ format: 'constructor', id: 'e1' })).toBe('e1');
    expect(subjectTextOf({ format: 7, id: 12 })).toBe('12');
  });
});

describe('a complex subject', () => {
  it('is named by its user', () => {
    const tenant = { format: 'opaque', id: 'ten_1' };
    expect(subjectTextOf({ format: 'complex', tenant, device, user })).toBe('usr_1');
  });

  it.each([
    ['session', 'device'],
    ['device', 'application'],
    ['application', 'group'],
    ['group', 'org_unit'],
    ['org_unit', 'tenant'],
  ])('without a user is named by its %s before its %s', (first, second) => {
    const members = { [second]: { format: 'opaque', id: second }, [first]: { format: 'opaque', id: first } };
    expect(subjectTextOf({ format: 'complex', ...members })).toBe(first);
  });

  it('of older drafts does not say that it is one', () => {
    expect(subjectTextOf({ device, user })).toBe('usr_1');
  });
});

describe('any subject', () => {
  const json = fc.dictionary(fc.string(), fc.jsonValue());

  it('has a text of bounded length, the same in whatever order its members came', () => {
    fc.assert(
      fc.property(json, (subject) => {
        const turned = Object.fromEntries(Object.entries(subject).reverse());
        const text = subjectTextOf(subject);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(500);
        expect(subjectTextOf(turned)).toBe(text);
      }),
    );
  });

  it('too long for an index is known by its digest', () => {
    const text = subjectTextOf({ format: 'opaque', id: 'x'.repeat(501) });
    expect(text).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(subjectTextOf({ format: 'opaque', id: `${'x'.repeat(500)}y` })).not.toBe(text);
  });
});
