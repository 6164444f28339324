import { rateLimitHeaders } from './rate-limit-headers.js';
import { sampleGroups } from './samples/sample-content.js';
const PROBLEM = { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' };
const JSON_TYPE = { 'content-type': 'application/json' };
/** RFC 9457, with the short message under `msg` as well. */
export function problem(status, title, detail, { headers = {}, members = {} } = {}) {
    const body = JSON.stringify({ type: 'about:blank', title, status, detail, msg: detail, ...members });
    return { status, headers: { ...PROBLEM, ...headers }, body };
}
/** Every refused sender gets this one, whatever the reason was. */
export const REFUSED = problem(401, 'Unauthorized', 'The sender of this delivery could not be verified');
export const UNKNOWN = problem(404, 'Not Found', 'There is no such hook');
export const NO_ENVIRONMENT = problem(404, 'Not Found', 'There is no environment of that name');
export const WRONG_METHOD = problem(405, 'Method Not Allowed', 'This hook does not take that method');
export const TOO_MANY = problem(429, 'Too Many Requests', 'This hook answers no more handshakes just now', {
    headers: { 'retry-after': '5' },
});
export const UNAVAILABLE = problem(503, 'Service Unavailable', 'Not recorded; send it again', {
    headers: { 'retry-after': '2' },
});
export const FAILED = problem(500, 'Internal Server Error', 'Not recorded; send it again');
/** 429 with what is left of a limit and when there will be more. */
export function tooMany(detail, rate) {
    const headers = { 'retry-after': String(rate.resetSeconds), ...rateLimitHeaders(rate) };
    return problem(429, 'Too Many Requests', detail, { headers });
}
/** 400 that names every wrong parameter, 422 for an input that cannot be rendered. */
export function invalidParameters({ message, details: { errors } }) {
    return errors === undefined
        ? problem(422, 'Unprocessable Content', message)
        : problem(400, 'Bad Request', message, { members: { errors } });
}
/** Kept as a sample, and nothing else: its trigger is off. */
export function sampled(content) {
    const body = { sample: 'captured', parameters: sampleGroups(content) };
    return { status: 200, headers: { ...PROBLEM, ...JSON_TYPE }, body: JSON.stringify(body) };
}
/** Headers of the answer itself go before those that are added. */
export function withHeaders(answer, headers) {
    return { ...answer, headers: { ...headers, ...answer.headers } };
}
/** 202 for what is new; 200 and the first ids for what was here before. */
export function acknowledge(recorded) {
    const fresh = recorded.length === 0 || recorded.some(({ duplicate }) => !duplicate);
    const body = {
        executions: recorded.flatMap(({ executions }) => executions),
        event: recorded[0]?.eventId ?? null,
    };
    if (recorded.length > 1) {
        body['events'] = recorded.map(({ eventId }) => eventId);
    }
    return {
        answer: { status: fresh ? 202 : 200, headers: JSON_TYPE, body: JSON.stringify(body) },
        outcome: fresh ? 'accepted' : 'duplicate',
    };
}
//# sourceMappingURL=answer.js.map