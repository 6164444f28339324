import { setErrorAnswer, setErrorOf, setProblem } from '../verification/answer.js';
/** What is wrong with a request that no profile has looked at. */
const DESCRIPTION_OF = {
    404: 'There is no such stream.',
    405: 'Tokens are sent with POST.',
    413: 'The request is larger than is taken here.',
};
const ACCEPTED = { status: 202, headers: {}, body: '' };
/**
 * An answer as a sender of security event tokens expects it (RFC 8935 sections 2.2 and 2.3): 202 and nothing more for
 * what was taken, now or before, an error object for what was not, and a bare 429 or 5xx for "send it again".
 */
export function asSetAnswer(answer, reason) {
    const { status } = answer;
    if (status < 300) {
        return ACCEPTED;
    }
    const description = DESCRIPTION_OF[status];
    if (description !== undefined) {
        const { headers, body } = setProblem(status, { err: 'invalid_request', description });
        return { status, headers: status === 405 ? { ...headers, allow: 'POST' } : headers, body };
    }
    if (status >= 500 || status === 429) {
        const retryAfter = answer.headers['retry-after'];
        return { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter }, body: '' };
    }
    return setErrorAnswer(setErrorOf(reason ?? ''));
}
//# sourceMappingURL=set-answer.js.map