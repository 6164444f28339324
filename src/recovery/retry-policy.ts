import { AppError } from '../errors/app-error.js';
import { SubjectNotFound, TargetHeld } from '../errors/errors.js';
import type { RetryPolicy } from '../workflow/retry.js';

/** `held`: the target was not even called. */
export type RetryClass = 'failure' | 'not_found_yet' | 'held';

export type Verdict =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly class: RetryClass }
  | { readonly kind: 'bury'; readonly reason: 'permanent' | 'exhausted' | 'unexpected' }
  /** The directory still does not know the user: nothing is left to do, and nobody is at fault. */
  | { readonly kind: 'skip'; readonly reason: 'subject_not_found' };

export interface Tried {
  /** Tries of this task so far, this one included, without the misses and what was held back. */
  readonly attempt: number;
  /** Tries that ended because the directory does not know the user, this one included. */
  readonly misses: number;
  /** Milliseconds since the first try started. */
  readonly elapsedMs: number;
}

/** Waits between tries for a user that was announced but is not there yet, in milliseconds. */
export const NOT_FOUND_YET_DELAYS_MS: readonly number[] = [250, 500, 1000, 2000, 4000, 8000];

/** What to do about a failed try. Pure: randomness comes in as `random`, in [0, 1). */
export function decide(error: unknown, tried: Tried, policy: RetryPolicy, random: () => number): Verdict {
  if (error instanceof SubjectNotFound) {
    const delayMs = NOT_FOUND_YET_DELAYS_MS[tried.misses - 1];
    return delayMs === undefined
      ? { kind: 'skip', reason: 'subject_not_found' }
      : { kind: 'retry', delayMs, class: 'not_found_yet' };
  }
  if (error instanceof TargetHeld) {
    const delayMs = Number(error.details['delayMs']);
    return tried.elapsedMs + delayMs > policy.maxDurationMs
      ? { kind: 'bury', reason: 'exhausted' }
      : { kind: 'retry', delayMs, class: 'held' };
  }
  if (error instanceof AppError && !error.retryable) {
    return { kind: 'bury', reason: 'permanent' };
  }
  const spent = error instanceof AppError ? 'exhausted' : 'unexpected';
  if (tried.attempt >= policy.maxAttempts) {
    return { kind: 'bury', reason: spent };
  }
  const delayMs = Math.max(delay(policy, tried.attempt, random), retryAfterMs(error));
  return tried.elapsedMs + delayMs > policy.maxDurationMs
    ? { kind: 'bury', reason: spent }
    : { kind: 'retry', delayMs, class: 'failure' };
}

function delay(policy: RetryPolicy, attempt: number, random: () => number): number {
  const ceiling = policy.maxIntervalMs;
  switch (policy.type) {
    case 'constant':
      return Math.min(ceiling, policy.intervalMs);
    case 'random':
      return Math.round(policy.intervalMs + random() * Math.max(0, ceiling - policy.intervalMs));
    case 'exponential': {
      const full = Math.min(ceiling, policy.intervalMs * 2 ** (attempt - 1));
      return Math.round(full * (0.5 + random() / 2)); // spread, or everything that failed together returns together
    }
  }
}

function retryAfterMs(error: unknown): number {
  const seconds = error instanceof AppError ? error.details['retryAfterSeconds'] : undefined;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
