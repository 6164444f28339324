import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Spacing } from './spacing.js';

const EVERY_MS = 10;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aSpacing() {
  const again = vi.fn<() => void>();
  return { again, spacing: new Spacing(EVERY_MS, again) };
}

describe('spacing', () => {
  it('lets whoever comes alone begin at once, each time', () => {
    const { spacing, again } = aSpacing();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(spacing.mayBegin()).toBe(true);
      spacing.begin(1);
    }
    vi.advanceTimersByTime(1_000);
    expect(again).not.toHaveBeenCalled();
  });

  it('keeps turns apart once two have shared one, and calls once for all who asked in between', () => {
    const { spacing, again } = aSpacing();
    spacing.begin(2);
    expect([spacing.mayBegin(), spacing.mayBegin()]).toEqual([false, false]);
    vi.advanceTimersByTime(EVERY_MS - 1);
    expect(again).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(again).toHaveBeenCalledTimes(1);
    expect(spacing.mayBegin()).toBe(true);
  });

  it('keeps them apart for a second after the last one that was shared', () => {
    const { spacing } = aSpacing();
    spacing.begin(2);
    vi.advanceTimersByTime(999);
    spacing.begin(1);
    expect(spacing.mayBegin()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(spacing.mayBegin()).toBe(true);
  });

  it('is skipped by what must not wait, one time', () => {
    const { spacing } = aSpacing();
    spacing.begin(2);
    spacing.skip();
    expect(spacing.mayBegin()).toBe(true);
    spacing.begin(2);
    expect(spacing.mayBegin()).toBe(false);
  });
});
