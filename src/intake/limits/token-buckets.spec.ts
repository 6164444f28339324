import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.js';

function aBucket(
  burst: number,
  perSecond: number,
): { take: (name?: string) => boolean; wait: (ms: number) => void } {
  let now = 1_767_225_600_000;
  const buckets = new TokenBuckets({ burst, perSecond }, { now: () => new Date(now) });
  return { take: (name = 'a') => buckets.take(name), wait: (ms) => (now += ms) };
}

describe('a bucket of tokens', () => {
  it('gives what is in it, and more as time goes by', () => {
    const { take, wait } = aBucket(2, 1);

    expect([take(), take(), take()]).toEqual([true, true, false]);
    wait(999);
    expect(take()).toBe(false);
    wait(1);
    expect([take(), take()]).toEqual([true, false]);
  });

  it('never holds more than its burst, and loses nothing when the clock goes back', () => {
    const { take, wait } = aBucket(2, 1);
    wait(3_600_000);
    expect([take(), take(), take()]).toEqual([true, true, false]);
    wait(-60_000);
    expect(take()).toBe(false);
    wait(1000);
    expect(take()).toBe(true);
  });

  it('is one for each name', () => {
    const { take } = aBucket(1, 1);

    expect([take('a'), take('b'), take('a'), take('b')]).toEqual([true, true, false, false]);
  });

  it('is forgotten when ten thousand others were asked for since', () => {
    const { take } = aBucket(1, 0.001);
    take('first');
    expect(take('first')).toBe(false);
    for (let other = 0; other < 10_000; other += 1) {
      take(`other ${other}`);
    }
    expect(take('first')).toBe(true);
  });

  it('says whether one is left without taking it', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 0 }, { now: () => new Date(0) });

    expect([buckets.holds('a'), buckets.holds('a'), buckets.take('a')]).toEqual([true, true, true]);
    expect([buckets.holds('a'), buckets.holds('b')]).toEqual([false, true]);
  });
});
