/** SCIM over HTTP (RFC 7644): one resource at a time, lists by page, and what each refusal means. */
import { createHash } from 'node:crypto';
import { OutcomeUnknown, TargetRateLimited, TargetRefused, TargetUnavailable } from '../../errors/errors.js';
import { firstOf } from '../../outbound/guarded-client.js';
import { jsonOf } from '../../outbound/json-answer.js';
import { SAFE_METHODS } from '../../outbound/outbound-request.js';
import { UNWATCHED } from '../../outbound/oauth/token-watch.js';
import { readRetryAfter } from '../../outbound/retry-after.js';
import { quote } from './attribute-path.js';
const MEDIA_TYPE = 'application/scim+json';
/** A group resource may list all its members. */
const MAX_BYTES = 16 * 1024 * 1024;
const PAGE_SIZE = 100;
const MAX_PAGES = 1_000;
/** Talks to one SCIM server for one task. */
export class ScimClient {
    target;
    call;
    constructor(target, call) {
        this.target = target;
        this.call = call;
    }
    /** `path` is relative to the base, its parts already encoded. Throws the `Target...` errors and OutcomeUnknown. */
    async send(method, path, call = {}) {
        const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query).toString()}`;
        const body = call.body === undefined ? undefined : JSON.stringify(call.body);
        const response = await this.target.send({
            method,
            url: `${this.target.baseUrl}${path}${query}`,
            headers: this.headers(method, path, body, call.version),
            ...(body === undefined ? {} : { body }),
            maxBytes: MAX_BYTES,
            signal: this.call.signal,
        }, this.call.watch ?? UNWATCHED);
        const { status } = response;
        if ((status < 200 || status > 299) && call.handles?.includes(status) !== true) {
            throw this.explain(method, response);
        }
        return { status, resource: withVersion(parse(response), response) };
    }
    /**
     * Resources whose attribute is equal to a value. Reads all pages, also of servers that cap them, and checks each
     * resource itself: some servers take a filter they do not understand for none.
     */
    async find(path, attribute, value) {
        const found = [];
        let startIndex = 1;
        for (let page = 0; page < MAX_PAGES; page += 1) {
            const { resource } = await this.send('GET', path, {
                query: {
                    filter: `${attribute} eq ${quote(value)}`,
                    startIndex: String(startIndex),
                    count: String(PAGE_SIZE),
                },
            });
            const resources = Array.isArray(resource?.['Resources'])
                ? resource['Resources']
                : [];
            found.push(...resources.filter((one) => isEqual(attribute, one[attribute], value)));
            startIndex += resources.length;
            if (resources.length === 0 || startIndex > Number(resource?.['totalResults'] ?? 0)) {
                return found;
            }
        }
        throw new TargetRefused('the directory lists more than can be read', { directory: this.target.name });
    }
    /** A refusal by this directory, with what may be told of it. */
    refusal(message, details = {}) {
        return new TargetRefused(message, { directory: this.target.name, ...details });
    }
    headers(method, path, body, version) {
        return {
            accept: `${MEDIA_TYPE}, application/json`,
            ...(body === undefined ? {} : { 'content-type': MEDIA_TYPE }),
            ...(version === undefined || version === null ? {} : { 'if-match': version }),
            ...(SAFE_METHODS.has(method) ? {} : this.writeHeaders(method, path, body)),
        };
    }
    writeHeaders(method, path, body) {
        const { cause } = this.call;
        return {
            'idempotency-key': this.writeKey(method, path, body),
            ...(cause !== undefined && { 'signet-cause': cause }),
        };
    }
    /** One task may write twice; the same write has the same key, another one has another. */
    writeKey(method, path, body = '') {
        const digest = createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');
        return `${this.call.idempotencyKey}:${digest.slice(0, 16)}`;
    }
    explain(method, response) {
        const { status } = response;
        const details = { directory: this.target.name, method, status };
        const retryAfterSeconds = readRetryAfter(firstOf(response, 'retry-after'), new Date());
        if (status === 429 || (status === 503 && retryAfterSeconds !== null)) {
            return new TargetRateLimited(`the directory answered ${status}`, { ...details, retryAfterSeconds });
        }
        if ((status === 502 || status === 504) && !SAFE_METHODS.has(method)) {
            return new OutcomeUnknown(`a gateway answered ${status}; the directory may have acted`, details);
        }
        if (status >= 500 || status === 408) {
            return new TargetUnavailable(`the directory answered ${status}`, details);
        }
        return new TargetRefused(`the directory answered ${status}`, {
            ...details,
            ...scimType(parse(response)),
        });
    }
}
/** `eq` on ids and external ids minds case, on names it does not (RFC 7643, sections 3.1 and 4.1.1). */
function isEqual(attribute, actual, wanted) {
    if (typeof actual !== 'string') {
        return false;
    }
    const isName = attribute === 'userName' || attribute === 'displayName';
    return isName ? actual.toLowerCase() === wanted.toLowerCase() : actual === wanted;
}
/** The kind of an error (RFC 7644, section 3.12) alone: its `detail` often quotes personal data. */
export function scimType(error) {
    const type = error?.['scimType'];
    return typeof type === 'string' && /^\w{1,40}$/.test(type) ? { scimType: type } : {};
}
function parse(response) {
    const value = jsonOf(response);
    return value !== null && typeof value === 'object' ? value : null;
}
/** The version stands in `meta`; servers that only send it as a header get it there too (RFC 7644, section 3.14). */
function withVersion(resource, response) {
    const version = firstOf(response, 'etag');
    const meta = resource?.['meta'];
    return resource === null || version === undefined || meta?.['version'] !== undefined
        ? resource
        : { ...resource, meta: { ...meta, version } };
}
//# sourceMappingURL=scim-client.js.map