import { isDeepStrictEqual } from 'node:util';
import { valuesOf } from '../parsing/fields.js';
import { mediaType } from '../parsing/body.js';
import { parseQuery, requestTarget } from '../parsing/query.js';
import { isSameText, sha256 } from './constant-time.js';
import { readText, textBytes } from './locator.js';
import { firstHeader } from './raw-request.js';
import { requireText } from './settings.js';
import { parseTemplate } from './template.js';
/** Stands in the signed text where the secret itself is hashed along. */
export const SECRET = Symbol('secret');
/**
 * Makes a content template ready. `queryHash` names the query parameter that carries the hash of a body which is not a
 * form (Twilio): the sender appends it to the configured URL before signing. Throws VerifierRefused on a missing setting.
 */
export function compileContent(template, config, queryHash) {
    const segments = parseTemplate(template);
    const parts = segments.map((segment, at) => compileSegment(segment, segments[at + 1], config, queryHash));
    return {
        hasTime: segments.some(({ kind }) => kind === 'ts'),
        hasSecret: segments.some(({ kind }) => kind === 'secret'),
        covers: (locator) => segments.some((segment) => holds(segment, locator)),
        of: (view, ts) => assemble(parts, view, ts),
    };
}
function holds(segment, locator) {
    switch (segment.kind) {
        case 'body':
            return ['body', 'json', 'form'].includes(locator.at);
        case 'path':
            return locator.at === 'query';
        case 'value':
            return isDeepStrictEqual(segment.locator, locator);
        default:
            return false;
    }
}
function assemble(parts, view, ts) {
    const chunks = [];
    let text = '';
    for (const part of parts) {
        const piece = typeof part === 'string' ? part : part(view, ts);
        if (typeof piece === 'string') {
            text += piece;
        }
        else if (piece === SECRET || Buffer.isBuffer(piece)) {
            chunks.push(text, piece);
            text = '';
        }
        else {
            return piece.reason;
        }
    }
    chunks.push(text);
    return chunks;
}
function compileSegment(segment, next, config, queryHash) {
    switch (segment.kind) {
        case 'text':
            return binary(segment.text);
        case 'ts':
            return (_view, ts) => ts;
        case 'body':
            return (view) => view.request.body;
        case 'secret':
            return () => SECRET;
        case 'method':
            return (view) => view.request.method;
        case 'path':
            return (view) => requestTarget(view.request.url);
        case 'form':
            return sortedForm;
        case 'config': {
            const fallback = segment.fallback === undefined ? '' : `:${segment.fallback}`;
            const text = requireText(`{config.${segment.name}${fallback}}`, config);
            return queryHash === undefined ? binary(text) : (view) => binary(withHash(text, view, queryHash));
        }
        default:
            return valuePart(segment.locator, next?.kind === 'text' ? next.text : '');
    }
}
/**
 * A header or query value. It must end where the separator that follows it stands first: else an old message could be cut
 * anew (`a.b` + `.` + `c` signs the same text as `a` + `.` + `b.c`).
 */
function valuePart(locator, following) {
    const separator = binary(following);
    return (view) => {
        const text = readText(locator, view);
        if (text === null) {
            return { reason: 'missing_header' };
        }
        if (typeof text !== 'string') {
            return { reason: text.fault === 'duplicate' ? 'duplicate_header' : 'malformed_body' };
        }
        const value = locator.at === 'header' ? text : textBytes(locator, text).toString('latin1');
        return isAmbiguous(value, separator) ? { reason: 'malformed_header' } : value;
    };
}
/** Whether somebody who looks for the separator would take less than the value for the value. */
export function isAmbiguous(value, separator) {
    return separator !== '' && `${value}${separator}`.indexOf(separator) < value.length;
}
/** Whether the body is an HTML form, by its declared type. */
function isForm(view) {
    return (mediaType(firstHeader(view.request.rawHeaders, 'content-type')) === 'application/x-www-form-urlencoded');
}
/** Names and values of the form, sorted by name, repeated values once each and sorted (Twilio's request validation). */
function sortedForm(view) {
    if (!isForm(view)) {
        return '';
    }
    const { form } = view;
    if (!form.ok) {
        return { reason: 'malformed_body' };
    }
    const fields = form.value;
    const names = [...new Set(fields.map(([name]) => name))].sort();
    const text = names
        .flatMap((name) => [...new Set(valuesOf(fields, name))].sort().map((value) => name + value))
        .join('');
    return binary(text);
}
/**
 * Why a body is not covered by a signature over the URL, or null when its hash stands in the query. Without one it must
 * be a form, whose fields are signed themselves, or empty.
 */
export function queryHashFault(view, queryHash) {
    const [given, ...more] = view.query(queryHash);
    const isCovered = given === undefined
        ? isForm(view) || view.request.body.length === 0
        : more.length === 0 && isSameText(given, sha256(view.request.body).toString('hex'));
    return isCovered ? null : 'body_hash_mismatch';
}
function withHash(url, view, queryHash) {
    const [given] = view.query(queryHash);
    if (given === undefined || valuesOf(parseQuery(url), queryHash).length > 0) {
        return url;
    }
    return `${url}${url.includes('?') ? '&' : '?'}${queryHash}=${given}`;
}
function binary(text) {
    return Buffer.from(text, 'utf8').toString('latin1');
}
//# sourceMappingURL=signed-content.js.map