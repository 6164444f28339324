import type { ThrottleVerdict } from './throttle/throttle-rule.js';

/** How much of a limit is left, for whoever keeps to it. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until there is more. */
  readonly resetSeconds: number;
  /** Length of the window; null for a month, which has none. */
  readonly windowSeconds: number | null;
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-03 to -06, which is what clients read. */
export function rateLimitHeaders(rate: RateLimit): Record<string, string> {
  const { limit, remaining, resetSeconds, windowSeconds } = rate;
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(Math.max(0, remaining)),
    'ratelimit-reset': String(resetSeconds),
    ...(windowSeconds === null ? {} : { 'ratelimit-policy': `${limit};w=${windowSeconds}` }),
  };
}

export function rateOf({ state: { rule, used, waitMs } }: ThrottleVerdict): RateLimit {
  return {
    limit: rule.limit,
    remaining: rule.limit - used,
    resetSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    windowSeconds: Math.ceil(rule.windowMs / 1000),
  };
}
