import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { SpanKind } from '@opentelemetry/api';
import { Agent } from 'undici';
import { VERSION } from '../config/version.js';
import { TargetRefused } from '../errors/errors.js';
import { currentTraceparent, inSpan } from '../telemetry/work-context.js';
import { AddressPolicy } from './address-policy.js';
import { exchange } from './exchange.js';
import { guardedConnector, refused } from './guarded-connector.js';
import { checkRequest, followingRequest, shown } from './outbound-request.js';
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 1024 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 32 * 1024;
/**
 * The one door out: every call to somebody else's address goes through it. It dials public addresses only (see
 * `AddressPolicy`), bounds time and size, follows no redirect unless asked, and checks each one anew.
 */
export class GuardedClient {
    policy;
    agent;
    userAgent = `signet/${VERSION}`;
    constructor(options) {
        this.policy = new AddressPolicy(options.allow);
        const { resolve = resolveAll, connectTimeoutMs = CONNECT_TIMEOUT_MS, ca } = options;
        this.agent = new Agent({
            connect: guardedConnector(this.policy, resolve, { timeoutMs: connectTimeoutMs, ca }),
            pipelining: 1,
            headersTimeout: 0, // the exchange has one deadline of its own
            bodyTimeout: 0,
            maxHeaderSize: MAX_HEADER_BYTES,
        });
    }
    /**
     * Sends a request and gives whatever was answered, of any status. The trace it belongs to goes along.
     *
     * @throws InvalidParameters for a URL, method or header that is not sent
     * @throws TargetAddressRefused when the host, or a redirect's, has no address that may be called
     * @throws TargetUnavailable when it could not be reached, or broke off while answering a safe method
     * @throws OutcomeUnknown when another method was sent and no whole answer came
     * @throws TaskTimeout when time ran out and nothing can have happened
     * @throws TaskFailed when the answer is larger than `maxBytes`
     * @throws TargetRefused when it redirects too often, or wants a body sent on to another origin
     */
    request(request) {
        const attributes = { 'http.request.method': request.method.toUpperCase() };
        return inSpan({ name: 'call', kind: SpanKind.CLIENT, attributes }, () => this.send(traced(request)));
    }
    async send(request) {
        const deadline = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
        const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
        const limits = { signal, maxBytes: request.maxBytes ?? DEFAULT_MAX_BYTES };
        const redirects = request.redirects ?? 0;
        let current = checkRequest(request, this.userAgent);
        for (let followed = 0;; followed += 1) {
            this.verifyLiteral(current.url);
            const response = await exchange(this.agent, current, limits);
            const next = redirects > 0 ? followingRequest(current, response.status, firstOf(response, 'location')) : null;
            if (next === null) {
                return response;
            }
            verifyRedirect(current, next, followed < redirects);
            current = next;
        }
    }
    /** Ends idle connections and waits for those in use. */
    async close() {
        await this.agent.close();
    }
    /** Node dials a literal address without a lookup. The URL parser has made `0x7f.1` and the like plain already. */
    verifyLiteral(url) {
        const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
        if (isIP(host) !== 0 && !this.policy.isAllowed(host)) {
            throw refused(url.hostname);
        }
    }
}
/** A `traceparent` of the caller's own stays. */
function traced(request) {
    const traceparent = currentTraceparent();
    return traceparent === null ? request : { ...request, headers: { traceparent, ...request.headers } };
}
/** One value of an answer's header; the first when it is repeated. */
export function firstOf(response, name) {
    const value = response.headers[name];
    return typeof value === 'string' ? value : value?.[0];
}
function verifyRedirect(from, to, isWithinLimit) {
    const details = { method: from.method, target: shown(from.url) };
    if (!isWithinLimit) {
        throw new TargetRefused('the target redirects too often', details);
    }
    if (to.body !== null && to.url.origin !== from.url.origin) {
        throw new TargetRefused('the target redirects a body to another origin', details);
    }
}
async function resolveAll(hostname) {
    return lookup(hostname, { all: true });
}
//# sourceMappingURL=guarded-client.js.map