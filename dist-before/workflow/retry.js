import { parseDuration } from './duration.js';
import { rawText } from './raw.js';
/** What holds for a task that says nothing about retries, and for what its `retry` leaves out. */
export const DEFAULT_RETRY = Object.freeze({
    type: 'exponential',
    intervalMs: 1_000,
    maxIntervalMs: 60_000,
    maxAttempts: 5,
    maxDurationMs: 3_600_000,
});
/** Most attempts a document may ask for. */
export const MAX_ATTEMPTS = 100;
/** The policy a `retry` describes. A ceiling that is left out is never below the interval. */
export function retryPolicy(retry) {
    const intervalMs = lengthOf(retry['interval']) ?? DEFAULT_RETRY.intervalMs;
    const maxAttempts = typeof retry['maxAttempts'] === 'number' ? retry['maxAttempts'] : DEFAULT_RETRY.maxAttempts;
    const maxIntervalMs = lengthOf(retry['maxInterval']) ?? Math.max(intervalMs, DEFAULT_RETRY.maxIntervalMs);
    return {
        type: retry['type'] ?? DEFAULT_RETRY.type,
        intervalMs,
        maxIntervalMs,
        maxAttempts,
        // Never so short that attempts which were asked for could not be made.
        maxDurationMs: lengthOf(retry['maxDuration']) ?? Math.max(DEFAULT_RETRY.maxDurationMs, maxIntervalMs * maxAttempts),
    };
}
function lengthOf(value) {
    return parseDuration(rawText(value) ?? '');
}
//# sourceMappingURL=retry.js.map