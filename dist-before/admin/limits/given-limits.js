import { MAX_WINDOW_MS, MIN_WINDOW_MS } from '../../workflow/check-rules.js';
import { formatDuration, parseDuration } from '../../workflow/duration.js';
import { MAX_REQUESTS } from '../../workflow/limits-schema.js';
export function isLength(value, leastMs, mostMs) {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    return ms !== undefined && ms >= leastMs && ms <= mostMs;
}
export function isRequestLimit(value) {
    const { limit, per, ...rest } = (typeof value === 'object' ? (value ?? {}) : {});
    const isCount = Number.isInteger(limit) && limit >= 1 && limit <= MAX_REQUESTS;
    return isCount && isLength(per, MIN_WINDOW_MS, MAX_WINDOW_MS) && Object.keys(rest).length === 0;
}
export function toLimits({ concurrency, timeout, requests, ...quotas }) {
    return {
        ...quotas,
        ...(concurrency && {
            concurrency: { limit: concurrency.limit, overflow: concurrency.overflow ?? 'queue' },
        }),
        ...(timeout !== undefined && { timeoutMs: parseDuration(timeout) }),
        ...(requests && { requests: toRequestLimit(requests) }),
    };
}
export function toHookLimits({ requests }) {
    return requests === undefined
        ? {}
        : { requests: typeof requests === 'string' ? requests : toRequestLimit(requests) };
}
/** The way back: what `toLimits` understands. */
export function shownLimits({ timeoutMs, requests, ...rest }) {
    return {
        ...rest,
        ...(timeoutMs !== undefined && { timeout: formatDuration(timeoutMs) }),
        ...(requests && { requests: shownRequests(requests) }),
    };
}
export function shownHookLimits({ requests }) {
    return typeof requests === 'object'
        ? { requests: shownRequests(requests) }
        : { ...(requests && { requests }) };
}
export function shownRequests({ limit, windowMs }) {
    return { limit, per: formatDuration(windowMs) };
}
function toRequestLimit({ limit, per }) {
    return { limit, windowMs: parseDuration(per) };
}
//# sourceMappingURL=given-limits.js.map