/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const VALUE = /^[\t\x20-\x7e\x80-\xff]{0,4096}$/;
/** They frame the message, belong to the connection, or tell a browser what to believe of all that is at this address. */
const RESERVED = new Set(('connection content-encoding content-length keep-alive te trailer transfer-encoding upgrade date ' +
    'content-type x-content-type-options content-security-policy content-security-policy-report-only ' +
    'set-cookie set-cookie2 refresh clear-site-data strict-transport-security alt-svc service-worker-allowed ' +
    'public-key-pins nel report-to reporting-endpoints').split(' '));
/** Why a header cannot be answered, undefined when it can. */
export function faultOfHeaderName(name) {
    const lower = name.toLowerCase();
    if (!TOKEN.test(name)) {
        return 'is not the name of a header';
    }
    if (lower === 'content-type') {
        return 'is said with contentType';
    }
    return RESERVED.has(lower) || lower.startsWith('proxy-') ? 'cannot be set by a workflow' : undefined;
}
/** One line of latin-1 characters, not too long. */
export function isHeaderValue(value) {
    return VALUE.test(value);
}
//# sourceMappingURL=response-header.js.map