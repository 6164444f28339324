import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TargetRateLimited, TargetUnavailable } from '../errors/errors.js';
import { pauseAfter } from './poll-pause.js';

const away = new TargetUnavailable('away');

describe('the pause after a failed poll', () => {
  it.each([
    [1, 500, 1000],
    [2, 1000, 2000],
    [5, 8000, 16_000],
    [20, 150_000, 300_000],
    [2000, 150_000, 300_000],
  ])('number %i is %i to %i milliseconds', (failures, least, most) => {
    expect(pauseAfter(away, failures, () => 0)).toBe(least);
    expect(pauseAfter(away, failures, () => 1)).toBe(most);
  });

  it('is never shorter than the transmitter asks for', () => {
    const limited = new TargetRateLimited('later', { retryAfterSeconds: 90 });
    expect(pauseAfter(limited, 1, () => 0)).toBe(90_000);
    expect(pauseAfter(limited, 20, () => 1)).toBe(300_000);
  });

  it('is a pause, whatever went wrong', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (error, failures, dice) => {
          const pause = pauseAfter(error, failures, () => dice);
          expect(pause).toBeGreaterThanOrEqual(500);
          expect(pause).toBeLessThanOrEqual(300_000);
        },
      ),
    );
  });
});
