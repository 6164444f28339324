import { describe, expect, it } from 'vitest';

import { suggest } from './suggest.js';

describe('did you mean', () => {
  it.each([
    ['user.updat', 'user.update'],
    ['mesage', 'message'],
    ['Retry', 'retry'],
    ['tiemout', 'timeout'],
    ['id', undefined],
    ['completely-else', undefined],
    ['x'.repeat(100), undefined],
  ])('%s: %s', (word, meant) => {
    expect(suggest(word, ['user.update', 'user.delete', 'message', 'retry', 'timeout'])).toBe(meant);
  });
});
