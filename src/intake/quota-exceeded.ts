import { TooManyRequests } from '../errors/errors.js';
import { kindOf } from '../ledger/limit-scope.js';
import type { Exceeded } from './quota-plan.js';

/** What a sender is told, and a dead letter says. */
export function quotaText({ scope, period, limit }: Exceeded): string {
  return `the ${kindOf(scope)} has used up its ${limit} executions of this ${period}`;
}

/** For whoever sent what has no room: `details` say which quota, and when there will be some again. */
export function quotaExceeded(exceeded: Exceeded): TooManyRequests {
  const { scope, period, limit, used, resetsIn } = exceeded;
  return new TooManyRequests(quotaText(exceeded), {
    reason: 'quota_exceeded',
    scope: kindOf(scope),
    period,
    limit,
    used,
    retryAfterSeconds: resetsIn,
  });
}
