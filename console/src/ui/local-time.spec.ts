import { describe, expect, it } from 'vitest';
import { instantOf, localOf } from './local-time';

describe('a local time', () => {
  it('is the same instant there and back', () => {
    for (const local of ['2026-01-31T12:00', '2026-07-01T00:05', '1999-12-31T23:59']) {
      expect(localOf(instantOf(local))).toBe(local);
    }
  });

  it('becomes an instant that the API takes', () => {
    expect(instantOf('2026-01-31T12:00')).toMatch(/^2026-0[12]-\d\dT\d\d:\d\d:00\.000Z$/);
  });

  it('is nothing where nothing is typed, or something else', () => {
    expect(['', 'soon', '0002-01-01T00:00', '275000-01-01T00:00'].map(instantOf)).toEqual(['', '', '', '']);
    expect(['', 'soon'].map(localOf)).toEqual(['', '']);
  });
});
