import { describe, expect, it } from 'vitest';

import { InvalidParameters, TargetRefused } from '../errors/errors.js';
import { checkRequest, checkUrl, followingRequest, shown } from './outbound-request.js';
import { readRetryAfter } from './retry-after.js';

describe('checkRequest', () => {
  it('gives the request as it will be sent', () => {
    const checked = checkRequest(
      { method: 'post', url: 'https://a.example/x#part', headers: { 'X-A': '1' }, body: 'ü' },
      'signet/1',
    );
    expect(checked).toEqual({
      method: 'POST',
      url: new URL('https://a.example/x'),
      headers: { 'user-agent': 'signet/1', 'x-a': '1' },
      body: Buffer.from('ü'),
    });
  });

  it.each([
    'ftp://a.example',
    'file:///etc/passwd',
    '//a.example',
    'a.example',
    'http://u:p@a.example',
    'http://u@a',
    '',
  ])('refuses the URL %j', (url) => {
    expect(() => checkUrl(url)).toThrow(InvalidParameters);
  });

  it.each(['CONNECT', 'TRACE', 'GET /', 'GET\r\nX: 1', ''])('refuses the method %j', (method) => {
    expect(() => checkRequest({ method, url: 'http://a.example' }, 's')).toThrow(InvalidParameters);
  });

  it.each([
    ['x-a', 'one\r\nX-Injected: 1'],
    ['x-a', 'one\nX-Injected: 1'],
    ['x-a', 'nul\u0000'],
    ['x-a', 'wide \u2028'],
    ['x-a\r\nx-b', '1'],
    ['x a', '1'],
    ['', '1'],
    ['Host', 'other.example'],
    ['Transfer-Encoding', 'chunked'],
    ['content-length', '0'],
    ['Connection', 'close'],
    ['Proxy-Authorization', 'x'],
  ])('refuses the header %j: %j, and does not repeat its value', (name, value) => {
    const check = () =>
      checkRequest({ method: 'GET', url: 'http://a.example', headers: { [name]: value } }, 's');
    expect(check).toThrow(InvalidParameters);
    expect(check).not.toThrow(value === '' ? 'nothing' : `: ${value}`);
  });

  it('shows origin and path of a URL, not its query', () => {
    expect(shown(new URL('https://a.example:8443/p?token=x'))).toBe('https://a.example:8443/p');
  });
});

describe('followingRequest', () => {
  const post = checkRequest(
    {
      method: 'POST',
      url: 'https://a.example/one',
      headers: {
        authorization: 'Bearer x',
        'x-api-key': 'x',
        accept: 'text/plain',
        'content-type': 'text/plain',
      },
      body: 'hello',
    },
    'signet/1',
  );

  it.each([
    [200, '/two'],
    [304, '/two'],
    [302, undefined],
  ])('is none for %i to %j', (status, location) => {
    expect(followingRequest(post, status, location)).toBeNull();
  });

  it.each([301, 302, 303])('turns a POST into a GET without a body on %i', (status) => {
    const next = followingRequest(post, status, '/two');
    expect(next).toMatchObject({ method: 'GET', body: null, url: new URL('https://a.example/two') });
    expect(next?.headers).not.toHaveProperty('content-type');
    expect(next?.headers).toHaveProperty('authorization');
  });

  it.each([307, 308])('repeats method and body on %i', (status) => {
    expect(followingRequest(post, status, 'two')).toMatchObject({
      method: 'POST',
      body: Buffer.from('hello'),
    });
  });

  it.each(['https://b.example/two', 'http://a.example/two', 'https://a.example:444/', '//b.example/'])(
    'takes no credential along to %s',
    (location) => {
      const headers = followingRequest(post, 307, location)?.headers;
      expect(Object.keys(headers ?? {})).toEqual(['user-agent', 'accept', 'content-type']);
    },
  );

  it.each(['ftp://a.example/', 'https://u:p@a.example/', 'http://', 'javascript:alert(1)'])(
    'refuses %s',
    (location) => {
      expect(() => followingRequest(post, 302, location)).toThrow(TargetRefused);
    },
  );
});

describe('readRetryAfter', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  it.each([
    ['12', 12],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['999999999', 86_400],
    ['soon', null],
    [undefined, null],
  ])('reads %j as %j seconds', (value, seconds) => {
    expect(readRetryAfter(value, now)).toBe(seconds);
  });
});
