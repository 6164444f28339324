import { describe, expect, it } from 'vitest';
import { childOf } from './family';

describe('the execution a task started', () => {
  it('is in the output of a subflow', () => {
    expect(childOf({ action: 'subflow', output: { execution: 'an-id', output: 1 } })).toBe('an-id');
  });

  it('is not there before the subflow has begun', () => {
    expect(childOf({ action: 'subflow', output: null })).toBeNull();
  });

  it('is not believed of other tasks, whose output is what a target said', () => {
    expect(childOf({ action: 'http.request', output: { execution: 'an-id' } })).toBeNull();
    expect(childOf({ action: 'subflow', output: { execution: { id: 1 } } })).toBeNull();
  });
});
