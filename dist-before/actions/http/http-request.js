import { OutcomeUnknown, TargetRateLimited, TargetUnavailable, TaskFailed } from '../../errors/errors.js';
import { firstOf } from '../../outbound/guarded-client.js';
import { jsonOf } from '../../outbound/json-answer.js';
import { SAFE_METHODS, shown } from '../../outbound/outbound-request.js';
import { readRetryAfter } from '../../outbound/retry-after.js';
import { anything, closed, open } from '../schema.js';
import { HTTP_INPUT, readHttpCall } from './http-input.js';
import { HTTP_LITERALS } from './http-literals.js';
/** Never kept: they are credentials. */
const SECRET_HEADERS = new Set(['set-cookie', 'set-cookie2', 'authorization', 'cookie']);
/** The task's own timeout comes with the signal; this one only keeps a call from being forgotten. */
const LONGEST_CALL_MS = 24 * 3_600_000;
/** Calls a URL through the guarded client, with an access token of `tokens` where it is to carry one. */
export function httpRequest(http, tokens) {
    return {
        type: 'http.request',
        description: 'Calls a URL and gives its answer.',
        input: HTTP_INPUT,
        literals: HTTP_LITERALS,
        output: closed('The answer.', {
            status: { type: 'integer', description: 'HTTP status.' },
            headers: open('Headers by lower-case name; cookies are left out.'),
            body: anything('The body: parsed when it is JSON nested at most 100 deep, text otherwise, null when empty.'),
        }, ['status', 'headers', 'body']),
        prepare(input, context) {
            const call = readHttpCall(input, context);
            return {
                kind: 'outside',
                target: { origin: new URL(call.url).origin },
                perform: async (signal, watch) => {
                    const { isExpected, auth, ...request } = call;
                    const sent = { ...request, signal, timeoutMs: LONGEST_CALL_MS };
                    const response = await (auth === undefined
                        ? http.request(sent)
                        : tokens.send(sent, { ...auth, tenant: context.tenant }, watch));
                    if (!isExpected(response.status)) {
                        throw explain(call, response, new Date());
                    }
                    return { status: response.status, headers: shownHeaders(response), body: readBody(response) };
                },
            };
        },
    };
}
/** Details hold method, origin, path and status; a query, a header or a body might hold a secret. */
function explain(call, response, now) {
    const { status } = response;
    const details = { method: call.method, target: shown(new URL(call.url)), status };
    const retryAfterSeconds = readRetryAfter(firstOf(response, 'retry-after'), now);
    if (status === 429 || (status === 503 && retryAfterSeconds !== null)) {
        return new TargetRateLimited(`the target answered ${status}`, { ...details, retryAfterSeconds });
    }
    if ((status === 502 || status === 504) && !SAFE_METHODS.has(call.method)) {
        return new OutcomeUnknown(`a gateway answered ${status}; the target behind it may have acted`, details);
    }
    if (status >= 500 || status === 408) {
        return new TargetUnavailable(`the target answered ${status}`, details);
    }
    return new TaskFailed(`the target answered ${status}, which is not expected`, details);
}
function shownHeaders(response) {
    return Object.fromEntries(Object.entries(response.headers).filter(([name]) => !SECRET_HEADERS.has(name)));
}
/** A body that says it is JSON and cannot be read as such stays text: the call itself did succeed. */
function readBody(response) {
    if (response.body.length === 0) {
        return null;
    }
    const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(firstOf(response, 'content-type') ?? '');
    const json = isJson ? jsonOf(response) : undefined;
    return json === undefined ? response.body.toString('utf8') : json;
}
//# sourceMappingURL=http-request.js.map