import { describe, expect, it } from 'vitest';
import { DELAYS_MS, resultOf } from './callback-schedule.js';

const never = () => 0;
const answered = (status: number, retryAfterSeconds: number | null = null) =>
  ({ kind: 'answered', status, retryAfterSeconds }) as const;
const unanswered = (isFinal: boolean) =>
  ({ kind: 'unanswered', error: 'target_unavailable', isFinal }) as const;

describe('a callback', () => {
  it.each([200, 201, 204, 299])('is over when answered %d', (status) => {
    expect(resultOf(answered(status), 1, never)).toEqual({
      status: 'sent',
      lastStatus: status,
      lastError: null,
      delayMs: null,
    });
  });

  it.each([301, 302, 400, 401, 404, 429, 500, 503])('is tried again when answered %d', (status) => {
    expect(resultOf(answered(status), 1, never)).toMatchObject({
      status: 'due',
      lastStatus: status,
      delayMs: 5000,
    });
  });

  it('is tried ten times over three days, then given up on', () => {
    const delays = DELAYS_MS.map((_, index) => resultOf(answered(500), index + 1, never).delayMs);
    expect(delays.map((delay) => delay! / 60_000)).toEqual([5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440]);
    expect(resultOf(answered(500), 10, never)).toMatchObject({ status: 'failed', delayMs: null });
    expect(resultOf(unanswered(false), 10, never)).toMatchObject({
      status: 'failed',
      lastError: 'target_unavailable',
    });
  });

  it('is given up on at once when nothing can change it: a receiver that is gone, an address that is refused', () => {
    expect(resultOf(answered(410), 1, never)).toMatchObject({ status: 'failed', lastStatus: 410 });
    expect(resultOf(unanswered(true), 1, never)).toMatchObject({ status: 'failed', lastStatus: null });
    expect(resultOf(unanswered(false), 1, never)).toMatchObject({ status: 'due' });
  });

  it('comes no sooner than it was asked to, and spread', () => {
    expect(resultOf(answered(429, 600), 1, never).delayMs).toBe(600_000);
    expect(resultOf(answered(503, 1), 2, never).delayMs).toBe(300_000);
    expect(resultOf(answered(500), 2, () => 0.5).delayMs).toBe(315_000);
  });
});
