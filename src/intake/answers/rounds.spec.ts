import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rounds } from './rounds.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('rounds', () => {
  let looks: { at: number; due: readonly string[] }[];
  let began: number;
  let fails: boolean;
  let errors: unknown[];
  let rounds: Rounds<string>;

  beforeEach(() => {
    looks = [];
    errors = [];
    fails = false;
    began = performance.now();
    rounds = new Rounds<string>(
      async (due) => {
        looks.push({ at: performance.now() - began, due });
        if (fails) {
          throw new Error('away');
        }
      },
      (error) => errors.push(error),
    );
  });

  const gapsOf = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

  it('look soon at first, then more and more seldom, at most twice a second', async () => {
    rounds.add('a');
    await vi.advanceTimersByTimeAsync(5000);
    const gaps = gapsOf(looks.map(({ at }) => at));

    expect(looks[0]!.at).toBe(10);
    expect(gaps.slice(0, 3)).toEqual([15, 22, 33]);
    expect(gaps.every((gap, index) => index === 0 || gap >= gaps[index - 1]!)).toBe(true);
    expect(gaps.at(-1)).toBe(500);
  });

  it('look at everything that is due in one go, and no oftener for many than for one', async () => {
    for (let n = 0; n < 1000; n += 1) {
      rounds.add(`${n}`);
    }
    await vi.advanceTimersByTimeAsync(9);
    expect(looks).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(looks.map(({ due }) => due.length)).toEqual([1000]);

    for (let n = 0; n < 100; n += 1) {
      rounds.add(`late ${n}`);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(Math.min(...gapsOf(looks.map(({ at }) => at)))).toBeGreaterThanOrEqual(10);
  });

  it('look again soon at what is added again, and never at what was removed', async () => {
    rounds.add('a');
    rounds.add('b');
    await vi.advanceTimersByTimeAsync(2000);
    rounds.remove('b');
    rounds.add('a');
    looks = [];
    await vi.advanceTimersByTimeAsync(10);
    expect(looks.map(({ due }) => due)).toEqual([['a']]);
    rounds.remove('a');
    await vi.advanceTimersByTimeAsync(2000);
    expect(looks).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('go on when the clock of the machine is set back', async () => {
    rounds.add('a');
    await vi.advanceTimersByTimeAsync(10);
    vi.setSystemTime(Date.now() - 3_600_000);
    looks = [];
    await vi.advanceTimersByTimeAsync(100);
    expect(looks.length).toBeGreaterThan(1);
  });

  it('go on after one that failed', async () => {
    fails = true;
    rounds.add('a');
    await vi.advanceTimersByTimeAsync(10);
    expect(errors).toEqual([new Error('away')]);
    fails = false;
    await vi.advanceTimersByTimeAsync(100);
    expect(looks.length).toBeGreaterThan(1);
  });

  it('are one at a time', async () => {
    let underWay = 0;
    let most = 0;
    const slow = new Rounds<number>(
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 300));
        underWay -= 1;
      },
      () => undefined,
    );
    for (let n = 0; n < 100; n += 1) {
      slow.add(n);
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(most).toBe(1);
  });
});
