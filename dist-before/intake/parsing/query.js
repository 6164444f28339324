const NONE = [];
/** The query of a request target (path or absolute), decoded as `application/x-www-form-urlencoded`. */
export function parseQuery(url) {
    const query = queryText(url);
    return query === '' ? NONE : [...new URLSearchParams(query)];
}
/** Path and query as received, whether the target came in origin form or in absolute form (RFC 9112 section 3.2). */
export function requestTarget(url) {
    if (url.startsWith('/')) {
        return url;
    }
    const authority = url.indexOf('://');
    if (authority === -1) {
        return url;
    }
    const path = url.slice(authority + 3).search(/[/?]/);
    return path === -1 ? '/' : url.slice(authority + 3 + path);
}
/** The query of a request target as received; empty when there is none. */
export function queryText(url) {
    const mark = url.indexOf('?');
    if (mark === -1) {
        return '';
    }
    const fragment = url.indexOf('#', mark);
    return fragment === -1 ? url.slice(mark + 1) : url.slice(mark + 1, fragment);
}
//# sourceMappingURL=query.js.map