import { QuotaExceeded } from '../errors/errors.js';
import { kindOf } from '../ledger/limit-scope.js';
import type { Exceeded } from './quota-plan.js';
import type { RateLimit } from './rate-limit-headers.js';

/** What a sender is told, and a dead letter says. */
export function quotaText({ scope, period, limit }: Exceeded): string {
  return `the ${kindOf(scope)} has used up its ${limit} executions of this ${period}`;
}

/** For whoever sent what has no room. */
export function quotaExceeded(exceeded: Exceeded): QuotaExceeded {
  const { scope, period, limit, used, resetsIn } = exceeded;
  const quota = { scope: kindOf(scope), period, limit, used, retryAfterSeconds: resetsIn };
  return new QuotaExceeded(quotaText(exceeded), quota);
}

const DAY_SECONDS = 86_400;

export function rateOfQuota({ quota: { period, limit, used, retryAfterSeconds } }: QuotaExceeded): RateLimit {
  return {
    limit,
    remaining: limit - used,
    resetSeconds: retryAfterSeconds,
    windowSeconds: period === 'day' ? DAY_SECONDS : null,
  };
}
