import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentOf } from './environment-of.js';

describe('the environment a request asks for', () => {
  it.each([
    ['/hooks/a', 'production'],
    ['/hooks/a?', 'production'],
    ['/hooks/a?x=1', 'production'],
    ['/hooks/a?environment=staging', 'staging'],
    ['/hooks/a?x=1&environment=staging&y', 'staging'],
    ['http://host/hooks/a?environment=staging', 'staging'],
    ['/hooks/a?%65nvironment=staging', 'staging'],
    ['/hooks/a?environment=st%61ging#part', 'staging'],
    ['/hooks/a?Environment=staging', 'production'],
    ['/hooks/a?my-environment=staging', 'production'],
    ['/hooks/environment=staging', 'production'],
    ['/hooks/a?environment=../x', '../x'],
    ['/hooks/a?environment=%00', '\u0000'],
  ])('of %s is %j', (url, environment) => {
    expect(environmentOf(url)).toBe(environment);
  });

  it.each([
    '/hooks/a?environment=',
    '/hooks/a?environment',
    '/hooks/a?environment=&environment=',
    '/hooks/a?environment=staging&environment=production',
    '/hooks/a?environment=production&environment=production',
    '/hooks/a?environment=production&%65nvironment=staging',
  ])('of %s is none, not production', (url) => {
    expect(environmentOf(url)).toBe('');
  });

  it('is what was named once, however it is written, whatever stands beside it', () => {
    const other = fc.tuple(fc.constantFrom('a', 'b', 'environments'), fc.string());
    fc.assert(
      fc.property(fc.array(other), fc.array(other), fc.string(), (before, after, name) => {
        const query = new URLSearchParams([...before, ['environment', name], ...after]);
        expect(environmentOf(`/hooks/a?${query.toString()}`)).toBe(name.toWellFormed());
      }),
    );
  });
});
