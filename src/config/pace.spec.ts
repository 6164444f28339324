import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './pace.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const takes = (ms: number) => () => {
  vi.advanceTimersByTime(ms);
  return Promise.resolve('done');
};

describe('a pace', () => {
  it('begins at once, and then comes every so often', async () => {
    const pace = new Pace(1_000);
    expect(pace.isTime()).toBe(true);
    expect(await pace.keep(takes(10))).toBe('done');
    vi.advanceTimersByTime(989);
    expect(pace.isTime()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(pace.isTime()).toBe(true);
  });

  it('lets what takes long take a twentieth of the time', async () => {
    const pace = new Pace(1_000);
    await pace.keep(takes(200));
    vi.advanceTimersByTime(3_999);
    expect(pace.isTime()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(pace.isTime()).toBe(true);
  });

  it('is kept by what fails', async () => {
    const pace = new Pace(1_000);
    await expect(pace.keep(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(pace.isTime()).toBe(false);
  });
});
