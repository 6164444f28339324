import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SubjectNotFound, TargetRateLimited, TargetRefused, TargetUnavailable } from '../errors/errors.js';
import type { RetryPolicy } from '../workflow/retry.js';
import { decide, NOT_FOUND_YET_DELAYS_MS } from './retry-policy.js';

const policy: RetryPolicy = {
  type: 'exponential',
  intervalMs: 1000,
  maxIntervalMs: 60_000,
  maxAttempts: 5,
  maxDurationMs: 3_600_000,
};
const first = { attempt: 1, misses: 0, elapsedMs: 0 };
const most = (): number => 0.999_999;
const least = (): number => 0;

describe('retry policy', () => {
  it('doubles the wait with each attempt, within half and whole', () => {
    const error = new TargetUnavailable('down');
    expect(decide(error, first, policy, least)).toMatchObject({ delayMs: 500 });
    expect(decide(error, { ...first, attempt: 3 }, policy, least)).toMatchObject({ delayMs: 2000 });
    expect(decide(error, { ...first, attempt: 3 }, policy, most)).toMatchObject({ delayMs: 4000 });
  });

  it('keeps a constant wait constant', () => {
    const constant: RetryPolicy = { ...policy, type: 'constant' };
    expect(decide(new TargetUnavailable('down'), { ...first, attempt: 4 }, constant, most)).toMatchObject({
      delayMs: 1000,
    });
  });

  it('buries at once what trying again cannot help', () => {
    expect(decide(new TargetRefused('no'), first, policy, least)).toEqual({
      kind: 'bury',
      reason: 'permanent',
    });
  });

  it('buries when attempts or time run out, and says which kind of failure it was', () => {
    const last = { ...first, attempt: 5 };
    expect(decide(new TargetUnavailable('down'), last, policy, least)).toEqual({
      kind: 'bury',
      reason: 'exhausted',
    });
    expect(decide(new TypeError('oops'), last, policy, least)).toEqual({
      kind: 'bury',
      reason: 'unexpected',
    });
    const late = { ...first, elapsedMs: 3_599_900 };
    expect(decide(new TargetUnavailable('down'), late, policy, least)).toEqual({
      kind: 'bury',
      reason: 'exhausted',
    });
  });

  it('retries what it does not know while attempts last', () => {
    expect(decide(new TypeError('oops'), first, policy, least)).toMatchObject({ kind: 'retry' });
  });

  it('waits as long as the target asked for', () => {
    const asked = new TargetRateLimited('slow down', { retryAfterSeconds: 30 });
    expect(decide(asked, first, policy, most)).toMatchObject({ kind: 'retry', delayMs: 30_000 });
    const nonsense = new TargetRateLimited('slow down', { retryAfterSeconds: Number.NaN });
    expect(decide(nonsense, first, policy, least)).toMatchObject({ kind: 'retry', delayMs: 500 });
  });

  it('counts a user that is not there yet apart, and skips in the end instead of burying', () => {
    const missing = new SubjectNotFound('not yet');
    expect(decide(missing, { attempt: 0, misses: 1, elapsedMs: 0 }, policy, least)).toEqual({
      kind: 'retry',
      delayMs: NOT_FOUND_YET_DELAYS_MS[0],
      class: 'not_found_yet',
    });
    const tooOften = { attempt: 0, misses: NOT_FOUND_YET_DELAYS_MS.length + 1, elapsedMs: 0 };
    expect(decide(missing, tooOften, policy, least)).toEqual({ kind: 'skip', reason: 'subject_not_found' });
  });

  it('never waits less than nothing or longer than its ceiling', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('constant', 'exponential', 'random'),
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (type, intervalMs, attempt, dice) => {
          const wide: RetryPolicy = { ...policy, type, intervalMs, maxAttempts: 100 };
          const verdict = decide(new TargetUnavailable('down'), { ...first, attempt }, wide, () => dice);
          expect(verdict.kind).toBe('retry');
          const delayMs = verdict.kind === 'retry' ? verdict.delayMs : -1;
          expect(delayMs).toBeGreaterThanOrEqual(0);
          expect(delayMs).toBeLessThanOrEqual(Math.max(wide.maxIntervalMs, intervalMs));
        },
      ),
    );
  });
});
