const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Waits after the first try, the second, and so on: the schedule of Standard Webhooks, ten tries over three days. */
export const DELAYS_MS = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];
/** The receiver says that it wants no more (Standard Webhooks, "Deliverability"). */
const GONE = 410;
/** What is to be done after a try. Any 2xx is success, a redirect is none. `random` is in [0, 1). */
export function resultOf(tried, attempts, random) {
    const isAnswered = tried.kind === 'answered';
    const last = {
        lastStatus: isAnswered ? tried.status : null,
        lastError: isAnswered ? null : tried.error,
    };
    if (isAnswered && tried.status >= 200 && tried.status < 300) {
        return { ...last, status: 'sent', delayMs: null };
    }
    const delayMs = DELAYS_MS[attempts - 1];
    const isOver = isAnswered ? tried.status === GONE : tried.isFinal;
    if (isOver || delayMs === undefined) {
        return { ...last, status: 'failed', delayMs: null };
    }
    const askedMs = isAnswered ? (tried.retryAfterSeconds ?? 0) * SECOND : 0;
    // Spread, or all that a receiver missed while it was down would come at once.
    return { ...last, status: 'due', delayMs: Math.max(Math.round(delayMs * (1 + random() / 10)), askedMs) };
}
//# sourceMappingURL=callback-schedule.js.map