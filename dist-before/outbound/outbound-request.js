/** What a caller asks of the guarded client, and the checks that need no network. Pure. */
import { InvalidParameters, TargetRefused } from '../errors/errors.js';
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/; // RFC 9110, section 5.6.2
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Methods that change nothing (RFC 9110, section 9.2.1): an answer that never came hides no effect. */
export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const UNSUITABLE_METHODS = new Set(['CONNECT', 'TRACE']);
/** Set by the client alone: they frame the message or belong to the connection (RFC 9110, section 7.6.1). */
const OWN_HEADERS = new Set('connection content-length expect host keep-alive te trailer transfer-encoding upgrade'.split(' '));
/** All that travels along to another origin: whatever else a caller set may be a credential. */
const TRAVELLING_HEADERS = new Set([
    'accept',
    'accept-language',
    'content-type',
    'user-agent',
]);
/** Throws InvalidParameters for a URL, method or header that cannot be sent safely. Names, never values, are told. */
export function checkRequest(request, userAgent) {
    const method = checkMethod(request.method);
    const body = request.body === undefined ? null : Buffer.from(request.body);
    const headers = { 'user-agent': userAgent, ...checkHeaders(request.headers ?? {}) };
    return { method, url: checkUrl(request.url), headers, body };
}
/** The method in upper case; throws InvalidParameters for one that cannot be sent. */
export function checkMethod(text) {
    const method = text.toUpperCase();
    if (!TOKEN.test(method) || UNSUITABLE_METHODS.has(method)) {
        throw new InvalidParameters('method: is not one that can be sent', { member: 'method' });
    }
    return method;
}
/** Throws InvalidParameters, naming `member`, unless it is an absolute http(s) URL without user and password. */
export function checkUrl(text, member = 'url') {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
        throw new InvalidParameters(`${member}: must be an absolute http or https URL`, { member });
    }
    if (url.username !== '' || url.password !== '') {
        throw new InvalidParameters(`${member}: must not carry a user or password`, { member });
    }
    url.hash = '';
    return url;
}
/** Origin and path of a URL: what may be shown of it. A query often holds secrets. */
export function shown(url) {
    return `${url.origin}${url.pathname}`;
}
/**
 * The request a redirect asks for (RFC 9110, section 15.4); null when the answer is none. To another origin goes no
 * header that might be a credential.
 */
export function followingRequest(from, status, location) {
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
        return null;
    }
    const url = requireLocation(from, location);
    const headers = url.origin === from.url.origin ? from.headers : pickTravelling(from.headers);
    const becomesGet = status === 303 ? from.method !== 'HEAD' : (status === 301 || status === 302) && from.method === 'POST';
    if (!becomesGet) {
        return { ...from, url, headers };
    }
    const { 'content-type': _, ...rest } = headers;
    return { method: 'GET', url, headers: rest, body: null };
}
function requireLocation(from, location) {
    try {
        return checkUrl(new URL(location, from.url).href);
    }
    catch (cause) {
        const details = { method: from.method, target: shown(from.url) };
        throw new TargetRefused('the target redirects to what is no plain http or https URL', details, { cause });
    }
}
function pickTravelling(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => TRAVELLING_HEADERS.has(name)));
}
/** By their names in lower case; throws InvalidParameters for one that cannot be set, or a value that cannot be sent. */
export function checkHeaders(headers) {
    const checked = {};
    for (const [name, value] of Object.entries(headers)) {
        const lower = name.toLowerCase();
        if (!TOKEN.test(name) || OWN_HEADERS.has(lower) || lower.startsWith('proxy-')) {
            throw new InvalidParameters(`headers: ${JSON.stringify(name)} cannot be set`, { member: 'headers' });
        }
        if (!HEADER_VALUE.test(value)) {
            throw new InvalidParameters(`headers: the value of ${name} holds a line break or other control character`, {
                member: 'headers',
            });
        }
        checked[lower] = value;
    }
    return checked;
}
//# sourceMappingURL=outbound-request.js.map