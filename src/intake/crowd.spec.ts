import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Crowd } from './crowd.js';

const LONGEST_MS = 500;

let crowd: Crowd;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setImmediate'] });
  crowd = new Crowd(LONGEST_MS);
});
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => void vi.advanceTimersByTime(ms);

/** A turn that looks at a delivery each millisecond; how many of them were too much. */
function turn(ms: number): number {
  let tooMuch = 0;
  const clock = vi.spyOn(performance, 'now');
  const began = performance.now();
  for (let at = 0; at <= ms; at++) {
    clock.mockReturnValue(began + at);
    tooMuch += crowd.isTooMuch(0) ? 1 : 0;
  }
  clock.mockRestore();
  const end = vi.spyOn(performance, 'now').mockReturnValue(began + ms);
  vi.runOnlyPendingTimers();
  end.mockRestore();
  pass(ms);
  return tooMuch;
}

describe('a crowd', () => {
  it('is there when the first in line has waited for too long', () => {
    expect(crowd.isTooMuch(LONGEST_MS)).toBe(false);
    expect(crowd.isTooMuch(LONGEST_MS + 1)).toBe(true);
  });

  it('is no burst that passes, however many come at once', () => {
    expect(turn(5_000)).toBe(0);
    pass(LONGEST_MS + 1);
    expect(turn(5_000)).toBe(0);
  });

  it('is there once turns have been long for so long; the first of each turn are taken', () => {
    expect(turn(200)).toBe(0);
    expect(turn(10)).toBe(0);
    expect(turn(200)).toBe(0);
    expect(turn(80)).toBe(0);
    expect(turn(150)).toBe(100); // those after the first 50 ms
    expect(turn(60)).toBe(10);
  });

  it('is gone when no turn was long for so long, and with a pause', () => {
    turn(600);
    expect(turn(150)).toBe(100);
    for (let passed = 0; passed <= LONGEST_MS; passed += 50) {
      expect(turn(50)).toBe(0);
    }
    expect(turn(150)).toBe(0);
    turn(600);
    expect(turn(150)).toBe(100);
    pass(LONGEST_MS + 1);
    expect(turn(150)).toBe(0);
  });
});
