/** The client credentials grant (RFC 6749, section 4.4): what is sent, and what an answer means. Pure. */
import { OutcomeUnknown, TargetRateLimited, TargetRefused, TargetUnavailable } from '../../errors/errors.js';
import { firstOf } from '../guarded-client.js';
import { jsonOf } from '../json-answer.js';
import { shown } from '../outbound-request.js';
import { readRetryAfter } from '../retry-after.js';
/** How long a token is kept whose endpoint does not say how long it holds, in milliseconds. */
const UNTOLD_MS = 60_000;
/** So long before its end a token is not used any more: a tenth of its life, within these bounds in milliseconds. */
const MARGIN_MS = { least: 10_000, most: 60_000 };
/** Longest time any token is kept, in milliseconds. */
const LONGEST_MS = 24 * 3_600_000;
/** What a header can carry of it: visible ASCII (RFC 6749, appendix A.12). */
const WRITABLE = /^[\x21-\x7e]{1,16384}$/;
/** Error codes that may be told (RFC 6749, section 5.2; RFC 8707, section 2). Any other text may be anything. */
const ERROR_CODES = new Set([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_target',
    'access_denied',
]);
/** The request for a token. */
export function tokenRequest(client) {
    const { tokenUrl, clientId, clientSecret, method, scope, audience, params } = client;
    const isPosted = method === 'client_secret_post';
    const fields = {
        grant_type: 'client_credentials',
        ...(isPosted && { client_id: clientId, client_secret: clientSecret }),
        ...(scope !== undefined && { scope }),
        ...(audience !== undefined && { audience }),
        ...params,
    };
    return {
        method: 'POST',
        url: tokenUrl,
        headers: {
            accept: 'application/json',
            'content-type': 'application/x-www-form-urlencoded',
            ...(!isPosted && { authorization: basic(clientId, clientSecret) }),
        },
        body: new URLSearchParams(fields).toString(),
    };
}
/** The token of an answer (RFC 6749, section 5.1). Throws the `Target...` errors; none tells what the body says. */
export function readToken(client, response, now) {
    if (response.status !== 200) {
        throw explain(client, response, now);
    }
    const { access_token: text, token_type: type = 'Bearer', expires_in: seconds } = membersOf(response);
    if (typeof text !== 'string' || !WRITABLE.test(text)) {
        throw new TargetRefused(`${hostOf(client)} answered without an access token`, detailsOf(client));
    }
    if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
        throw new TargetRefused(`${hostOf(client)} gave a token that is no bearer token`, detailsOf(client));
    }
    return { text, keptMs: keptMsOf(seconds) };
}
/** What a call that brought no whole answer means: a token that nobody has changes nothing. */
export function explainSilence(client, error) {
    return error instanceof OutcomeUnknown
        ? new TargetUnavailable(`${hostOf(client)} gave no whole answer when asked for a token`, detailsOf(client), {
            cause: error,
        })
        : error;
}
/** Origin and path of the endpoint: what may be shown of it. */
export function endpointOf({ tokenUrl }) {
    return shown(new URL(tokenUrl));
}
function keptMsOf(expiresIn) {
    const isTold = typeof expiresIn === 'number' || (typeof expiresIn === 'string' && expiresIn !== '');
    const lifeMs = isTold ? Number(expiresIn) * 1000 : Number.NaN;
    if (Number.isNaN(lifeMs)) {
        return UNTOLD_MS;
    }
    const marginMs = Math.min(MARGIN_MS.most, Math.max(MARGIN_MS.least, lifeMs / 10));
    return Math.min(LONGEST_MS, Math.max(0, lifeMs - marginMs));
}
function explain(client, response, now) {
    const { status } = response;
    const said = `${hostOf(client)} answered ${status} when asked for a token`;
    const details = { ...detailsOf(client), status };
    const retryAfterSeconds = readRetryAfter(firstOf(response, 'retry-after'), now);
    if (status === 429 || (status === 503 && retryAfterSeconds !== null)) {
        return new TargetRateLimited(said, { ...details, retryAfterSeconds });
    }
    if (status >= 500 || status === 408) {
        return new TargetUnavailable(said, details);
    }
    const { error } = membersOf(response);
    return ERROR_CODES.has(error)
        ? new TargetRefused(`${said}: ${String(error)}`, { ...details, error })
        : new TargetRefused(said, details);
}
/** Both parts are written as in a form before they are joined (RFC 6749, section 2.3.1). */
function basic(clientId, clientSecret) {
    const pair = [clientId, clientSecret].map((part) => new URLSearchParams([['', part]]).toString().slice(1));
    return `Basic ${Buffer.from(pair.join(':')).toString('base64')}`;
}
function membersOf(response) {
    const json = jsonOf(response);
    return typeof json === 'object' && json !== null ? json : {};
}
function detailsOf(client) {
    return { tokenEndpoint: endpointOf(client) };
}
function hostOf({ tokenUrl }) {
    return new URL(tokenUrl).host;
}
//# sourceMappingURL=token-exchange.js.map