import { QuotaExceeded } from '../errors/errors.js';
import { kindOf } from '../ledger/limit-scope.js';
/** What a sender is told, and a dead letter says. */
export function quotaText({ scope, period, limit }) {
    return `the ${kindOf(scope)} has used up its ${limit} executions of this ${period}`;
}
/** For whoever sent what has no room. */
export function quotaExceeded(exceeded) {
    const { scope, period, limit, used, resetsIn } = exceeded;
    const quota = { scope: kindOf(scope), period, limit, used, retryAfterSeconds: resetsIn };
    return new QuotaExceeded(quotaText(exceeded), quota);
}
const DAY_SECONDS = 86_400;
export function rateOfQuota({ quota: { period, limit, used, retryAfterSeconds } }) {
    return {
        limit,
        remaining: limit - used,
        resetSeconds: retryAfterSeconds,
        windowSeconds: period === 'day' ? DAY_SECONDS : null,
    };
}
//# sourceMappingURL=quota-exceeded.js.map