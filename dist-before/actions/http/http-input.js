/** The input of `http.request`, from what was rendered to what is sent. Pure. */
import { CAUSE_HEADER } from '../../ledger/cause-stamp.js';
import { InvalidParameters } from '../../errors/errors.js';
import { checkUrl } from '../../outbound/outbound-request.js';
import { findObject, findText, requireText } from '../input.js';
import { closed, text } from '../schema.js';
import { readExpected } from './expected-status.js';
import { AUTH_INPUT, readAuth } from './http-auth.js';
export const HTTP_INPUT = closed('The request.', {
    method: { type: 'string', pattern: '^[A-Za-z]+$', default: 'GET', description: 'HTTP method.' },
    url: text('Absolute http or https URL, without user and password.'),
    headers: scalars('Headers by name.'),
    query: scalars('Query parameters, added to those of the URL.'),
    auth: AUTH_INPUT,
    body: { description: 'Text is sent as it is, anything else as JSON.' },
    expect: {
        description: 'Statuses that count as success: 204, "200-299", or a list of such. Default 200 to 299.',
        anyOf: [statusOrRange(), { type: 'array', items: statusOrRange(), minItems: 1 }],
    },
    idempotencyHeader: {
        type: 'string',
        default: 'Idempotency-Key',
        description: 'Header that carries the key by which the target knows a repeated call; empty sends none.',
    },
    causeHeader: {
        type: 'string',
        default: 'Signet-Cause',
        description: 'Header that carries the stamp by which an event the call brings on is known; empty sends none.',
    },
}, ['url']);
/** Throws InvalidParameters for what cannot be sent. The marks go into their headers, unless these are set. */
export function readHttpCall(input, marks) {
    const { body, headers } = readBody(input['body'], {
        ...mark(findText(input, 'idempotencyHeader') ?? 'Idempotency-Key', marks.idempotencyKey),
        ...mark(findText(input, 'causeHeader') ?? CAUSE_HEADER, marks.cause()),
        ...readScalars(input, 'headers'),
    });
    const auth = readAuth(input, headers);
    return {
        method: (findText(input, 'method') ?? 'GET').toUpperCase(),
        url: readUrl(input),
        headers,
        ...(body === undefined ? {} : { body }),
        isExpected: readExpected(input['expect']),
        ...(auth === undefined ? {} : { auth }),
    };
}
function statusOrRange() {
    return {
        anyOf: [
            { type: 'integer', minimum: 100, maximum: 599 },
            { type: 'string', pattern: String.raw `^[1-5]\d\d(-[1-5]\d\d)?$` },
        ],
    };
}
function scalars(description) {
    const value = { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] };
    return { type: 'object', description, additionalProperties: value };
}
function mark(name, value) {
    return name === '' ? {} : { [name.toLowerCase()]: value };
}
function readUrl(input) {
    const url = checkUrl(requireText(input, 'url'));
    for (const [name, value] of Object.entries(readScalars(input, 'query'))) {
        url.searchParams.append(name, value);
    }
    return url.href;
}
/** Header and parameter names keep their case, except that headers are compared without it. */
function readScalars(input, member) {
    const entries = Object.entries(findObject(input, member) ?? {}).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(entries.map(([name, value]) => [member === 'headers' ? name.toLowerCase() : name, asText(member, value)]));
}
function asText(member, value) {
    if (typeof value === 'string') {
        return value;
    }
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
        return value.toString();
    }
    throw new InvalidParameters(`${member}: values must be text, numbers or booleans`, { member });
}
function readBody(body, headers) {
    if (body === undefined || body === null) {
        return { headers };
    }
    if (typeof body === 'string') {
        return { body, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } };
    }
    return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}
//# sourceMappingURL=http-input.js.map