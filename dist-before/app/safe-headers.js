/**
 * Of every answer, unless a route says otherwise. Strict-Transport-Security is for the proxy that ends TLS: it alone
 * knows whether all of its host speaks it.
 */
const EVERYWHERE = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
};
/** What is data, and no page, loads nothing. */
const DATA = policy("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'");
/**
 * The pages below `/docs` and `/console` run their own scripts alone and speak to nobody else. Both set styles on what they
 * draw.
 */
const PAGES = policy("default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:", "connect-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'");
const IS_PAGE = /^\/(docs|console)([/?]|$)/;
/** The same for everybody, and there is nothing in them that is not in the program. */
const MAY_BE_KEPT = /^\/(docs|schemas|console\/assets)([/?]|$)/;
/** Headers that keep what we answer from being sniffed, framed, kept or leaked as a referrer. */
export function setSafeHeaders(request, response, next) {
    const url = request.url ?? '';
    for (const [name, value] of Object.entries(EVERYWHERE)) {
        response.setHeader(name, value);
    }
    response.setHeader('content-security-policy', IS_PAGE.test(url) ? PAGES : DATA);
    if (!MAY_BE_KEPT.test(url)) {
        response.setHeader('cache-control', 'no-store');
    }
    next();
}
function policy(...rules) {
    return rules.join('; ');
}
//# sourceMappingURL=safe-headers.js.map