import { isDataFault } from '../database/faults.js';
import { AppError } from '../errors/app-error.js';
import { InvalidParameters, InvalidRequest, LedgerUnavailable, QuotaExceeded, SenderRefused, TooManyRequests, } from '../errors/errors.js';
import { acknowledge, FAILED, invalidParameters, problem, REFUSED, TOO_MANY, tooMany, UNAVAILABLE, withHeaders, WRONG_METHOD, } from './answer.js';
import { rateOfQuota } from './quota-exceeded.js';
import { rateLimitHeaders, rateOf } from './rate-limit-headers.js';
import { asSetAnswer } from './ssf/set-answer.js';
/** A method the hook does not take, and an origin it does not consent to when asked with OPTIONS (CloudEvents webhooks). */
const METHOD_REASONS = new Set(['method_not_allowed', 'origin_not_allowed']);
const THROTTLED = 'This hook takes no more requests for now; send it again later';
export function answered(answer, outcome, reason) {
    return { taken: { kind: 'answered', answer }, outcome, reason, status: answer.status, eventId: null };
}
export function throttled(throttle) {
    return answered(tooMany(THROTTLED, rateOf(throttle)), 'refused', 'throttled');
}
/** The verdict on a delivery whose way in ended with an error; null for one that nobody expects. `methods` are those of its hook. */
export function verdictOn(error, methods) {
    if (error instanceof SenderRefused) {
        const answer = METHOD_REASONS.has(error.reason)
            ? withHeaders(WRONG_METHOD, { allow: methods.join(', ') })
            : REFUSED;
        return answered(answer, 'refused', error.reason);
    }
    if (error instanceof InvalidParameters) {
        const faults = error.details['errors'];
        return { ...answered(invalidParameters(error), 'invalid', 'invalid_parameters'), faults };
    }
    if (error instanceof QuotaExceeded) {
        return answered(tooMany(error.message, rateOfQuota(error)), 'refused', 'quota_exceeded');
    }
    if (error instanceof TooManyRequests) {
        return answered(TOO_MANY, 'refused', error.code);
    }
    if (error instanceof InvalidRequest) {
        return answered(problem(400, 'Bad Request', error.message), 'invalid', 'malformed_body');
    }
    if (isDataFault(error)) {
        const answer = problem(400, 'Bad Request', 'The body holds something that cannot be stored');
        return answered(answer, 'invalid', 'malformed_body');
    }
    if (error instanceof LedgerUnavailable || (error instanceof AppError && error.retryable)) {
        return answered(UNAVAILABLE, 'unavailable', 'unavailable');
    }
    return error instanceof AppError ? answered(REFUSED, 'refused', error.code) : null; // its keys cannot be had
}
export const unexpected = () => answered(FAILED, 'unavailable', 'unexpected');
/** The verdict, telling its sender how much is left of a throttle. */
export function withThrottle(verdict, throttle) {
    const { taken } = verdict;
    const headers = rateLimitHeaders(rateOf(throttle));
    return taken.kind === 'recorded'
        ? { ...verdict, taken: { ...taken, headers } }
        : { ...verdict, taken: { ...taken, answer: withHeaders(taken.answer, headers) } };
}
/** A verdict whose sender is told of it as RFC 8935 says. */
export function inSetTerms(verdict) {
    const { taken, outcome, reason } = verdict;
    if (outcome === 'handshake') {
        return verdict;
    }
    const plain = taken.kind === 'answered' ? taken.answer : acknowledge(taken.recorded).answer;
    const answer = asSetAnswer(plain, reason);
    return { ...verdict, taken: { kind: 'answered', answer }, status: answer.status };
}
//# sourceMappingURL=verdict.js.map