import { AppError } from '../errors/app-error.js';
import { SubjectNotFound, TargetHeld } from '../errors/errors.js';
/** Waits between tries for a user that was announced but is not there yet, in milliseconds. */
export const NOT_FOUND_YET_DELAYS_MS = [250, 500, 1000, 2000, 4000, 8000];
/** What to do about a failed try. Pure: randomness comes in as `random`, in [0, 1). */
export function decide(error, tried, policy, random) {
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
function delay(policy, attempt, random) {
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
function retryAfterMs(error) {
    const seconds = error instanceof AppError ? error.details['retryAfterSeconds'] : undefined;
    return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
//# sourceMappingURL=retry-policy.js.map