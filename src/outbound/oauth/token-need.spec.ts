import { describe, expect, it } from 'vitest';

import { InvalidParameters } from '../../errors/errors.js';
import { keyOf, readTokenClient } from './token-need.js';

const given = {
  type: 'oauth2',
  tokenUrl: 'https://id.example/token',
  clientId: 'signet',
  clientSecret: 'kept-secret',
};

describe('a client', () => {
  it('is read with its defaults; what is empty is not given', () => {
    expect(readTokenClient({ ...given, scope: '', audience: null, clientId: 7 })).toEqual({
      tokenUrl: 'https://id.example/token',
      clientId: '7',
      clientSecret: 'kept-secret',
      method: 'client_secret_basic',
      params: {},
    });
    const all = { scope: 'a b', audience: 'api', method: 'client_secret_post', params: { n: 1, x: null } };
    expect(readTokenClient({ ...given, ...all })).toMatchObject({ ...all, params: { n: '1' } });
  });

  it.each([
    ['type', { type: 'basic' }],
    ['tokenUrl', { tokenUrl: 'ftp://id.example' }],
    ['tokenUrl', { tokenUrl: 'https://u:kept-secret@id.example' }],
    ['tokenUrl', { tokenUrl: undefined }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: ['kept-secret'] }],
    ['method', { method: 'private_key_jwt' }],
    ['scope', { scope: ['a'] }],
    ['params', { params: ['a'] }],
    ['params', { params: { grant_type: 'password' } }],
    ['params', { params: { client_secret: 'kept-secret' } }],
    ['params', { params: { a: {} } }],
  ])('is refused for its %s in %j, which is named and not told', (member, wrong) => {
    const read = () => readTokenClient({ ...given, ...wrong });
    expect(read).toThrow(InvalidParameters);
    expect(read).toThrow(new RegExp(`^auth\\.${member}: (?!.*kept-secret)`));
  });
});

describe('the key of a need', () => {
  const need = { ...readTokenClient({ ...given, params: { a: '1', b: '2' } }), tenant: 'main' };

  it('is the same for the same, and tells nothing', () => {
    expect(keyOf({ ...need, params: { b: '2', a: '1' } })).toBe(keyOf(need));
    expect(keyOf(need)).not.toContain('kept');
  });

  it.each([
    { tenant: 'acme' },
    { tokenUrl: 'https://id.example/other' },
    { clientId: 'other' },
    { clientSecret: 'other' },
    { scope: 'a' },
    { audience: 'a' },
    { method: 'client_secret_post' as const },
    { params: { a: '1' } },
  ])('is another for %j', (other) => {
    expect(keyOf({ ...need, ...other })).not.toBe(keyOf(need));
  });
});
