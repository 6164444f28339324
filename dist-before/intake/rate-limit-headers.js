/** The fields of draft-ietf-httpapi-ratelimit-headers-03 to -06, which is what clients read. */
export function rateLimitHeaders(rate) {
    const { limit, remaining, resetSeconds, windowSeconds } = rate;
    return {
        'ratelimit-limit': String(limit),
        'ratelimit-remaining': String(Math.max(0, remaining)),
        'ratelimit-reset': String(resetSeconds),
        ...(windowSeconds === null ? {} : { 'ratelimit-policy': `${limit};w=${windowSeconds}` }),
    };
}
export function rateOf({ state: { rule, used, waitMs } }) {
    return {
        limit: rule.limit,
        remaining: rule.limit - used,
        resetSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
        windowSeconds: Math.ceil(rule.windowMs / 1000),
    };
}
//# sourceMappingURL=rate-limit-headers.js.map