import { requestTarget } from '../parsing/query.js';
import { withoutBlanks } from './proof.js';
import { headerLines } from './raw-request.js';
/**
 * The text a message signature covers (RFC 9421 section 2.5), or null when a component it names is not in the request,
 * is named twice, or is written with parameters we do not read. Scheme, authority and path come from `publicUrl`, the
 * address the sender was given: `Host` and `X-Forwarded-*` are the caller's word.
 */
export function signatureBase(view, covered, publicUrl) {
    const lines = [];
    const named = new Set();
    for (const item of covered.items) {
        const identifier = identifierOf(item);
        const value = identifier === null ? null : componentValue(view, item, publicUrl);
        if (identifier === null || value === null || named.has(identifier)) {
            return null;
        }
        named.add(identifier);
        lines.push(`${identifier}: ${value}`);
    }
    lines.push(`"@signature-params": ${covered.text}`);
    return lines.join('\n');
}
/** The component as a line names it; only `@query-param` takes a parameter, its `name`. */
function identifierOf(item) {
    if (item.value === '@query-param') {
        const name = item.parameters.get('name');
        return typeof name === 'string' && item.parameters.size === 1 ? `"@query-param";name="${name}"` : null;
    }
    return item.parameters.size === 0 ? `"${item.value}"` : null;
}
function componentValue(view, item, publicUrl) {
    const { path, query } = targetOf(view, publicUrl);
    switch (item.value) {
        case '@method':
            return view.request.method;
        case '@target-uri':
            return publicUrl === null ? null : `${publicUrl.origin}${path}${query}`;
        case '@authority':
            return publicUrl === null ? null : publicUrl.host;
        case '@scheme':
            return publicUrl === null ? null : publicUrl.protocol.slice(0, -1);
        case '@request-target':
            return path + query;
        case '@path':
            return path;
        case '@query':
            return query || '?';
        case '@query-param':
            return queryParameter(view, item.parameters.get('name'));
        default:
            return item.value.startsWith('@') ? null : fieldValue(view, item.value);
    }
}
/** Path of the address the sender was given, query as received: a proxy may have led the request to another path. */
function targetOf(view, publicUrl) {
    const target = requestTarget(view.request.url);
    const [path, query] = splitAt(target, target.indexOf('?'));
    return { path: publicUrl?.pathname ?? (path || '/'), query };
}
const splitAt = (text, at) => at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)];
/** RFC 9421 section 2.2.8: the value decoded and encoded again; a repeated parameter cannot be told apart. */
function queryParameter(view, name) {
    const values = typeof name === 'string' ? view.query(decodeURIComponentOr(name)) : [];
    return values.length === 1 ? formEncoded(values[0]) : null;
}
/** The percent-encode set of `application/x-www-form-urlencoded` (URL Standard, section 1.3), a space being `%20`. */
function formEncoded(text) {
    return encodeURIComponent(text).replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function decodeURIComponentOr(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** RFC 9421 section 2.1: lines without the spaces and tabs around them, joined with a comma and a space. */
function fieldValue(view, name) {
    const lines = name === name.toLowerCase() ? headerLines(view.request.rawHeaders, name) : [];
    return lines.length === 0 ? null : lines.map(withoutBlanks).join(', ');
}
//# sourceMappingURL=signature-base.js.map