import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalWindows } from './local-windows.js';
import type { ThrottleRule } from './throttle-rule.js';

const T0 = 1_800_000_000_000;
const rule = (limit: number, windowMs: number, key = 'hook'): ThrottleRule => ({ key, limit, windowMs });

describe('a window of requests', () => {
  it('takes as many as it says, then none until the first have left it', () => {
    const windows = new LocalWindows();
    const take = (ms: number) => windows.take([rule(3, 60_000)], T0 + ms);
    const answers = [0, 100, 200, 300].map(take);
    expect(answers.map(({ allowed, state }) => [allowed, state.used])).toEqual([
      [true, 1],
      [true, 2],
      [true, 3],
      [false, 3],
    ]);
    const { waitMs } = answers[3]!.state;
    expect(take(300 + waitMs - 1).allowed).toBe(false);
    expect(take(300 + waitMs).allowed).toBe(true);
  });

  it('does not count what it refuses: who keeps on asking gets its share all the same', () => {
    const windows = new LocalWindows();
    const taken = Array.from({ length: 3000 }, (_, n) => windows.take([rule(10, 60_000)], T0 + n * 100));
    expect(taken.filter(({ allowed }) => allowed).length).toBeGreaterThanOrEqual(40);
  });

  it('counts under every rule or under none, and tells of the one that refused', () => {
    const windows = new LocalWindows();
    const both = [rule(5, 60_000, 'hook'), rule(2, 60_000, 'tenant')];
    const take = () => windows.take(both, T0);
    expect([take(), take()].map(({ state }) => state.rule.key)).toEqual(['tenant', 'tenant']);
    expect(take()).toMatchObject({ allowed: false, state: { rule: both[1] } });
    expect(windows.take([both[0]!], T0).state.used).toBe(3);
  });

  it('never holds more than its limit, whenever requests come and wherever a window begins', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1000, max: 20_000 }),
        (all, limit, windowMs) => {
          const windows = new LocalWindows();
          let now = T0;
          const taken: number[] = [];
          for (const gap of all) {
            now += gap;
            const { allowed, state } = windows.take([rule(limit, windowMs)], now);
            expect(state.used).toBeLessThanOrEqual(limit);
            expect(state.waitMs).toBeGreaterThan(0);
            if (allowed) {
              taken.push(now);
            }
          }
          for (const start of taken) {
            expect(taken.filter((at) => at >= start && at < start + windowMs).length).toBeLessThanOrEqual(
              limit,
            );
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keeps no count of keys that are not asked for any more', () => {
    const windows = new LocalWindows();
    for (let n = 0; n < 12_000; n += 1) {
      windows.take([rule(1, 1000, `key-${n}`)], T0 + n);
    }
    const { size } = (windows as unknown as { windows: Map<string, unknown> }).windows;
    expect(size).toBeLessThan(10_100);
  });
});
