import { describe, expect, it } from 'vitest';
import { aRequest } from '../../../test/fixtures/senders/request.js';
import { parseLocator, readText, readTexts, readValues } from './locator.js';
import { parsePath, resolvePath } from './pointer.js';
import { RequestView } from './request-view.js';

const read = (root: unknown, path: string): unknown[] => resolvePath(root, parsePath(path));

describe('a pointer', () => {
  it.each<[string, unknown]>([
    ['', { a: 1 }],
    ['/a', 1],
    ['/b', undefined],
    ['/a/b', undefined],
  ])('%j leads to %j', (path, value) => {
    expect(read({ a: 1 }, path)).toEqual([value]);
  });

  it('reads escapes, array items and text that holds JSON', () => {
    expect(read({ 'a/b': { '~': 1 } }, '/a~1b/~0')).toEqual([1]);
    expect(read([[1, 2]], '/0/1')).toEqual([2]);
    expect(read({ m: '{"d":{"e":1}}' }, '/m#/d/e')).toEqual([1]);
    expect(read({ m: 'no json' }, '/m#/d')).toEqual([undefined]);
  });

  it('with a star leads to every item, the missing ones too', () => {
    expect(read({ v: [{ s: 1 }, {}, { s: 3 }] }, '/v/*/s')).toEqual([1, undefined, 3]);
    expect(read({ v: {} }, '/v/*/s')).toEqual([]);
    expect(read({ v: { x: { s: 1 } } }, '/v/*/s')).toEqual([]);
  });

  it.each([
    '/__proto__',
    '/constructor',
    '/toString',
    '/a/__proto__',
    '/list/length',
    '/list/constructor',
    '/list/01',
    '/list/-1',
  ])('%s reaches nothing inherited', (path) => {
    expect(read({ a: {}, list: [1] }, path)).toEqual([undefined]);
  });

  it.each(['a', '/a#b'])('cannot be written %j', (path) => {
    expect(() => parsePath(path)).toThrow(RangeError);
  });
});

describe('a locator', () => {
  const view = new RequestView(
    aRequest({
      url: '/h?q=1&q=2&one=%20x',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
        ['X-List', ' a , b'],
        ['X-Empty', ''],
        ['Cookie', 'k="v"; other=1'],
      ],
      body: '{"t":"x","n":1,"items":[{"s":"a"},{"s":"b"}],"gaps":[{"s":"a"},{}],"odd":[{"s":["a"]}]}',
    }),
  );
  const text = (locator: string): unknown => readText(parseLocator(locator), view);

  it.each<[string, unknown]>([
    ['header:x-list', ' a , b'],
    ['header:X-List#first', 'a'],
    ['header:x-a', { fault: 'duplicate' }],
    ['header:x-empty', null],
    ['header:none', null],
    ['query:one', ' x'],
    ['query:q', { fault: 'duplicate' }],
    ['cookie:k', 'v'],
    ['cookie:K', null],
    ['json:/t', 'x'],
    ['json:/n', { fault: 'malformed' }],
    ['json:/items', { fault: 'malformed' }],
    ['json:/none', null],
  ])('%s gives %j', (locator, value) => {
    expect(text(locator)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['json:/items/*/s', ['a', 'b']],
    ['json:/gaps/*/s', null],
    ['json:/odd/*/s', { fault: 'malformed' }],
    ['json:/none/*/s', null],
    ['header:x-a', { fault: 'duplicate' }],
  ])('%s gives all: %j', (locator, values) => {
    expect(readTexts(parseLocator(locator), view)).toEqual(values);
  });

  it('reads claims once a token is proven, by name or pointer', () => {
    const proven = new RequestView(aRequest({}));
    proven.claims = { 'https://x/y': 1, events: { a: { s: 2 } }, text: '{"b":3}' };
    const values = (locator: string): unknown => readValues(parseLocator(locator), proven);

    expect(values('claim:https://x/y')).toEqual([1]);
    expect(values('claim:/events/*/s')).toEqual([2]);
    expect(values('claim:text#/b')).toEqual([3]);
    expect(values('claim-key:events')).toEqual(['a']);
    expect(readValues(parseLocator('claim:text'), view)).toEqual([undefined]);
  });

  it.each(['', 'header', 'header:', 'headers:x', 'json:a', 'hash:header', 'body:x', 'claim:', 'config:x'])(
    'cannot be written %j',
    (locator) => {
      expect(() => parseLocator(locator)).toThrow(RangeError);
    },
  );
});
