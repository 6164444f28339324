import { describe, expect, it } from 'vitest';
import { hookPath, namedValues } from './hook-place.js';

describe('the place of a hook', () => {
  it('is that of a trigger, or of a source', () => {
    expect(hookPath('acme.identity/hire/hook')).toBe('/workflows/acme.identity/hire/triggers/hook');
    expect(hookPath('auth-platform')).toBe('/sources/auth-platform');
    expect(hookPath('a?b')).toBe('/sources/a%3Fb');
  });

  it.each(['', 'a/b', 'a/b/c/d', 'a//c', '/a/b'])('is not %j', (text) => {
    expect(() => hookPath(text)).toThrow(/NAMESPACE\/ID\/TRIGGER/);
  });
});

describe('named values', () => {
  it('are by name, several of one a list', () => {
    expect(namedValues(['a=1', 'b=x=y', 'a=2', 'c='])).toEqual({ a: ['1', '2'], b: 'x=y', c: '' });
    expect(namedValues()).toEqual({});
  });

  it.each(['a', '=a', ''])('are not %j', (pair) => {
    expect(() => namedValues([pair])).toThrow(/NAME=VALUE/);
  });
});
